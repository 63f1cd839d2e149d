package dev.eku.host.event;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A text of XML elements one behind the other as one document: with a root around them, and without the byte order mark and the
 * XML declaration of their own. As XML 1.1, in which also control characters can be written, as Windows writes them. Not
 * thread-safe.
 */
final class OneRoot extends Reader {
    static final String ROOT = "eku-events";

    private static final int LONGEST_DECLARATION = 256;

    private final Reader text;
    private final Deque<Reader> parts;

    OneRoot(Reader text) throws IOException {
        this.text = text;
        this.parts = new ArrayDeque<>(List.of(
                new StringReader("<?xml version=\"1.1\"?><" + ROOT + ">"),
                new StringReader(withoutDeclaration(head())),
                text,
                new StringReader("</" + ROOT + ">")));
    }

    private String head() throws IOException {
        char[] units = new char[LONGEST_DECLARATION];
        int length = 0;
        for (int read = 0; read >= 0 && length < units.length; read = text.read(units, length, units.length - length)) {
            length += read;
        }
        return new String(units, 0, length);
    }

    private static String withoutDeclaration(String head) {
        String plain = head.startsWith("\ufeff") ? head.substring(1) : head;
        String stripped = plain.stripLeading();
        int end = stripped.indexOf("?>");
        return stripped.startsWith("<?xml ") && end > 0 ? stripped.substring(end + 2) : plain;
    }

    @Override
    public int read(char[] units, int offset, int length) throws IOException {
        while (!parts.isEmpty()) {
            int read = parts.getFirst().read(units, offset, length);
            if (read >= 0) {
                return read;
            }
            parts.removeFirst();
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
