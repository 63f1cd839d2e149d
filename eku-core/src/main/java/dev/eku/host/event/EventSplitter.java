package dev.eku.host.event;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Takes an export apart into the texts of its events, so that one that is no XML costs itself alone. An export is
 * events one behind the other, below one root or below none. An event ends with its own end tag; where that is damaged,
 * with the start of the next event, which is known by the namespace that Windows gives it. Not thread-safe.
 */
final class EventSplitter {
    /**
     * In characters. Windows takes no event of more than 64 KB; as XML its bytes, and the message made of them, take
     * several times that.
     */
    static final int LARGEST = 1_000_000;

    /** Of events (Microsoft's schema of events). */
    static final String NAMESPACE = "http://schemas.microsoft.com/win/2004/08/events/event";

    private static final int BUFFER = 8192;

    private enum State {
        TEXT,
        TAG,
        QUOTE,
        COMMENT,
        CDATA,
        INSTRUCTION
    }

    /**
     * What stands for one event.
     *
     * @param text from its start tag to its end tag
     * @param line where it starts, from 1
     * @param whole false if a tag in it has no end
     */
    record Piece(String text, int line, boolean whole) {}

    private final Reader text;
    private final char[] buffer = new char[BUFFER];
    private final StringBuilder piece = new StringBuilder();
    private final Deque<String> roots = new ArrayDeque<>();
    /** What roots are called that held events; a file may hold several exports, one behind the other. */
    private final Set<String> known = new HashSet<>(Set.of("Events"));

    private int position;
    private int end;
    private int line = 1;
    private int sinceLast;
    private State state = State.TEXT;
    private char quote;
    private int tag;
    private int begin = 1;
    private int depth;
    private boolean whole = true;
    private boolean any;
    private boolean inStray;
    private int strays;

    EventSplitter(Reader text) {
        this.text = text;
    }

    /** How many runs of characters stood between events that are neither blanks nor markup. */
    int strays() {
        return strays;
    }

    /** The next; empty at the end. */
    Optional<Piece> next() throws IOException, NoExportException {
        for (int unit = take(); unit >= 0; unit = take()) {
            if (piece.length() == 0) {
                outside((char) unit);
                continue;
            }
            piece.append((char) unit);
            Optional<Piece> event = inside((char) unit);
            if (event.isPresent()) {
                any = true;
                known.addAll(roots);
                return event;
            }
        }
        if (piece.length() > 0 || !roots.isEmpty()) {
            throw new NoExportException(NoExportException.Why.CUT_OFF, piece.length() > 0 ? begin : line);
        }
        return Optional.empty();
    }

    private int take() throws IOException, NoExportException {
        if (position == end) {
            position = 0;
            end = text.read(buffer, 0, BUFFER);
            if (end <= 0) {
                end = 0;
                return -1;
            }
        }
        if (++sinceLast > LARGEST) {
            throw new NoExportException(NoExportException.Why.TOO_LARGE, line);
        }
        char unit = buffer[position++];
        line += unit == '\n' ? 1 : 0;
        return unit;
    }

    private void outside(char unit) {
        if (unit == '<') {
            piece.append(unit);
            tag = 0;
            begin = line;
            state = State.TAG;
            inStray = false;
        } else if (!isBlank(unit)) {
            strays += inStray ? 0 : 1;
            inStray = true;
        }
    }

    /** Byte order marks stand where files were put together; what is no character tells nothing. */
    private static boolean isBlank(char unit) {
        return unit <= ' '
                || unit == '\uFEFF'
                || unit == '\uFFFD'
                || Character.isSurrogate(unit)
                || !XmlText.isCharacter(unit);
    }

    private Optional<Piece> inside(char unit) throws NoExportException {
        switch (state) {
            case TEXT -> {
                if (unit == '<') {
                    state = State.TAG;
                    tag = piece.length() - 1;
                }
            }
            case TAG -> {
                return inTag(unit);
            }
            case QUOTE -> {
                if (unit == quote) {
                    state = State.TAG;
                } else if (unit == '<') {
                    tagWithoutEnd();
                }
            }
            case COMMENT -> leave("-->", "<!--");
            case CDATA -> leave("]]>", "<![CDATA[");
            case INSTRUCTION -> leave("?>", "<?");
        }
        return Optional.empty();
    }

