package dev.eku.inspect;

import dev.eku.file.QuietXml;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads one setting of the runtime from a configuration file as the CLR itself does, which differs from its
 * documentation (coreclr, {@code vm/eeconfigfactory.cpp}, of which four generations agree; that the shipped 4.8 does
 * the same is inferred):
 *
 * <ul>
 *   <li>the name of the root does not matter, and a {@code runtime} element is one directly below the root; a prefix is
 *       part of a name;
 *   <li>the first value of a setting counts, over all {@code runtime} elements; but an element whose {@code version} is
 *       that of the runtime overwrites it, and an element of another version is skipped;
 *   <li>attributes are {@code value} and {@code enabled} in any case, both count, and {@code enabled} turns true and
 *       false into 1 and 0;
 *   <li>tabs, line ends and blanks at both ends of a text are removed, but not a no-break space;
 *   <li>text beside attributes counts like the last attribute, if that was one of the two.
 * </ul>
 *
 * <p>Document types and anything outside the file are not read. Not thread-safe.
 */
final class ClrConfig {
    private final String wanted;
    private final String version;

    private int depth;
    private boolean underRuntime;
    private boolean ofThisVersion;
    /** Whether the last element that started is the wanted one, so that its value follows. */
    private boolean onWanted;

    private boolean onEnabled;
    private boolean onValue;
    private Optional<String> found = Optional.empty();

    private ClrConfig(String wanted, String version) {
        this.wanted = wanted;
        this.version = version;
    }

    /**
     * The value of a setting; empty if the file has none.
     *
     * @param wanted the name of its element below {@code runtime}
     * @param version of the runtime that reads, such as {@code v4.0.30319}
     * @throws XMLStreamException if the bytes are not well-formed XML without a document type
     */
    static Optional<String> read(String wanted, String version, byte... bytes) throws XMLStreamException {
        return QuietXml.read(
                false,
                xml -> {
                    ClrConfig reader = new ClrConfig(wanted, version);
                    reader.readAll(xml);
                    return reader.found;
                },
                bytes);
    }

    private void readAll(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD -> throw new XMLStreamException("document type", xml.getLocation());
                case XMLStreamConstants.START_ELEMENT -> {
                    start(xml);
                    depth++;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    end(xml.getLocalName());
                }
                case XMLStreamConstants.CHARACTERS -> {
                    if (!xml.isWhiteSpace()) {
                        readValue(SwitchText.strip(ClrConfig::isBlank, xml.getText()));
                    }
                }
                default -> {
                    // CDATA and comments do not count.
                }
            }
        }
    }

    private void start(XMLStreamReader xml) {
        if (depth > 3) {
            return;
        }
        String name = xml.getLocalName();
        boolean runtime = depth == 1 && name.equals("runtime");
        underRuntime |= runtime;
        onWanted = depth == 2 && underRuntime && name.equals(wanted);
        boolean setting = depth == 2 && underRuntime;
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String prefix = xml.getAttributePrefix(i);
            String attribute = (prefix == null || prefix.isEmpty() ? "" : prefix + ":") + xml.getAttributeLocalName(i);
            String text = SwitchText.strip(ClrConfig::isBlank, xml.getAttributeValue(i));
            if (runtime) {
                if (attribute.equals("version")) {
                    ofThisVersion = text.equals(version);
                    underRuntime = ofThisVersion;
                }
            } else {
                if (setting) {
                    onEnabled = attribute.equalsIgnoreCase("enabled");
                    onValue = attribute.equalsIgnoreCase("value");
                }
                readValue(text);
            }
        }
    }

    private void end(String name) {
        if (underRuntime && name.equals("runtime")) {
            underRuntime = false;
            ofThisVersion = false;
            onWanted = false;
        }
    }

    private void readValue(String text) {
        if (depth <= 3 && onWanted && (onEnabled || onValue) && (found.isEmpty() || ofThisVersion)) {
            found = Optional.of(onEnabled ? number(text) : text);
        }
    }

    private static String number(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> "1";
            case "false" -> "0";
            default -> text;
        };
    }

    private static boolean isBlank(int unit) {
        return (unit >= 0x09 && unit <= 0x0D) || unit == ' ';
    }
}
