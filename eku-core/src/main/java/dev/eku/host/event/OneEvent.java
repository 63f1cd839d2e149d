package dev.eku.host.event;

import java.io.IOException;
import java.io.Reader;

/** A text of which no more is read for one event than an event can have, so that none fills the memory. Not thread-safe. */
final class OneEvent extends Reader {
    /** In characters. Windows takes no event of more than 64 KB; as XML its bytes, and the message made of them, take several times that. */
    static final int LARGEST = 1_000_000;

    private final Reader text;
    private int read;

    OneEvent(Reader text) {
        this.text = text;
    }

    /** The next event begins, or what stands before it. */
    void next() {
        read = 0;
    }

    @Override
    public int read(char[] units, int offset, int length) throws IOException {
        if (read > LARGEST) {
            throw new TooLargeException();
        }
        int count = text.read(units, offset, length);
        read += Math.max(0, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    /** There is more of the event. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
