package dev.eku.maven.given;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * An element of a configuration as it is written, with expressions that are not evaluated. Immutable.
 *
 * @param text without the blanks around it; empty if there are children
 * @param attributes the names of its attributes, sorted
 */
public record Element(String name, String text, List<Element> children, List<String> attributes) {
    public Element {
        children = List.copyOf(children);
        attributes = List.copyOf(attributes);
    }

    /**
     * A whole configuration, whose children are its elements.
     *
     * @param configuration Maven's object; may be absent
     */
    public static Element of(@Nullable Xpp3Dom configuration) {
        return configuration == null ? new Element("configuration", "", List.of(), List.of()) : read(configuration);
    }

    /** The element with that name. If there are several, it is the last one, which is the one that Maven uses. */
    public static Optional<Element> named(String name, List<Element> elements) {
        for (int i = elements.size() - 1; i >= 0; i--) {
            if (elements.get(i).name().equals(name)) {
                return Optional.of(elements.get(i));
            }
        }
        return Optional.empty();
    }

    /** Whether it has neither text nor children, which Maven treats as "not given". */
    public boolean isEmpty() {
        return text.isEmpty() && children.isEmpty();
    }

    private static Element read(Xpp3Dom node) {
        List<Element> children = new ArrayList<>();
        for (Xpp3Dom child : node.getChildren()) {
            children.add(read(child));
        }
        String value = node.getValue();
        String text = value == null || !children.isEmpty() ? "" : value.strip();
        String[] attributes = node.getAttributeNames();
        Arrays.sort(attributes);
        return new Element(node.getName(), text, children, List.of(attributes));
    }
}
