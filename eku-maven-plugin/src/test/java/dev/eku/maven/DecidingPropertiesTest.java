package dev.eku.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;

class DecidingPropertiesTest {
    private static final Map<String, String> GIVEN = Map.of(
            "env", "prod",
            "site", "ny",
            "revision", "2",
            "lab", "true",
            "db.password", "s3cret",
            "skipTests", "true",
            "eku.stop", "stop");

    @SuppressWarnings("deprecation") // The only way to a session without a container.
    private static Map<String, String> of(MavenProject project) {
        DefaultMavenExecutionRequest request = new DefaultMavenExecutionRequest();
        Properties typed = new Properties();
        typed.putAll(GIVEN);
        request.setUserProperties(typed);
        MavenSession session = new MavenSession(null, null, request, new DefaultMavenExecutionResult());
        return DecidingProperties.of(session, project, "eku-maven-plugin");
    }

    private static MavenProject pom(String content) throws Exception {
        Model model = new MavenXpp3Reader().read(new StringReader("<project>" + content + "</project>"));
        MavenProject project = new MavenProject(model.clone());
        project.setOriginalModel(model);
        return project;
    }

    private static String plugin(String artifact, String configuration) {
        return "<build><plugins><plugin><artifactId>" + artifact + "</artifactId><configuration>" + configuration
                + "</configuration></plugin></plugins></build>";
    }

    @Test
    void propertyOfEkuRefersToThemOrToWhatRefersToThem() throws Exception {
        assertThat(of(pom("<properties><eku.inventory>${file}</eku.inventory><file>${env}/${site}.txt</file>"
                        + "<other>${db.password}</other></properties>")))
                .isEqualTo(Map.of("env", "prod", "site", "ny"));
    }

    @Test
    void configurationOfThePluginAndOfItsExecutionsRefersToThem() throws Exception {
        assertThat(of(pom(plugin("eku-maven-plugin", "<inventory>${env}.txt</inventory>"))))
                .isEqualTo(Map.of("env", "prod"));
        assertThat(of(pom("<profiles><profile>" + plugin("eku-maven-plugin", "<reason>${project.version}</reason>")
                        + "</profile></profiles><version>${revision}</version>")))
                .isEqualTo(Map.of("revision", "2"));
        assertThat(of(pom(plugin("sql-maven-plugin", "<password>${db.password}</password>"))))
                .isEmpty();
    }

    @Test
    void profileIsActiveByThem() throws Exception {
        assertThat(of(pom("<profiles><profile><activation><property><name>!lab</name></property></activation></profile>"
                        + "<profile><activation><property><name>env</name><value>prod</value></property></activation>"
                        + "</profile></profiles>")))
                .isEqualTo(Map.of("env", "prod", "lab", "true"));
    }

    @Test
    void parentRefersToThem() throws Exception {
        MavenProject child = pom("");
        child.setParent(pom("<properties><eku.pools>${site}</eku.pools></properties>"));
        assertThat(of(child)).isEqualTo(Map.of("site", "ny"));
    }
}
