package dev.eku.maven.given;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * An element of a configuration, as it stands there: expressions are not evaluated. Immutable.
 *
 * @param text without the blanks around it; empty where there are children
 * @param attributes their names
 */
public record Element(String name, String text, List<Element> children, List<String> attributes) {
    public Element {
        children = List.copyOf(children);
        attributes = List.copyOf(attributes);
    }

    /**
     * A whole configuration, whose children are its elements.
     *
     * @param configuration Maven's, which prints itself as XML whatever class a version of Maven has for it; may be
     *     absent
     */
    public static Element of(@Nullable Object configuration) {
        return read(parsed(configuration == null ? "<configuration/>" : configuration.toString()));
    }

    /** The one of that name; of several the last, which is the one Maven takes. */
    public static Optional<Element> named(String name, List<Element> elements) {
        return elements.stream().filter(element -> element.name().equals(name)).reduce((first, last) -> last);
    }

    /** Whether it has neither text nor children, which Maven takes for "not given". */
    public boolean isEmpty() {
        return text.isEmpty() && children.isEmpty();
    }

    private static Element read(Node node) {
        List<Element> children = new ArrayList<>();
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.ELEMENT_NODE) {
                children.add(read(child));
            }
        }
        List<String> attributes = new ArrayList<>();
        for (int i = 0; node.hasAttributes() && i < node.getAttributes().getLength(); i++) {
            attributes.add(node.getAttributes().item(i).getNodeName());
        }
        String text = children.isEmpty() ? node.getTextContent().strip() : "";
        return new Element(node.getNodeName(), text, children, attributes);
    }

    private static Node parsed(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement();
        } catch (Exception notXml) {
            throw new IllegalStateException("Maven's configuration is no XML: " + xml, notXml);
        }
    }
}
