package dev.eku.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.maven.given.Dom;
import dev.eku.maven.given.Element;
import dev.eku.maven.given.Refusal;
import dev.eku.maven.given.Refusal.Place;
import java.util.List;
import java.util.Properties;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Model;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectiveValuesTest {
    private final Properties commandLine = new Properties();
    private final Properties mavenOpts = new Properties();
    private final Model pom = new Model();

    @SuppressWarnings("deprecation") // The only way to a session without a container.
    private EffectiveValues values() {
        DefaultMavenExecutionRequest request = new DefaultMavenExecutionRequest();
        request.setUserProperties(commandLine);
        request.setSystemProperties(mavenOpts);
        MavenSession session = new MavenSession(null, null, request, new DefaultMavenExecutionResult());
        session.setProjects(List.of(new MavenProject(pom)));
        return new EffectiveValues(session, new MojoExecution(new MojoDescriptor(), "default-cli"));
    }

    private static Element element(String xml) {
        return Element.of(Dom.of("<configuration>" + xml + "</configuration>"))
                .children()
                .get(0);
    }

    @Test
    void mavenOptsWinOverThePom() {
        pom.addProperty("eku.hosts", "memory:pom.json");
        mavenOpts.setProperty("eku.hosts", "memory:options.json");

        assertThat(values().ofProperty("eku.hosts")).contains("memory:options.json");
    }

    @ParameterizedTest
    @CsvSource({
        "${my.restart}, my.restart",
        "${env.NOT_SET}, env.NOT_SET",
        "${set}${env.NOT_SET}, env.NOT_SET",
        "before ${my.restart}, my.restart",
        "before ${my.restart} after, my.restart",
        "${through}, env.NOT_SET",
        "$${my.restart}, my.restart",
        "${project.noSuchThing}, project.noSuchThing"
    })
    void referenceThatIsNotSetIsFoundWhereverItStands(String text, String reference) {
        pom.addProperty("set", "never");
        pom.addProperty("through", "${deeper} and more");
        pom.addProperty("deeper", "${env.NOT_SET}");
        pom.addProperty("eku.restart", text);

        assertThat(values().unsetOf("eku.restart")).contains(reference);
        assertThat(values().unsetIn(element("<restart>" + text + "</restart>")))
                .containsExactly(new Refusal.Unset(Place.ELEMENT, "restart", reference));
    }

    @ParameterizedTest
    @CsvSource({"never", "${set}", "${through}", "a ${set} b", "${project.artifactId}"})
    void whatIsSetIsFound(String text) {
        pom.setArtifactId("here");
        pom.addProperty("set", "never");
        commandLine.setProperty("through", "${set}");
        mavenOpts.setProperty("eku.restart", text);

        assertThat(values().unsetOf("eku.restart")).isEmpty();
        assertThat(values().unsetIn(element("<restart>" + text + "</restart>"))).isEmpty();
        assertThat(values().of(element("<restart>" + text + "</restart>")))
                .isEqualTo(values().ofProperty("eku.restart").orElse(""));
    }

    @Test
    void elementsInAnElementAreNamedByTheirPath() {
        assertThat(values().unsetIn(element("<fleet><pool><name>a</name><hosts>${h}</hosts></pool></fleet>")))
                .containsExactly(new Refusal.Unset(Place.ELEMENT, "fleet/pool/hosts", "h"));
    }
}
