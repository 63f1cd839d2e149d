package dev.eku.inspect;

import dev.eku.file.QuietXml;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads one setting of the runtime out of a configuration file as the CLR itself does, which is not as its
 * documentation says (coreclr, {@code vm/eeconfigfactory.cpp}, of which four generations agree; that the shipped 4.8
 * does the same is inferred):
 *
 * <ul>
 *   <li>the name of the root is not looked at, and a {@code runtime} is one right below it; prefixes are part of a
 *   name;
 *   <li>of a setting the first value counts, over all {@code runtime} elements; but one whose {@code version} is that
 *       of the runtime overwrites, and one of another version is passed over;
 *   <li>attributes are {@code value} and {@code enabled} in any case, both count, and {@code enabled} turns true and
 *       false into 1 and 0;
 *   <li>a text is trimmed of tabs, line ends and blanks, but not of a no-break space;
 *   <li>text beside attributes counts like the attribute that came last, if that was one of the two.
 * </ul>
 *
 * <p>Without document types and without anything outside the file. Not thread-safe.
 */
final class ClrConfig {
    private final String wanted;
    private final String version;

    private int depth;
    private boolean underRuntime;
    private boolean ofThisVersion;
    /** Whether the last element started is the wanted one, so that what comes is its value. */
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
     * @throws XMLStreamException if that is no well-formed XML without a document type
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
                    // CDATA and comments say nothing.
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
