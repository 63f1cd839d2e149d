package dev.eku.maven.given;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenCheckTest {
    private static final Known KNOWN = new Known(Map.of(
            "apply",
            List.of(
                    parameter("hosts"),
                    parameter("reason"),
                    parameter("tidy"),
                    new Declared("fleet", Optional.empty(), Optional.empty()))));

    private static Declared parameter(String name) {
        return new Declared(name, Optional.empty(), Optional.of("eku." + name));
    }

    private static List<Refusal> ofConfiguration(String content) {
        Element root = Element.of(Dom.of("<configuration>" + content + "</configuration>"));
        return of(new Given(Map.of(), Map.of(), List.of(root), List.of(), Set.of(), Set.of(), List.of(), List.of()));
    }

    private static List<Refusal> of(Given given) {
        return GivenCheck.of(given, KNOWN, List.of("apply"));
    }

    @Test
    void elementThatStandsTwiceInAnotherIsRefused() {
        assertThat(ofConfiguration("<hosts>a</hosts><hosts>b</hosts>"))
                .containsExactly(new Refusal.Twice("configuration", "hosts"));
        assertThat(ofConfiguration("<fleet><pool><hosts>a</hosts><hosts>b</hosts></pool></fleet>"))
                .containsExactly(new Refusal.Twice("fleet/pool", "hosts"));
        assertThat(ofConfiguration("<fleet><pool><hosts>a</hosts></pool><pool><hosts>b</hosts></pool></fleet>"))
                .isEmpty();
    }

    @Test
    void attributeIsRefusedUnlessItIsMavens() {
        assertThat(ofConfiguration("<hosts dryRun=\"true\">a</hosts>"))
                .containsExactly(new Refusal.Attribute("hosts", "dryRun"));
        assertThat(ofConfiguration("<fleet><pool name=\"x\"><hosts>a</hosts></pool></fleet>"))
                .containsExactly(new Refusal.Attribute("fleet/pool", "name"));
        assertThat(ofConfiguration("<fleet combine.children=\"append\"><pool combine.self=\"override\" "
                        + "implementation=\"x\"><hosts xml:space=\"preserve\">a</hosts></pool></fleet>"))
                .isEmpty();
        Element root = Element.of(Dom.of("<configuration skip=\"true\"><hosts>a</hosts></configuration>"));
        assertThat(of(new Given(
                        Map.of(), Map.of(), List.of(root), List.of(), Set.of(), Set.of(), List.of(), List.of())))
                .containsExactly(new Refusal.Attribute("configuration", "skip"));
    }

    @Test
    void emptyElementIsNamedByItsPath() {
        assertThat(ofConfiguration("<hosts> </hosts>"))
                .containsExactly(new Refusal.Empty(Refusal.Place.ELEMENT, "hosts"));
        assertThat(ofConfiguration("<fleet><pool><name/><hosts>a</hosts></pool></fleet>"))
                .containsExactly(new Refusal.Empty(Refusal.Place.ELEMENT, "fleet/pool/name"));
    }

    private static List<Refusal> typed(String name, String value) {
        return of(new Given(
                Map.of(name, value), Map.of(), List.of(), List.of(), Set.of(), Set.of(), List.of(), List.of()));
    }

    private static List<Refusal> supplied(String name, String value) {
        return of(new Given(
                Map.of(), Map.of(name, value), List.of(), List.of(), Set.of(), Set.of(), List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"eku_reason", "ekureason", "EKU.reason", "eku-reason", "ekuReason", "eku:reason", "Eku_Raeson"})
    void parameterInAnotherSpellingIsRefused(String name) {
        assertThat(typed(name, "x")).containsExactly(new Refusal.Slip(Refusal.Place.COMMAND_LINE, name, "eku.reason"));
        assertThat(supplied(name, "x")).containsExactly(new Refusal.Slip(Refusal.Place.SUPPLIED, name, "eku.reason"));
    }

    @Test
    void nameThatStartsAsOursIsRefusedOnTheCommandLine() {
        assertThat(typed("eku_dryRun", "true"))
                .containsExactly(new Refusal.NoDryRun(Refusal.Place.COMMAND_LINE, "eku_dryRun"));
        assertThat(typed("eku", "x")).hasSize(1);
        assertThat(typed("ekubo.version", "1")).hasSize(1);
        assertThat(supplied("ekubo.version", "1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void blankPropertyOfThePomIsRefused(String blank) {
        assertThat(supplied("eku.reason", blank))
                .containsExactly(new Refusal.Empty(Refusal.Place.SUPPLIED, "eku.reason"));
        assertThat(supplied("eku.of.somebody.else", blank)).isEmpty();
    }

    @Test
    void propertyWithoutAValueIsRefusedUnlessItIsAFlag() {
        assertThat(typed("eku.reason", "true")).containsExactly(new Refusal.NoValue("eku.reason"));
        assertThat(typed("eku.tidy", "true")).isEmpty();
        assertThat(typed("eku.reason", "true story")).isEmpty();
        assertThat(supplied("eku.reason", "true")).isEmpty();
    }
}
