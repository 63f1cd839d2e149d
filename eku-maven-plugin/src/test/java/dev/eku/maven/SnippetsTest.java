package dev.eku.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.io.xpp3.SettingsXpp3Reader;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the page on set-up shows to be copied is read as its own readers read it. */
class SnippetsTest {
    private static final Path PAGE = Path.of("../docs/setup.md");

    private static List<String> blocks(String language) throws Exception {
        return Pattern.compile("(?ms)^```" + language + "$\\R(.*?)^```$")
                .matcher(Files.readString(PAGE))
                .results()
                .map(MatchResult::group)
                .map(block -> block.replaceAll("(?m)^```.*$", ""))
                .toList();
    }

    @Test
    void pomsNameWhatThisBuildMakesAndWhatItsGoalsTake() throws Exception {
        List<Model> models = new ArrayList<>();
        List<Settings> settings = new ArrayList<>();
        for (String block : blocks("xml")) {
            if (block.strip().startsWith("<settings>")) {
                settings.add(new SettingsXpp3Reader().read(new StringReader(block), true));
            } else {
                models.add(new MavenXpp3Reader().read(new StringReader(block), true));
            }
        }
        assertThat(models).hasSize(2);
        assertThat(settings).singleElement().satisfies(one -> {
            assertThat(one.getServers()).hasSize(1);
            assertThat(one.getProxies()).hasSize(1);
            assertThat(one.getMirrors()).hasSize(1);
        });

        Plugin plugin = models.get(0).getBuild().getPlugins().get(0);
        assertThat(plugin.getKey() + ":" + plugin.getVersion())
                .isEqualTo(GoalRun.PLUGIN.getPluginLookupKey() + ":" + GoalRun.PLUGIN.getVersion());
        Set<String> elements = new TreeSet<>();
        Set<String> properties = new TreeSet<>();
        for (String goal : GoalRun.goals()) {
            elements.addAll(GoalRun.parameters(goal).keySet());
            GoalRun.parameters(goal).values().forEach(property -> property.ifPresent(properties::add));
        }
        for (Xpp3Dom element : ((Xpp3Dom) plugin.getConfiguration()).getChildren()) {
            assertThat(elements).contains(element.getName());
        }
        assertThat(properties).containsAll(models.get(0).getProperties().stringPropertyNames());
        assertThat(models.get(1).getDependencies())
                .extracting(dependency -> dependency.getArtifactId() + ":" + dependency.getVersion())
                .containsExactly(
                        "eku-core:" + GoalRun.PLUGIN.getVersion(), "eku-remote:" + GoalRun.PLUGIN.getVersion());
    }

    @Test
    void workflowIsYamlWhoseCommandsAreGoals() throws Exception {
        for (String block : blocks("yaml")) {
            Object workflow = new Load(LoadSettings.builder().build()).loadFromString(block);
            assertThat(((Map<?, ?>) workflow).containsKey("jobs")).isTrue();
        }
        assertThat(blocks("yaml")).hasSize(1);
        for (String language : List.of("yaml", "groovy")) {
            assertThat(blocks(language).get(0))
                    .containsPattern("mvn -B eku:verify \"-Deku\\.inventory=front-ends\\.txt\"");
        }
    }
}
