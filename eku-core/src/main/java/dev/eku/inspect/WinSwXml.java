package dev.eku.inspect;

import dev.eku.file.QuietXml;
import dev.eku.inspect.WinSwConfig.Reason;
import dev.eku.inspect.WinSwConfig.Told;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * WinSW's configuration in XML (repository winsw/winsw). Versions up to 2.12 and 3.0.0-alpha.6 use the first
 * {@code //executable}, at any depth and whatever the root is called
 * ({@code src/WinSW.Core/Configuration/XmlServiceConfig.cs} of v2.12.0, SingleElement). Later versions use
 * {@code service/executable} (the same file of v3.0.0-alpha.11). All demand an {@code id} in the same way, and none
 * reads an element within a namespace. The text of an element is its InnerText, expanded. Not thread-safe.
 */
final class WinSwXml {
    /**
     * The root of the documentation that the compiler writes beside an executable. It is large, and is never a
     * configuration.
     */
    private static final String DOCUMENTATION = "doc";

    private Optional<String> root = Optional.empty();
    private boolean id;
    private boolean variables;
    private boolean below;
    private Optional<Optional<String>> program = Optional.empty();

    private WinSwXml() {}

    /**
     * Reads a configuration.
     *
     * @param whole whether these are all the bytes of the file
     */
    static Told read(boolean whole, byte... bytes) {
        WinSwXml reading = new WinSwXml();
        boolean understood;
        try {
            understood = QuietXml.read(true, reading::all, bytes);
        } catch (XMLStreamException unclear) {
            // WinSW's own parser may continue where this one stops, and the part that was cut off may name the program.
            understood = false;
        }
        return reading.told(understood, whole, bytes);
    }

    private boolean all(XMLStreamReader xml) throws XMLStreamException {
        for (int depth = 0; xml.hasNext(); ) {
            switch (xml.next()) {
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    if (depth == 1) {
                        root = Optional.of(name(xml));
                    }
                    if (element(xml, depth)) {
                        depth--;
                    }
                }
                default -> {
                    // Nothing else names the program.
                }
            }
        }
        return true;
    }

    /** Reads an element, and returns whether it was read up to its end. */
    private boolean element(XMLStreamReader xml, int depth) throws XMLStreamException {
        switch (name(xml)) {
            case "id" -> id = true;
            case "env" -> variables = true;
            case "executable" -> {
                if (program.isEmpty()) {
                    below = depth != 2;
                    // The program counts even if the end of its element is missing.
                    program = Optional.of(Optional.empty());
                    program = Optional.of(text(xml));
                    return true;
                }
            }
            default -> {
                // Nothing else names the program.
            }
        }
        return false;
    }

    /** The name of an element without a namespace; an empty text for an element within one. */
    private static String name(XMLStreamReader xml) {
        String namespace = xml.getNamespaceURI();
        return namespace == null || namespace.isEmpty() ? xml.getLocalName() : "";
    }

    private Told told(boolean understood, boolean whole, byte... bytes) {
        Reason broken = whole ? Reason.XML : Reason.LARGE;
        if (root.isEmpty()) {
            boolean named = new String(bytes, StandardCharsets.ISO_8859_1)
                    .replace("\0", "")
                    .contains("executable");
            return named ? Told.doubtful(broken) : Told.NOTHING;
        }
        if (!root.get().equals("service")) {
            boolean mayGoOn = !understood && !whole && !root.get().equals(DOCUMENTATION);
            return (program.isPresent() && id) || mayGoOn
                    ? Told.doubtful(understood ? Reason.ROOT : broken)
                    : Told.NOTHING;
        }
        if (program.isEmpty()) {
            return understood ? Told.NOTHING : Told.unclear(broken);
        }
        if (below) {
            return Told.unclear(Reason.NESTED);
        }
        // The part that was not read may set variables.
        return program.get()
                .map(text -> Told.named(text, variables || !understood))
                .orElseGet(() -> Told.unclear(broken));
    }

    /** All text up to the end of the element; empty if it depends on the document type. */
    private static Optional<String> text(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        boolean known = true;
        for (int depth = 1; depth > 0; ) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(xml.getText());
                case XMLStreamConstants.ENTITY_REFERENCE -> known = false;
                default -> {
                    // Comments do not count.
                }
            }
        }
        return known ? Optional.of(text.toString()) : Optional.empty();
    }
}
