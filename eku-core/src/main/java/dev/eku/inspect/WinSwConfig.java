package dev.eku.inspect;

import dev.eku.error.EkuException;
import dev.eku.file.QuietXml;
import dev.eku.host.HostFiles;
import dev.eku.text.Message;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The configuration of WinSW beside an executable: {@code NAME.xml} whose root is {@code service}, or {@code NAME.yml} with
 * {@code executable} (its README). Any other file of these names is none, as the documentation of a .NET program. Immutable.
 *
 * @param isThere whether there is one, so that the executable is WinSW whatever it is called
 * @param executable the program that it runs, as it stands there; empty if that was not understood
 * @param unread what could not be read, so that nobody knows whether there is one
 */
record WinSwConfig(boolean isThere, Optional<String> executable, Optional<Message> unread) {
    /** The most that is read, in bytes; real ones have some thousand, and begin with what is asked for. */
    private static final int MAX_SIZE = 64 * 1024;

    private static final WinSwConfig NONE = new WinSwConfig(false, Optional.empty(), Optional.empty());

    private static final Pattern YML = Pattern.compile("(?m)^[\"']?executable[\"']?[ \\t]*:[ \\t]*(.*)$");
    private static final Pattern COMMENT = Pattern.compile("[ \\t]#.*");
    /** In braces, of several lines, or by reference: forms of YAML that are not taken apart. */
    private static final Pattern FLOW = Pattern.compile("(?s)\\s*\\{.*\\bexecutable\\b.*");

    private static final Pattern NOT_PLAIN = Pattern.compile("|[>|&*!{\\[].*");

    /** What lies beside that executable. */
    static WinSwConfig beside(String path, HostFiles files) {
        WinSwConfig xml = read(ProgramReader.besideIt(path, ".xml"), files, WinSwConfig::ofXml);
        return xml.isThere || xml.unread.isPresent()
                ? xml
                : read(ProgramReader.besideIt(path, ".yml"), files, WinSwConfig::ofYml);
    }

    private interface Parser {
        WinSwConfig parse(byte... bytes);
    }

    private static WinSwConfig read(String path, HostFiles files, Parser parser) {
        try {
            return files.read(path, 0, MAX_SIZE).map(parser::parse).orElse(NONE);
        } catch (EkuException failure) {
            return new WinSwConfig(
                    false, Optional.empty(), Optional.of(Message.of("inspect.doubt.winsw", path, failure.code())));
        }
    }

    private static WinSwConfig there(Optional<String> executable) {
        return new WinSwConfig(true, executable.filter(text -> !text.isBlank()), Optional.empty());
    }

    static WinSwConfig ofYml(byte... bytes) {
        return ofYml(new String(bytes, StandardCharsets.UTF_8));
    }

    static WinSwConfig ofYml(CharSequence text) {
        Matcher line = YML.matcher(text);
        if (line.find()) {
            CharSequence value = text.subSequence(line.start(1), line.end(1));
            String plain = COMMENT.matcher(value).replaceFirst("");
            return there(Optional.of(plain.stripTrailing())
                    .filter(told -> !NOT_PLAIN.matcher(told).matches()));
        }
        return FLOW.matcher(text).matches() ? there(Optional.empty()) : NONE;
    }

    static WinSwConfig ofXml(byte... bytes) {
        boolean[] service = new boolean[1];
        try {
            return QuietXml.read(true, xml -> ofXml(xml, service), bytes);
        } catch (XMLStreamException unclear) {
            // WinSW's own parser may read on where ours does not, and what was cut off may name it.
            return service[0] ? there(Optional.empty()) : NONE;
        }
    }

    /** @param service set where the root is WinSW's */
    private static WinSwConfig ofXml(XMLStreamReader xml, boolean[] service) throws XMLStreamException {
        for (int depth = 0; xml.hasNext(); ) {
            switch (xml.next()) {
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    if (depth == 1 && !xml.getLocalName().equals("service")) {
                        return NONE;
                    }
                    service[0] = true;
                    if (depth == 2 && xml.getLocalName().equals("executable")) {
                        return there(text(xml));
                    }
                }
                default -> {
                    // Nothing else names it.
                }
            }
        }
        return NONE;
    }

    /** All text up to the end of the element; empty if it depends on what the document type says. */
    private static Optional<String> text(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        for (int depth = 1; depth > 0; ) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(xml.getText());
                case XMLStreamConstants.ENTITY_REFERENCE -> {
                    return Optional.empty();
                }
                default -> {
                    // Comments say nothing.
                }
            }
        }
        return Optional.of(text.toString());
    }
}
