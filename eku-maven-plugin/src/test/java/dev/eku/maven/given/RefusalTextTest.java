package dev.eku.maven.given;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.maven.given.Refusal.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalTextTest {
    private static void says(Refusal refusal, String text) {
        assertThatThrownBy(() -> RefusalText.requireNone(List.of(refusal))).hasMessage("INVALID_PARAMETER: " + text);
    }

    @Test
    void referenceThatIsNotSetIsNamedWithItsPlace() {
        says(new Refusal.Unset(Place.ELEMENT, "fleet/pool/hosts", "my.hosts"), """
                <fleet><pool><hosts> refers to ${my.hosts}, which is not set
                  Next: set the property, or write the value itself""");
        says(new Refusal.Unset(Place.SUPPLIED, "eku.restart", "my.restart"), """
                eku.restart (in the POM, settings.xml or MAVEN_OPTS) refers to ${my.restart}, which is not set
                  Next: set the property, or write the value itself""");
        says(new Refusal.Unset(Place.COMMAND_LINE, "eku.restart", "my.restart"), """
                eku.restart refers to ${my.restart}, which is not set
                  Next: set the property, or write the value itself""");
    }

    @Test
    void whatMavenDropsOfAConfigurationIsNamedWithItsPath() {
        says(new Refusal.Twice("fleet/pool", "hosts"), """
                <hosts> stands twice in one <fleet><pool>
                  Next: remove one of them""");
        says(new Refusal.Attribute("hosts", "dryRun"), """
                <hosts> has the attribute dryRun, which Maven drops
                  Next: remove it; each parameter is an element of its own""");
        says(new Refusal.Stray("fleet", "smb://fe01"), """
                <fleet> holds the text 'smb://fe01' outside of its elements, where Maven drops it
                  Next: put it into the element it is meant for, or remove it""");
    }

    @Test
    void blankPropertyIsNamedWithItsPlace() {
        says(new Refusal.Empty(Place.SUPPLIED, "eku.restart"), """
                eku.restart (in the POM, settings.xml or MAVEN_OPTS) is empty
                  Next: give a value, or remove it to use the default""");
        says(new Refusal.Empty(Place.COMMAND_LINE, "eku.restart"), """
                eku.restart is empty
                  Next: give a value, or remove it to use the default""");
    }

    @Test
    void variableThatIsNotSetIsToldAsThat() {
        says(new Refusal.Unset(Place.ELEMENT, "restart", "env.NOT_SET"), """
                <restart> refers to ${env.NOT_SET}, which is not set
                  Next: set the environment variable, or write the value itself; on Windows its name is in upper case for Maven""");
    }
}
