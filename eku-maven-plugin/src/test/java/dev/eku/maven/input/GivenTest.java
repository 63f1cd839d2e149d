package dev.eku.maven.input;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GivenTest {
    private static final List<String> KNOWN = List.of("eku.hosts", "eku.stop", "eku.stopTimeout", "eku.reason");

    @ParameterizedTest
    @CsvSource({
        "eku.host, eku.hosts",
        "eku.Hosts, eku.hosts",
        "eku.stoptimeout, eku.stopTimeout",
        "eku.raeson, eku.reason"
    })
    void slipOfThePenIsRefused(String slip, String meant) {
        assertThatThrownBy(() -> Given.requireMeant(Map.of(slip, "x"), KNOWN))
                .hasMessage("INVALID_PARAMETER: there is no " + slip + "\n  Next: did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eku.it.require", "eku.lint", "eku.golden.update", "ekuhosts", "host", "maven.test.skip"})
    void whatLooksLikeNoneOfOursIsLeftAlone(String name) {
        assertThatCode(() -> Given.requireMeant(Map.of(name, ""), KNOWN)).doesNotThrowAnyException();
    }

    @Test
    void emptyPropertyIsRefused() {
        assertThatThrownBy(() -> Given.requireMeant(Map.of("eku.hosts", " "), KNOWN))
                .hasMessage("INVALID_PARAMETER: eku.hosts is empty\n"
                        + "  Next: give a value, or leave it out to mean the default");
    }

    @Test
    void emptyElementIsRefused() {
        assertThatThrownBy(() -> Given.requireFilled("<configuration><hosts/></configuration>"))
                .hasMessageStartingWith("INVALID_PARAMETER: <hosts> is empty\n");
        assertThatThrownBy(() -> Given.requireFilled("<configuration><hosts> </hosts></configuration>"))
                .hasMessageStartingWith("INVALID_PARAMETER: <hosts> is empty\n");
    }

    @Test
    void filledElementIsFine() {
        assertThatCode(() -> {
                    Given.requireFilled("<configuration><hosts>local:</hosts></configuration>");
                    Given.requireFilled(
                            "<configuration><applications><application><id>a</id></application></applications></configuration>");
                    Given.requireFilled(null);
                })
                .doesNotThrowAnyException();
    }
}
