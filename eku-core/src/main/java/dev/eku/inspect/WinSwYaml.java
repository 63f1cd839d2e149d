package dev.eku.inspect;

import dev.eku.inspect.WinSwConfig.Reason;
import dev.eku.inspect.WinSwConfig.Told;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * WinSW's configuration in YAML: the text of {@code executable}, a key of the root, as StreamReader and YamlDotNet read
 * it for WinSW 2.10 to 2.12 ({@code src/WinSW.Core/Configuration/YamlServiceConfig.cs} of winsw/winsw, tag v2.12.0). It
 * reads block mappings and sequences whose scalars are plain, quoted or flow within one line, or block scalars. Any
 * other form may hide where the next key starts, so then the whole text counts as not understood. Not thread-safe.
 */
final class WinSwYaml {
    private static final String EXECUTABLE = "executable";

    /**
     * The characters that no plain scalar starts with (YAML 1.2, 5.3), besides {@code -}, {@code ?} and {@code :}
     * before a blank.
     */
    private static final String INDICATORS = ",[]{}#&*!|>'\"%@`";

    private final CharSequence text;
    private int at;
    private int end;
    private int root = -1;
    private boolean marked;
    private int block = -1;
    /** Whether the last key of the root has its value in the lines below it. */
    private boolean open;

    private boolean found;
    /** Whether the last key of the root is {@code executable}. */
    private boolean here;

    private boolean variables;
    private Optional<String> executable = Optional.empty();

    private WinSwYaml(CharSequence text) {
        this.text = text;
    }

    /** A form that is not parsed. */
    private static final class NotUnderstood extends Exception {
        private static final long serialVersionUID = 1L;

        NotUnderstood() {
            super("", null, false, false);
        }
    }

    /**
     * Reads a configuration.
     *
     * @param whole whether these are all the bytes of the file
     */
    static Told read(boolean whole, byte... bytes) {
        return read(whole, decoded(bytes));
    }

    static Told read(boolean whole, CharSequence text) {
        WinSwYaml reading = new WinSwYaml(text);
        Reason reason = whole ? Reason.YAML : Reason.LARGE;
        try {
            reading.all();
            if (!whole) {
                throw new NotUnderstood();
            }
        } catch (NotUnderstood unclear) {
            boolean named = text.toString().replace("\0", "").contains(EXECUTABLE);
            return reading.found ? Told.unclear(reason) : named ? Told.doubtful(reason) : Told.NOTHING;
        }
        if (!reading.found) {
            return Told.NOTHING;
        }
        return reading.executable
                .map(told -> Told.named(told, reading.variables))
                .orElseGet(() -> Told.unclear(Reason.YAML));
    }

    /** A configuration that names that program; an empty name gives no configuration. */
    static String naming(String executable) {
        return EXECUTABLE + ": '" + executable.replaceAll("\\s", " ").replace("'", "''") + "'\n";
    }

    /** Decodes by the byte order mark, else as UTF-8, as a StreamReader does. */
    private static String decoded(byte... bytes) {
        Charset charset = StandardCharsets.UTF_8;
        int mark = 0;
        if (begins(bytes, 0xEF, 0xBB, 0xBF)) {
            mark = 3;
        } else if (begins(bytes, 0xFF, 0xFE) && !begins(bytes, 0xFF, 0xFE, 0, 0)) {
            charset = StandardCharsets.UTF_16LE;
            mark = 2;
        } else if (begins(bytes, 0xFE, 0xFF)) {
            charset = StandardCharsets.UTF_16BE;
            mark = 2;
        }
        return new String(bytes, mark, bytes.length - mark, charset);
    }

