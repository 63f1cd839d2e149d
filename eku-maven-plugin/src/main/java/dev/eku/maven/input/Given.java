package dev.eku.maven.input;

import java.io.StringReader;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * Looks at what the user wrote before Maven made parameters of it. Maven takes an empty element, an empty property and an
 * unknown one silently for "not given"; on Windows {@code -Deku.host=fe01} would so change the wrong machine.
 */
public final class Given {
    private static final String PREFIX = "eku.";
    private static final int SLIPS = 2;

    private Given() {}

    /**
     * Refuses empty properties, and unknown ones that look like a slip of the pen. What looks like none of ours is left to
     * whoever it is for.
     *
     * @param properties from the command line
     * @param known the properties of all goals
     * @throws BadParameter naming the property
     */
    public static void requireMeant(Map<String, String> properties, Collection<String> known) {
        properties.forEach((name, value) -> {
            if (!name.startsWith(PREFIX)) {
                return;
            }
            if (known.contains(name)) {
                if (value.isBlank()) {
                    throw BadParameter.of("input.empty", name);
                }
                return;
            }
            Optional<String> meant = known.stream()
                    .filter(other -> distance(name, other) <= SLIPS)
                    .min(Comparator.comparing((String other) -> distance(name, other))
                            .thenComparing(Comparator.naturalOrder()));
            if (meant.isPresent()) {
                throw BadParameter.of("input.slip", name, meant.get());
            }
        });
    }

    /**
     * Refuses empty elements of a goal's configuration.
     *
     * @param configuration as it stands in the POM, printed as XML; may be absent
     * @throws BadParameter naming the element
     */
    public static void requireFilled(@Nullable Object configuration) {
        if (configuration == null) {
            return;
        }
        for (Node child = parsed(configuration.toString()).getFirstChild();
                child != null;
                child = child.getNextSibling()) {
            if (child instanceof Element element
                    && element.getTextContent().isBlank()
                    && element.getElementsByTagName("*").getLength() == 0) {
                throw BadParameter.of("input.empty", "<" + element.getTagName() + ">");
            }
        }
    }

    private static Element parsed(String xml) {
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

    /** How many letters have to be added, dropped or changed; case does not count. */
    private static int distance(String one, String other) {
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
