package dev.eku.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What the tests ask of a page, taken as XML. */
final class Dom {
    private Dom() {}

    static void requireSelfContained(Document page) {
        for (Element element : elements(page, "*")) {
            assertThat(element.getTagName())
                    .isNotIn("script", "link", "img", "iframe", "object", "image", "use", "form");
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                Node attribute = element.getAttributes().item(i);
                assertThat(attribute.getNodeName()).doesNotStartWith("on").isNotIn("src", "style", "xlink:href");
                if (attribute.getNodeName().equals("href")) {
                    assertThat(attribute.getNodeValue()).startsWith("#");
                } else if (!attribute.getNodeName().equals("xmlns")) {
                    assertThat(attribute.getNodeValue()).doesNotContain("://", "url(", "javascript:");
                }
            }
        }
        assertThat(text(elements(page, "style").get(0))).doesNotContain("url(", "@import", "://", "<", ">", "&");
        assertThat(elements(page, "meta").get(1).getAttribute("content")).startsWith("default-src 'none';");
    }

    static void requireReferencesWithTargets(Document page) {
        Set<String> ids = new HashSet<>();
        for (Element element : elements(page, "*")) {
            if (element.hasAttribute("id")) {
                assertThat(ids.add(element.getAttribute("id")))
                        .as(element.getAttribute("id"))
                        .isTrue();
            }
        }
        List<String> references = new ArrayList<>();
        for (Element element : elements(page, "*")) {
            if (element.hasAttribute("href")) {
                references.add(element.getAttribute("href").substring(1));
            }
            references.addAll(List.of(element.getAttribute("aria-labelledby").split(" ", -1)));
        }
        references.removeIf(String::isEmpty);

        assertThat(references).isNotEmpty();
        assertThat(ids).containsAll(references);
    }

    /** All that people read, and all that is read to them. */
    static List<String> said(Document page) {
        List<String> texts = new ArrayList<>();
        for (Element element : elements(page, "*")) {
            for (String attribute : List.of("aria-label", "title", "alt")) {
                texts.add(element.getAttribute(attribute));
            }
            if (element.getElementsByTagName("*").getLength()
                            == element.getElementsByTagName("wbr").getLength()
                    && !element.getTagName().equals("style")) {
                texts.add(text(element));
            }
        }
        return texts;
    }

    static List<String> rows(Element table) {
        return elements(table, "tr").stream()
                .map(row -> {
                    List<String> cells = new ArrayList<>();
                    NodeList all = row.getChildNodes();
                    for (int i = 0; i < all.getLength(); i++) {
                        if (all.item(i) instanceof Element cell) {
                            cells.add(text(cell));
                        }
                    }
                    return String.join(" | ", cells);
                })
                .toList();
    }

    static List<String> texts(Element figure) {
        return elements(figure, "text").stream().map(Dom::text).toList();
    }

    static String text(Element element) {
        return element.getTextContent().replaceAll("\\s+", " ").strip();
    }

    static List<Element> elements(Document page, String name) {
        return elements(page.getDocumentElement(), name);
    }

    static List<Element> elements(Element in, String name) {
        List<Element> elements = new ArrayList<>();
        NodeList all = in.getElementsByTagName(name);
        for (int i = 0; i < all.getLength(); i++) {
            elements.add((Element) all.item(i));
        }
        return elements;
    }

    static Document parse(String page) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
    }
}