    private Optional<Piece> inTag(char unit) throws NoExportException {
        if (unit == '<') {
            tagWithoutEnd();
        } else if (unit == '>') {
            state = State.TEXT;
            return tagEnded();
        } else if (unit == '"' || unit == '\'') {
            state = State.QUOTE;
            quote = unit;
        } else if (isTag("<!--")) {
            state = State.COMMENT;
        } else if (isTag("<![CDATA[") && depth > 0) {
            state = State.CDATA;
        } else if (isTag("<?")) {
            state = State.INSTRUCTION;
        }
        return Optional.empty();
    }

    private boolean isTag(String whole) {
        return piece.length() - tag == whole.length() && piece.indexOf(whole, tag) == tag;
    }

    /** XML knows no such sign within a tag, so the one before has lost its end. */
    private void tagWithoutEnd() throws NoExportException {
        if (depth == 0) {
            throw foreign();
        }
        whole = false;
        state = State.TAG;
        tag = piece.length() - 1;
    }

    private void leave(String ending, String opening) {
        int length = piece.length();
        if (length - tag >= opening.length() + ending.length()
                && piece.indexOf(ending, length - ending.length()) >= 0) {
            state = State.TEXT;
            if (depth == 0) {
                piece.setLength(0);
            }
        }
    }

    private Optional<Piece> tagEnded() throws NoExportException {
        boolean closing = piece.charAt(tag + 1) == '/';
        boolean empty = piece.charAt(piece.length() - 2) == '/';
        String name = name(closing ? tag + 2 : tag + 1);
        if (depth == 0) {
            return name.equals("Event") && !closing ? opened(empty) : root(name, closing, empty);
        }
        if (!name.equals("Event")) {
            return Optional.empty();
        }
        if (closing) {
            return --depth == 0 ? Optional.of(complete()) : Optional.empty();
        }
        if (piece.indexOf(NAMESPACE, tag) > 0) {
            return Optional.of(brokenOff());
        }
        depth += empty ? 0 : 1;
        return Optional.empty();
    }

    private Optional<Piece> opened(boolean empty) {
        depth = empty ? 0 : 1;
        return empty ? Optional.of(complete()) : Optional.empty();
    }

    private Optional<Piece> root(String name, boolean closing, boolean empty) throws NoExportException {
        boolean root = known.contains(name) || (!any && roots.isEmpty());
        if (closing ? !name.equals(roots.peek()) : !root || piece.charAt(1) == '!') {
            throw foreign();
        }
        if (closing) {
            roots.pop();
        } else if (!empty) {
            roots.push(name);
        }
        piece.setLength(0);
        return Optional.empty();
    }

    private Piece complete() {
        Piece found = new Piece(piece.toString(), begin, whole);
        piece.setLength(0);
        whole = true;
        sinceLast = 0;
        return found;
    }

    /** The event before has lost its end; that of the tag just read goes on. */
    private Piece brokenOff() {
        String next = piece.charAt(piece.length() - 2) == '/' ? "" : piece.substring(tag);
        Piece broken = new Piece(piece.substring(0, tag), begin, false);
        piece.setLength(0);
        piece.append(next);
        begin = line;
        sinceLast = next.length();
        depth = next.isEmpty() ? 0 : 1;
        tag = 0;
        whole = true;
        return broken;
    }

    private String name(int from) {
        int to = from;
        while (to < piece.length() && " \t\r\n/>".indexOf(piece.charAt(to)) < 0) {
            to++;
        }
        String qualified = piece.substring(from, to);
        return qualified.substring(qualified.indexOf(':') + 1);
    }

    private NoExportException foreign() {
        return new NoExportException(NoExportException.Why.FOREIGN, line);
    }
}
