package dev.eku.file;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.MissingResourceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The JDK's reader of XML as eku uses it: no document types, nothing from outside the text, nothing printed, and one
 * exception for whatever is wrong with a text. Pure.
 */
public final class QuietXml {
    /** In bytes, more than any declaration has. */
    private static final int DECLARATION = 200;

    private static final Pattern ENCODING =
            Pattern.compile("^<\\?xml\\s[^>]*?\\sencoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");

    private QuietXml() {}

    /** A factory of such readers. Whatever uses it by itself meets the JDK's own exceptions. */
    public static XMLInputFactory factory(boolean namespaces) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, namespaces);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setXMLReporter((message, type, information, location) -> {
            // What matters comes as an exception.
        });
        return factory;
    }

    /** What is to be done with a reader. */
    public interface Body<T> {
        /** Reads. */
        T read(XMLStreamReader xml) throws XMLStreamException;
    }

    /**
     * Reads a text.
     *
     * @throws XMLStreamException if it is not well-formed, also where the JDK's reader fails by an exception of its
     *     own: it lacks the words for some mistakes in a document type ({@link MissingResourceException}, JDK 17)
     */
    public static <T> T read(boolean namespaces, Body<T> body, byte... text) throws XMLStreamException {
        try {
            return body.read(factory(namespaces).createXMLStreamReader(new StringReader(decoded(text))));
        } catch (CharacterCodingException | IllegalCharsetNameException | UnsupportedCharsetException unreadable) {
            throw new XMLStreamException(unreadable);
        } catch (MissingResourceException | IllegalStateException | IndexOutOfBoundsException inTheReader) {
            throw new XMLStreamException(inTheReader);
        }
    }

    /**
     * The characters: by the byte order mark, else by the first two bytes, else by the declaration, else UTF-8 (XML
     * 1.0, appendix F). Not left to the JDK's reader, which prints a bad byte on the console, whoever reports its
     * errors.
     */
    private static String decoded(byte... text) throws CharacterCodingException {
        Charset charset = StandardCharsets.UTF_8;
        int from = 0;
        if (begins(text, 0xEF, 0xBB, 0xBF)) {
            from = 3;
        } else if (begins(text, 0xFF, 0xFE) || begins(text, 0xFE, 0xFF)) {
            charset = StandardCharsets.UTF_16;
        } else if (begins(text, '<', 0)) {
            charset = StandardCharsets.UTF_16LE;
        } else if (begins(text, 0, '<')) {
            charset = StandardCharsets.UTF_16BE;
        } else {
            String begin = new String(text, 0, Math.min(text.length, DECLARATION), StandardCharsets.ISO_8859_1);
            Matcher declared = ENCODING.matcher(begin);
            charset = declared.find() ? Charset.forName(declared.group(1)) : charset;
        }
        return charset.newDecoder()
                .decode(ByteBuffer.wrap(text, from, text.length - from))
                .toString();
    }

    private static boolean begins(byte[] text, int... with) {
        for (int i = 0; i < with.length; i++) {
            if (text.length <= i || (text[i] & 0xFF) != with[i]) {
                return false;
            }
        }
        return true;
    }
}
