package dev.eku.maven.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;

class StrayTextTest {
    private static final String OURS = "<groupId>g</groupId><artifactId>a</artifactId>";

    private static List<Refusal.Stray> in(String pom) throws XMLStreamException {
        return StrayText.in(new ByteArrayInputStream(pom.getBytes(StandardCharsets.UTF_8)), "g", "a");
    }

    private static String plugin(String content) {
        return "<project><build><plugins><plugin>" + content + "</plugin></plugins></build></project>";
    }

    private static List<Refusal.Stray> ofConfiguration(String content) throws XMLStreamException {
        return in(plugin("<configuration>" + content + "</configuration>" + OURS));
    }

    @Test
    void textBesideElementsIsFoundWithItsPath() throws Exception {
        assertThat(ofConfiguration("smb://fe01 <stop>stop</stop>"))
                .containsExactly(new Refusal.Stray("configuration", "smb://fe01"));
        assertThat(ofConfiguration("<fleet><pool><name>a</name></pool> smb://fe01\n  smb://fe02 </fleet>"))
                .containsExactly(new Refusal.Stray("fleet", "smb://fe01 smb://fe02"));
        assertThat(ofConfiguration("<fleet><pool>x<![CDATA[ & y]]><name>a</name></pool></fleet>"))
                .containsExactly(new Refusal.Stray("fleet/pool", "x & y"));
    }

    @Test
    void textThatIsTheWholeConfigurationIsFound() throws Exception {
        assertThat(ofConfiguration("never")).containsExactly(new Refusal.Stray("configuration", "never"));
    }

    @Test
    void textOfAnExecutionAndOfTheManagedPluginAndOfAProfileIsFound() throws Exception {
        String execution = "<executions><execution><id>x</id><configuration>1<stop>stop</stop></configuration>"
                + "</execution></executions>";
        assertThat(in(plugin(OURS + execution))).containsExactly(new Refusal.Stray("configuration", "1"));
        assertThat(in("<project><profiles><profile><build><pluginManagement><plugins><plugin>" + OURS
                        + "<configuration>2</configuration></plugin></plugins></pluginManagement></build></profile>"
                        + "</profiles></project>"))
                .containsExactly(new Refusal.Stray("configuration", "2"));
    }

    @Test
    void valuesBlanksAndCommentsAreNoStrayText() throws Exception {
        assertThat(ofConfiguration("\n  <!-- why --> <hosts>caf&eacute; &amp; more</hosts>\n"
                        + "<fleet> <pool> <name>a</name> </pool> </fleet>"))
                .isEmpty();
    }

    @Test
    void textOfAnotherPluginIsItsOwn() throws Exception {
        assertThat(in(plugin("<artifactId>a</artifactId><configuration>1</configuration>")))
                .isEmpty();
        assertThat(in(plugin("<groupId>g</groupId><artifactId>b</artifactId><configuration>1<plugin>" + OURS
                        + "<configuration>2</configuration></plugin></configuration>")))
                .isEmpty();
        assertThat(in(plugin(OURS + "<dependencies><dependency>text<groupId>h</groupId></dependency></dependencies>")))
                .isEmpty();
    }

    @Test
    void noExternalEntityIsRead() throws Exception {
        assertThat(in("<!DOCTYPE project [<!ENTITY e SYSTEM 'file:///nowhere'>]>"
                        + plugin(OURS + "<configuration><hosts>&e;</hosts></configuration>")))
                .isEmpty();
    }

    @Test
    void whatIsNotXmlIsAnError() {
        assertThatThrownBy(() -> in("<project>")).isInstanceOf(XMLStreamException.class);
    }
}