    private static boolean begins(byte[] bytes, int... with) {
        for (int i = 0; i < with.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xFF) != with[i]) {
                return false;
            }
        }
        return true;
    }

    private void all() throws NotUnderstood {
        for (int begin = 0; begin < text.length(); begin = end + 1) {
            at = begin;
            end = begin;
            for (char c = 0; end < text.length() && (c = text.charAt(end)) != '\n' && c != '\r'; end++) {
                // Other line breaks, and characters that no text may hold.
                if ((c < ' ' && c != '\t') || c == '\u0085' || c == '\u2028' || c == '\u2029' || c == '\uFEFF') {
                    throw new NotUnderstood();
                }
            }
            line(begin);
        }
    }

    private void line(int begin) throws NotUnderstood {
        while (at < end && text.charAt(at) == ' ') {
            at++;
        }
        int indent = at - begin;
        skipBlanks();
        if (at == end || (block >= 0 && indent > block)) {
            return;
        }
        block = -1;
        if (text.charAt(at) == '#') {
            return;
        }
        require(at == begin + indent);
        if (indent == 0 && (isAhead("---") || isAhead("..."))) {
            require(root < 0 && !marked && text.charAt(at) == '-');
            marked = true;
            at += 3;
            skipBlanks();
            require(isAtEnd());
            return;
        }
        if (root < 0) {
            root = indent;
            // The text between braces is not parsed.
            found = text.charAt(at) == '{' && text.toString().contains(EXECUTABLE);
        }
        require(indent >= root);
        boolean ofRoot = indent == root && !dashes();
        if (!ofRoot) {
            require(open || indent > root);
            if (here) {
                // The rest of its scalar, or a value that is not a scalar.
                executable = Optional.empty();
            }
        }
        content(begin, ofRoot);
    }

    /** Skips the dashes that start items of a sequence, and returns whether there was one. */
    private boolean dashes() {
        boolean any = false;
        while (isIndicator('-')) {
            any = true;
            at++;
            skipBlanks();
        }
        return any;
    }

    private void content(int begin, boolean ofRoot) throws NotUnderstood {
        if (!ofRoot) {
            dashes();
        }
        int column = at - begin;
        Optional<String> key = key();
        if (!ofRoot) {
            value(column);
            return;
        }
        require(key.isPresent());
        boolean asked = key.get().equals(EXECUTABLE);
        // If the key occurs twice, the version of the parser decides which one counts.
        boolean again = asked && found;
        found |= asked;
        here = asked;
        variables |= key.get().equals("env");
        Optional<String> value = value(root);
        open = value.filter(String::isEmpty).isPresent();
        if (asked) {
            executable = again ? Optional.empty() : value;
        }
    }

    /** Skips a key with its colon and the blanks after it. Does not move if there is no key. */
    private Optional<String> key() throws NotUnderstood {
        int start = at;
        if (at == end) {
            return Optional.empty();
        }
        char first = text.charAt(at);
        String name;
        if (first == '"' || first == '\'') {
            name = quoted().orElse("");
            skipBlanks();
        } else {
            require(!isIndicator('?') && !isIndicator(':') && (INDICATORS.indexOf(first) < 0 || !isColonAhead()));
            while (at < end && !isIndicator(':') && !isComment()) {
                at++;
            }
            name = text.subSequence(start, at).toString().stripTrailing();
        }
        if (at < end && isIndicator(':')) {
            at++;
            skipBlanks();
            return Optional.of(name);
        }
        at = start;
        return Optional.empty();
    }

    private boolean isColonAhead() {
        for (int i = at; i < end; i++) {
            if (text.charAt(i) == ':' && (i + 1 == end || isBlank(text.charAt(i + 1)))) {
                return true;
            }
        }
        return false;
    }

    /**
     * A value up to the end of the line.
     *
     * @param parent the column of the element that the value belongs to
     * @return empty if it is not a text, or is a text that is not parsed; an empty text if there is no value, or if the
     *     lines below may hold it
     */
    private Optional<String> value(int parent) throws NotUnderstood {
        if (isAtEnd()) {
            return Optional.of("");
        }
        char first = text.charAt(at);
        Optional<String> value = Optional.empty();
        if (first == '|' || first == '>') {
            at++;
            while (at < end && "+-0123456789".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            block = parent;
        } else if (first == '"' || first == '\'') {
            value = quoted();
        } else if (first == '[' || first == '{') {
            flow();
        } else {
            return plain();
        }
        require(at == end || isBlank(text.charAt(at)));
        skipBlanks();
        require(isAtEnd());
        return value;
    }

    private Optional<String> plain() throws NotUnderstood {
        int start = at;
        require(INDICATORS.indexOf(text.charAt(at)) < 0 && !isIndicator('-') && !isIndicator('?') && !isIndicator(':'));
        while (at < end && !isComment()) {
            require(!isIndicator(':'));
            at++;
        }
        String told = text.subSequence(start, at).toString().strip();
        return Optional.of(told.equals("~") || told.equalsIgnoreCase("null") ? "" : told);
    }

    /**
     * A quoted scalar that ends within the line; empty if it has an escape other than the escape of a quote, a slash or
     * a backslash.
     */
    private Optional<String> quoted() throws NotUnderstood {
        char quote = text.charAt(at);
        StringBuilder told = new StringBuilder();
        boolean known = true;
        for (at++; ; at++) {
            require(at < end);
            char c = text.charAt(at);
            if (c == quote) {
                if (quote == '"' || at + 1 == end || text.charAt(at + 1) != quote) {
                    break;
                }
                at++;
            } else if (c == '\\' && quote == '"') {
                at++;
                require(at < end);
                c = text.charAt(at);
                known &= c == '\\' || c == '"' || c == '/';
            }
            told.append(c);
        }
        at++;
        return known ? Optional.of(told.toString()) : Optional.empty();
    }

    /** A flow collection without quotes that ends within the line. */
    private void flow() throws NotUnderstood {
        int depth = 0;
        do {
            require(at < end && "'\"#".indexOf(text.charAt(at)) < 0);
            depth += switch (text.charAt(at)) {
                case '[', '{' -> 1;
                case ']', '}' -> -1;
                default -> 0;
            };
            at++;
        } while (depth > 0);
    }

    private void skipBlanks() {
        while (at < end && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Whether only a comment follows, after blanks or at the start of the line. */
    private boolean isAtEnd() {
        return at == end || isComment();
    }

    private boolean isComment() {
        return text.charAt(at) == '#' && isBlank(text.charAt(at - 1));
    }

    /** Whether that character is here, followed by a blank or the end of the line. */
    private boolean isIndicator(char indicator) {
        return at < end && text.charAt(at) == indicator && (at + 1 == end || isBlank(text.charAt(at + 1)));
    }

    private boolean isAhead(String marker) {
        int behind = at + marker.length();
        return behind <= end
                && marker.contentEquals(text.subSequence(at, behind))
                && (behind == end || isBlank(text.charAt(behind)));
    }

    private static void require(boolean understood) throws NotUnderstood {
        if (!understood) {
            throw new NotUnderstood();
        }
    }
}
