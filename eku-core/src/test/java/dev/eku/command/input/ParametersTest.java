package dev.eku.command.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.contract.TestParameters;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.product.Application;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import dev.eku.text.Option;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    private static final ChoiceParameter<Restart> RESTART =
            new ChoiceParameter<>(Option.RESTART, Restart.class, "never");
    private static final DurationParameter DRAIN_TIMEOUT = new DurationParameter(Option.DRAIN_TIMEOUT, "15m");

    private static final String EXE = "D:\\Billing\\Billing.exe";

    @Test
    void textIsStrippedAndBlankMeansNotGiven() {
        assertThat(TextParameter.optional("reason", " change 4711 ")).contains("change 4711");
        assertThat(TextParameter.optional("reason", "  ")).isEmpty();
        assertThat(TestParameters.NONE.text(Option.REASON)).isEmpty();
    }

    @Test
    void textMayHoldPercentSignsAndDollars() {
        assertThat(TextParameter.optional("reason", "100 % of $5")).contains("100 % of $5");
    }

    /** So Java reads what is not ASCII in the locale C. */
    @Test
    void charactersThatJavaCouldNotReadAreRefused() {
        assertThatThrownBy(() -> TextParameter.optional("reason", "\uFFFD\uFFFD4711"))
                .hasMessage("INVALID_PARAMETER: reason: '\uFFFD\uFFFD4711' holds U+FFFD, which stands for characters"
                        + " that Java could not read\n"
                        + "  Next: if it is of the command line, run it in a UTF-8 locale (on Linux: LC_ALL=C.UTF-8),"
                        + " because Java reads the command line in the charset of the locale; if it is of a file, save"
                        + " that file in UTF-8");
    }

    @Test
    void controlCharacterIsRefusedAndShown() {
        assertThatThrownBy(() -> TextParameter.optional("owner", "uc\tteam"))
                .hasMessageStartingWith("INVALID_PARAMETER: owner: 'uc<U+0009>team' holds a control character\n");
    }

    @Test
    void flagIsTrueOrFalse() {
        assertThat(FlagParameter.TIDY.of(given(Option.TIDY, "TRUE"))).isTrue();
        assertThat(FlagParameter.TIDY.of(given(Option.TIDY, "false"))).isFalse();
        assertThat(FlagParameter.TIDY.of(TestParameters.NONE)).isFalse();
        assertThatThrownBy(() -> FlagParameter.TIDY.of(given(Option.TIDY, "1")))
                .hasMessage("INVALID_PARAMETER: tidy: '1' is not allowed\n  Next: choose one of true, false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"if-needed", "IF_NEEDED", "If-Needed", " if-needed "})
    void choiceIsReadInAnyCaseWithHyphensOrUnderscores(String text) {
        assertThat(RESTART.of(given(Option.RESTART, text))).isEqualTo(Restart.IF_NEEDED);
    }

    @Test
    void choiceFallsBackWhenNotGiven() {
        assertThat(RESTART.of(TestParameters.NONE)).isEqualTo(Restart.NEVER);
        assertThat(RESTART.of(given(Option.RESTART, " "))).isEqualTo(Restart.NEVER);
    }

    @Test
    void unknownChoiceListsThoseThereAre() {
        assertThatThrownBy(() -> RESTART.of(given(Option.RESTART, "ifneeded")))
                .hasMessage("INVALID_PARAMETER: restart: 'ifneeded' is not allowed\n"
                        + "  Next: choose one of if-needed, never, always");
    }

    @ParameterizedTest
    @CsvSource({
        "15m, PT15M",
        "90s, PT1M30S",
        "1h30m, PT1H30M",
        "1H, PT1H",
        "PT15M, PT15M",
        "pt90s, PT1M30S",
        "P1D, PT24H"
    })
    void lengthOfTimeIsReadInShortOrAsIsoWritesIt(String text, Duration length) {
        assertThat(DRAIN_TIMEOUT.of(given(Option.DRAIN_TIMEOUT, text))).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"900", "15 m", "m", "15min", "-15m", "1m1h", "PT", "99999999999999999999h"})
    void whatIsNoLengthOfTimeIsRefused(String text) {
        assertThatThrownBy(() -> DRAIN_TIMEOUT.of(given(Option.DRAIN_TIMEOUT, text)))
                .hasMessage("INVALID_PARAMETER: drain-timeout: '" + text + "' is not a valid length of time\n"
                        + "  Next: give one such as 15m, 90s, 1h30m or PT15M");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "PT0S", "PT-1M", "25h", "P2D"})
    void lengthOfTimeIsMoreThanNothingAndAtMostADay(String text) {
        assertThatThrownBy(() -> DRAIN_TIMEOUT.of(given(Option.DRAIN_TIMEOUT, text)))
                .hasMessageStartingWith(
                        "INVALID_PARAMETER: drain-timeout: '" + text + "' is not more than zero and at most a day\n");
    }

    @Test
    void lengthOfTimeMayHaveAnotherLimit() {
        DurationParameter window = new DurationParameter(Option.WINDOW, "24h", Duration.ofDays(31));

        assertThat(window.of(given(Option.WINDOW, "168h"))).isEqualTo(Duration.ofDays(7));
        assertThatThrownBy(() -> window.of(given(Option.WINDOW, "745h")))
                .hasMessageStartingWith(
                        "INVALID_PARAMETER: window: '745h' is not more than zero and at most 31 days\n");
    }

    @Test
    void lengthOfTimeFallsBackWhenNotGiven() {
        assertThat(DRAIN_TIMEOUT.of(TestParameters.NONE)).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void dayIsReadAsIsoWritesIt() {
        assertThat(new DayParameter(Option.EXPIRES).of(given(Option.EXPIRES, "2027-03-31")))
                .contains(LocalDate.of(2027, 3, 31));
        assertThat(new DayParameter(Option.EXPIRES).of(TestParameters.NONE)).isEmpty();
        assertThatThrownBy(() -> new DayParameter(Option.EXPIRES).of(given(Option.EXPIRES, "2027-02-30")))
                .hasMessage(
                        "INVALID_PARAMETER: expires: '2027-02-30' is not a valid day\n  Next: give one such as 2027-03-31");
    }

    @Test
    void hostsAreSeparatedByCommas() {
        assertThat(HostList.of(given(Option.HOSTS, "\\\\fe01, memory:fe02.json"), "Linux"))
                .extracting(Object::toString)
                .containsExactly("\\\\fe01", "memory:fe02.json");
    }

    @Test
    void windowsIsTheHostItselfWhenNoneIsNamed() {
        assertThat(HostList.of(TestParameters.NONE, "Windows Server 2012 R2"))
                .extracting(Object::toString)
                .containsExactly("local:");
        assertThatThrownBy(() -> HostList.of(TestParameters.NONE, "Linux"))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NO_HOST));
    }

    @Test
    void hostsThatCannotBeMeantAreRefused() {
        assertThatThrownBy(() -> HostList.of(given(Option.HOSTS, "memory:a.json,,memory:b.json"), "Linux"))
                .hasMessage("INVALID_PARAMETER: hosts: 'memory:a.json,,memory:b.json' has an empty place\n"
                        + "  Next: separate hosts by one comma each");
        assertThatThrownBy(() -> HostList.of(given(Option.HOSTS, "fe01"), "Linux"))
                .hasMessageStartingWith("""
                        INVALID_PARAMETER: hosts: 'fe01' is not a valid host
                          Cause: it starts with neither a scheme nor two backslashes
                          Next: name it in one of these forms: \\\\fe01,""");
        assertThatThrownBy(() -> HostList.of(given(Option.HOSTS, "\\\\fe01,\\\\fe01"), "Linux"))
                .hasMessageStartingWith("INVALID_PARAMETER: hosts: \\\\fe01 is named twice\n");
    }

    @Test
    void passwordInAHostIsNotRepeated() {
        for (String hosts : List.of("smb://admin:secret@fe01", "smb://admin:secret@fe01,", "smb//admin:secret@fe01")) {
            assertThatThrownBy(() -> HostList.of(given(Option.HOSTS, hosts), "Linux"))
                    .as(hosts)
                    .isInstanceOf(EkuException.class)
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void exemptionIsFromTheEkuCheckForTheProductFoundUnlessToldOtherwise() {
        assertThat(ExemptionParameters.exemption(TestParameters.NONE))
                .isEqualTo(Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS));
        assertThat(ExemptionParameters.optional(given(Option.PRODUCT, " "))).isEmpty();
        assertThat(ExemptionParameters.optional(
                        given(Option.SETTING, "sch-send-aux-record").with(Option.PRODUCT, "lync-2010")))
                .contains(Exemption.from(Setting.SCH_SEND_AUX_RECORD).of("lync-2010"));
    }

    @Test
    void twoApplicationsOfOneIdAreRefused() {
        Application twice = Application.at("billing", EXE);

        assertThatThrownBy(() -> ExemptionParameters.applications(TestParameters.NONE.of(twice, twice)))
                .hasMessageStartingWith("INVALID_PARAMETER: two applications have the id billing\n");
    }

    private static TestParameters given(Option option, String text) {
        return TestParameters.NONE.with(option, text);
    }
}
