package dev.eku.host.event;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In which encoding a text of XML is written (XML 1.0, appendix F): by its byte order mark, by the zero bytes beside
 * its first character, by its declaration, else UTF-8. {@code wevtutil} writes the console's code page and declares
 * none; all that is looked for in it is ASCII, which every code page of Windows has in common with UTF-8. Pure.
 */
final class TextEncoding {
    private static final Pattern DECLARED =
            Pattern.compile("^\\s*<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._:-]{0,40})[\"']");

    private TextEncoding() {}

    /** The encoding of a text that starts in this way. */
    static Charset of(byte... head) {
        int first = at(head, 0);
        int second = at(head, 1);
        int third = at(head, 2);
        int fourth = at(head, 3);
        if ((first == 0xFF && second == 0xFE) || (first > 0 && second == 0 && fourth <= 0)) {
            return third == 0 && fourth == 0 ? Charset.forName("UTF-32LE") : StandardCharsets.UTF_16LE;
        }
        if ((first == 0xFE && second == 0xFF) || (first == 0 && second > 0 && third <= 0)) {
            return StandardCharsets.UTF_16BE;
        }
        if (first == 0 && second == 0 && third >= 0 && fourth >= 0) {
            return Charset.forName("UTF-32BE");
        }
        return declared(new String(head, StandardCharsets.ISO_8859_1)).orElse(StandardCharsets.UTF_8);
    }

    private static int at(byte[] head, int index) {
        return index < head.length ? head[index] & 0xFF : -1;
    }

    /** What declares itself in single bytes is written in them, whatever it says. */
    private static Optional<Charset> declared(String head) {
        Matcher declaration = DECLARED.matcher(head);
        return declaration.find()
                ? Optional.of(declaration.group(1))
                        .filter(Charset::isSupported)
                        .map(Charset::forName)
                        .filter(TextEncoding::hasAscii)
                : Optional.empty();
    }

    private static boolean hasAscii(Charset charset) {
        return "<Event>".equals(new String("<Event>".getBytes(StandardCharsets.US_ASCII), charset));
    }
}
