package dev.eku.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class IdeMappingTest {
    @Test
    void ignoresEveryGoalOfThePlugin() throws Exception {
        List<String> goals = texts("/META-INF/maven/plugin.xml", "/plugin/mojos/mojo/goal");
        List<String> ignored = texts(
                "/META-INF/m2e/lifecycle-mapping-metadata.xml",
                "//pluginExecution[action/ignore]/pluginExecutionFilter/goals/goal");

        assertThat(goals).isNotEmpty();
        assertThat(ignored).containsAll(goals);
    }

    private static List<String> texts(String resource, String path) throws Exception {
        try (InputStream in = IdeMappingTest.class.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
            NodeList nodes =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(i -> nodes.item(i).getTextContent().trim())
                    .toList();
        }
    }
}
