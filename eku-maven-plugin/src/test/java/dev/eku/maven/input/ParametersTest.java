package dev.eku.maven.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import dev.eku.service.ServiceName;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    private static final ChoiceParameter<Restart> RESTART =
            new ChoiceParameter<>("eku.restart", Restart.class, "never");
    private static final DurationParameter DRAIN_TIMEOUT = new DurationParameter("eku.drainTimeout", "15m");

    private static final String EXE = "D:\\Billing\\Billing.exe";

    @Test
    void textIsStrippedAndBlankMeansNotGiven() {
        assertThat(TextParameter.optional("eku.reason", " change 4711 ")).contains("change 4711");
        assertThat(TextParameter.optional("eku.reason", "  ")).isEmpty();
        assertThat(TextParameter.optional("eku.reason", null)).isEmpty();
    }

    @Test
    void textMayHoldPercentSignsAndDollars() {
        assertThat(TextParameter.optional("eku.reason", "100 % of $5")).contains("100 % of $5");
    }

    /** So Java reads what is not ASCII in the locale C. */
    @Test
    void charactersThatJavaCouldNotReadAreRefused() {
        assertThatThrownBy(() -> TextParameter.optional("eku.reason", "\uFFFD\uFFFD4711"))
                .hasMessage(
                        "INVALID_PARAMETER: eku.reason: '\uFFFD\uFFFD4711' holds U+FFFD, which stands for characters"
                                + " that Java could not read\n"
                                + "  Next: if it is of the command line, run Maven in a UTF-8 locale (on Linux: LC_ALL=C.UTF-8),"
                                + " because Java reads the command line in the charset of the locale; if it is of a file, save"
                                + " that file in UTF-8");
    }

    @Test
    void unresolvedPropertyIsRefused() {
        assertThatThrownBy(() -> TextParameter.optional("eku.reason", "for ${change}"))
                .hasMessage("INVALID_PARAMETER: eku.reason: 'for ${change}' holds a property that is not set\n"
                        + "  Next: set the property, or write the value itself; in a POM environment variables are in upper"
                        + " case, such as PROGRAMFILES");
    }

    @Test
    void controlCharacterIsRefusedAndShown() {
        assertThatThrownBy(() -> TextParameter.optional("eku.owner", "uc\tteam"))
                .hasMessageStartingWith("INVALID_PARAMETER: eku.owner: 'uc<U+0009>team' holds a control character\n");
    }

    @Test
    void flagIsTrueOrFalse() {
        assertThat(FlagParameter.TIDY.of("TRUE")).isTrue();
        assertThat(FlagParameter.TIDY.of("false")).isFalse();
        assertThat(FlagParameter.TIDY.of(null)).isFalse();
        assertThatThrownBy(() -> FlagParameter.TIDY.of("1"))
                .hasMessage("INVALID_PARAMETER: eku.tidy: '1' is not allowed\n  Next: choose one of true, false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"if-needed", "IF_NEEDED", "If-Needed", " if-needed "})
    void choiceIsReadInAnyCaseWithHyphensOrUnderscores(String text) {
        assertThat(RESTART.of(text)).isEqualTo(Restart.IF_NEEDED);
    }

    @Test
    void choiceFallsBackWhenNotGiven() {
        assertThat(RESTART.of(null)).isEqualTo(Restart.NEVER);
        assertThat(ChoiceParameter.optional("eku.restart", "", Restart.class)).isEmpty();
    }

    @Test
    void unknownChoiceListsThoseThereAre() {
        assertThatThrownBy(() -> RESTART.of("ifneeded"))
                .hasMessage("INVALID_PARAMETER: eku.restart: 'ifneeded' is not allowed\n"
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
        assertThat(DRAIN_TIMEOUT.of(text)).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"900", "15 m", "m", "15min", "-15m", "1m1h", "PT", "99999999999999999999h"})
    void whatIsNoLengthOfTimeIsRefused(String text) {
        assertThatThrownBy(() -> DRAIN_TIMEOUT.of(text))
                .hasMessage("INVALID_PARAMETER: eku.drainTimeout: '" + text + "' is not a valid length of time\n"
                        + "  Next: give one such as 15m, 90s, 1h30m or PT15M");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "PT0S", "PT-1M", "25h", "P2D"})
    void lengthOfTimeIsMoreThanNothingAndAtMostADay(String text) {
        assertThatThrownBy(() -> DRAIN_TIMEOUT.of(text))
                .hasMessageStartingWith("INVALID_PARAMETER: eku.drainTimeout: '" + text
                        + "' is not more than zero and at most a day\n");
    }

    @Test
    void lengthOfTimeMayHaveAnotherLimit() {
        DurationParameter window = new DurationParameter("eku.window", "24h", Duration.ofDays(31));

        assertThat(window.of("168h")).isEqualTo(Duration.ofDays(7));
        assertThatThrownBy(() -> window.of("745h"))
                .hasMessageStartingWith(
                        "INVALID_PARAMETER: eku.window: '745h' is not more than zero and at most 31 days\n");
    }

    @Test
    void lengthOfTimeFallsBackWhenNotGiven() {
        assertThat(DRAIN_TIMEOUT.of(null)).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void dayIsReadAsIsoWritesIt() {
        assertThat(new DayParameter("eku.expires").of("2027-03-31")).contains(LocalDate.of(2027, 3, 31));
        assertThat(new DayParameter("eku.expires").of(null)).isEmpty();
        assertThatThrownBy(() -> new DayParameter("eku.expires").of("2027-02-30"))
                .hasMessage(
                        "INVALID_PARAMETER: eku.expires: '2027-02-30' is not a valid day\n  Next: give one such as 2027-03-31");
    }

    @Test
    void hostsAreSeparatedByCommas() {
        assertThat(HostList.of("\\\\fe01, memory:fe02.json", "Linux"))
                .extracting(Object::toString)
                .containsExactly("\\\\fe01", "memory:fe02.json");
    }

    @Test
    void windowsIsTheHostItselfWhenNoneIsNamed() {
        assertThat(HostList.of(null, "Windows Server 2012 R2"))
                .extracting(Object::toString)
                .containsExactly("local:");
        assertThatThrownBy(() -> HostList.of(null, "Linux"))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NO_HOST));
    }

    @Test
    void hostsThatCannotBeMeantAreRefused() {
        assertThatThrownBy(() -> HostList.of("memory:a.json,,memory:b.json", "Linux"))
                .hasMessage("INVALID_PARAMETER: eku.hosts: 'memory:a.json,,memory:b.json' has an empty place\n"
                        + "  Next: separate hosts by one comma each");
        assertThatThrownBy(() -> HostList.of("fe01", "Linux")).hasMessageStartingWith("""
                        INVALID_PARAMETER: eku.hosts: 'fe01' is not a valid host
                          Cause: it starts with neither a scheme nor two backslashes
                          Next: name it in one of these forms: \\\\fe01,""");
        assertThatThrownBy(() -> HostList.of("\\\\fe01,\\\\fe01", "Linux"))
                .hasMessageStartingWith("INVALID_PARAMETER: eku.hosts: \\\\fe01 is named twice\n");
    }

    @Test
    void passwordInAHostIsNotRepeated() {
        for (String hosts : List.of("smb://admin:secret@fe01", "smb://admin:secret@fe01,", "smb//admin:secret@fe01")) {
            assertThatThrownBy(() -> HostList.of(hosts, "Linux"))
                    .as(hosts)
                    .isInstanceOf(EkuException.class)
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void applicationIsReadByItsExecutable() {
        Application application = application("billing", EXE, "BillingService", "V2", "32");

        assertThat(application.path()).contains(EXE);
        assertThat(application.service()).contains(ServiceName.of("BillingService"));
        assertThat(application.clr()).isEqualTo(Clr.V2);
        assertThat(application.bitness()).isEqualTo(Bitness.BITS_32);
    }

    @Test
    void applicationIsReadByItsServiceAlone() {
        Application application = application("billing", null, "BillingService", null, null);

        assertThat(application.path()).isEmpty();
        assertThat(application.givenClr()).isEmpty();
        assertThat(application.givenBitness()).isEmpty();
    }

    @Test
    void applicationThatCannotBeMeantIsRefused() {
        assertThatThrownBy(() -> application(null, EXE, null, null, null))
                .hasMessageStartingWith("INVALID_PARAMETER: an <application> has no <id>\n");
        assertThatThrownBy(() -> application("a b", EXE, null, null, null))
                .hasMessageStartingWith("INVALID_PARAMETER: <application> a b, <executable>: application: 'a b'");
        assertThatThrownBy(() -> application("billing", null, null, null, null))
                .hasMessageStartingWith(
                        "INVALID_PARAMETER: <application> billing has neither <executable> nor <service>");
        assertThatThrownBy(() -> application("billing", "D:\\Billing\\", null, null, null))
                .hasMessageStartingWith("INVALID_PATH: <application> billing, <executable>: 'D:\\Billing\\' is not");
        assertThatThrownBy(() -> application("billing", null, "${service}", null, null))
                .hasMessageStartingWith(
                        "INVALID_PARAMETER: <application> billing, <service>: '${service}' holds a property");
        assertThatThrownBy(() -> application("billing", EXE, null, "v3", null))
                .hasMessageStartingWith("INVALID_PARAMETER: <application> billing, <clr>: 'v3' is not allowed");
        assertThatThrownBy(() -> application("billing", EXE, null, null, "x64"))
                .hasMessage("INVALID_PARAMETER: <application> billing, <bitness>: 'x64' is not allowed\n"
                        + "  Next: choose one of 64, 32");
    }

    @Test
    void exemptionIsFromTheEkuCheckForTheProductFoundUnlessToldOtherwise() {
        assertThat(ExemptionParameters.exemption(null, null, null))
                .isEqualTo(Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS));
        assertThat(ExemptionParameters.optional(null, " ", List.of())).isEmpty();
        assertThat(ExemptionParameters.optional("sch-send-aux-record", "lync-2010", null))
                .contains(Exemption.from(Setting.SCH_SEND_AUX_RECORD).of("lync-2010"));
    }

    @Test
    void twoApplicationsOfOneIdAreRefused() {
        ApplicationParameter twice = new ApplicationParameter("billing", EXE, null, null, null);

        assertThatThrownBy(() -> ExemptionParameters.applications(List.of(twice, twice)))
                .hasMessageStartingWith("INVALID_PARAMETER: two applications have the id billing\n");
    }

    private static Application application(
            @Nullable String id,
            @Nullable String executable,
            @Nullable String service,
            @Nullable String clr,
            @Nullable String bitness) {
        return new ApplicationParameter(id, executable, service, clr, bitness).application();
    }
}
