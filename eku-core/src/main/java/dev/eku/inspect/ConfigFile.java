package dev.eku.inspect;

import dev.eku.error.EkuException;
import dev.eku.error.Messages;
import dev.eku.host.HostFiles;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What an executable's {@code .config} file says of one AppContext switch. Read without document types and without anything
 * outside the file. The rules of the value are those of .NET: {@code name=true;name=false}, names compared exactly, the last one
 * wins, and what is neither true nor false does not count (Microsoft reference source, {@code
 * AppContextDefaultValues.DesktopOverrides.cs}). Immutable.
 *
 * @param path the file's
 * @param override what the switch is set to; empty if the file does not set it
 * @param problem why the file cannot be used
 */
public record ConfigFile(String path, State state, Optional<Boolean> override, Optional<String> problem) {
    /** The largest file read, in bytes; real ones have some thousand. */
    public static final int MAX_SIZE = 1024 * 1024;

    private static final String ELEMENT = "configuration/runtime/AppContextSwitchOverrides";

    /** How a file was found. */
    public enum State {
        ABSENT,
        READ,
        /** Too large, malformed, or not to be read by our account. */
        UNUSABLE
    }

    /** Reads the file of an executable. What prevents that is noted. */
    static ConfigFile of(String executable, String name, HostFiles files) {
        String path = executable + ".config";
        try {
            return files.read(path, MAX_SIZE)
                    .map(bytes -> parse(path, name, bytes))
                    .orElseGet(() -> new ConfigFile(path, State.ABSENT, Optional.empty(), Optional.empty()));
        } catch (EkuException failure) {
            return unusable(path, failure.getMessage().lines().findFirst().orElse(""));
        }
    }

    static ConfigFile parse(String path, String name, byte... bytes) {
        try {
            return new ConfigFile(path, State.READ, override(overrides(bytes), name), Optional.empty());
        } catch (XMLStreamException malformed) {
            return unusable(
                    path,
                    Messages.text(
                            "inspect.config-malformed",
                            malformed.getLocation() == null
                                    ? "-"
                                    : malformed.getLocation().getLineNumber()));
        }
    }

    /** A file that says of the switch the same as this one, and nothing else: the rest may hold secrets. */
    byte[] reduced(String name) {
        String value = override.map(on -> name + "=" + on).orElse("");
        String text = state == State.UNUSABLE
                ? "<configuration"
                : "<configuration><runtime><AppContextSwitchOverrides value=\"" + value
                        + "\"/></runtime></configuration>";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ConfigFile unusable(String path, String why) {
        return new ConfigFile(path, State.UNUSABLE, Optional.empty(), Optional.of(why));
    }

    /** The overrides of all such elements, one behind the other. */
    private static String overrides(byte... bytes) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
        StringBuilder place = new StringBuilder();
        StringBuilder overrides = new StringBuilder();
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD -> throw new XMLStreamException("document type", xml.getLocation());
                case XMLStreamConstants.START_ELEMENT -> {
                    place.append(place.isEmpty() ? "" : "/").append(xml.getLocalName());
                    String value = xml.getAttributeValue(null, "value");
                    if (value != null && place.toString().equals(ELEMENT)) {
                        overrides.append(value).append(';');
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> place.setLength(Math.max(0, place.lastIndexOf("/")));
                default -> {
                    // Text and comments say nothing.
                }
            }
        }
        return overrides.toString();
    }

    private static Optional<Boolean> override(String overrides, String name) {
        Optional<Boolean> last = Optional.empty();
        for (String pair : overrides.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals >= 0 && pair.substring(0, equals).equals(name)) {
                Optional<Boolean> value = truth(pair.substring(equals + 1));
                last = value.isPresent() ? value : last;
            }
        }
        return last;
    }

    /** As {@code Boolean.TryParse} of .NET: in any case, with blanks and NULs around it. */
    static Optional<Boolean> truth(String text) {
        return switch (text.replace('\0', ' ').strip().toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
