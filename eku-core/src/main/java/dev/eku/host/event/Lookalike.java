package dev.eku.host.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a file looks like that is taken for an export of events and is none. Each has a text {@code events.looks.NAME}.
 */
enum Lookalike {
    /** It holds nothing, or blanks. */
    EMPTY,
    /**
     * Windows' own form of a log ([MS-EVEN6] 2.2.12: {@code ElfFile}; before Windows Vista {@code LfLe}), or named as
     * one.
     */
    BINARY_LOG,
    /** A table, as the Event Viewer saves and {@code Export-Csv} writes it. */
    CSV,
    /** {@code wevtutil /f:text}, the Event Viewer's text, or {@code Format-List}. */
    TEXT,
    JSON,
    HTML,
    /** XML of {@code Export-Clixml}. */
    CLIXML,
    /** XML of something else. */
    OTHER_XML,
    /** An export without any event. */
    NO_EVENTS,
    /** None of these. */
    UNKNOWN;

    private static final byte[] VISTA = "ElfFile\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OLDER = "LfLe".getBytes(StandardCharsets.US_ASCII);
    private static final int OLDER_AT = 4;
    private static final Pattern SEPARATED =
            Pattern.compile("[^\\r\\n]*[,;\\t][^\\r\\n,;\\t]*[,;\\t][^\\r\\n]*(?s:.*)");
    private static final Pattern LABELLED =
            Pattern.compile("(?s)(?:Event ?\\[\\d+\\].*)|(?:[^\\r\\n:]{1,40}:(?: .*|\\r?\\n.*|$))");
    private static final Pattern NO_EVENT = Pattern.compile("(?s)(?:<\\?xml[^>]*>)?\\s*<Events[ />].*");

    /** Whether those are the first bytes of a binary log. */
    static boolean isBinaryLog(byte... head) {
        return starts(head, 0, VISTA) || starts(head, OLDER_AT, OLDER);
    }

    private static boolean starts(byte[] head, int at, byte[] magic) {
        return head.length >= at + magic.length && Arrays.equals(head, at, at + magic.length, magic, 0, magic.length);
    }

    /**
     * What it looks like.
     *
     * @param head its first characters
     * @param name of the file
     */
    static Lookalike of(String head, String name) {
        String begin = head.replace('\uFEFF', ' ').strip();
        String folded = begin.toLowerCase(Locale.ROOT);
        String file = name.toLowerCase(Locale.ROOT);
        if (file.endsWith(".evtx") || file.endsWith(".evt")) {
            return BINARY_LOG;
        }
        if (begin.replace("\0", "").isBlank()) {
            return EMPTY;
        }
        if (begin.startsWith("<")) {
            return markup(begin, folded);
        }
        if (begin.startsWith("{") || begin.startsWith("[")) {
            return JSON;
        }
        if (folded.startsWith("#type ") || file.endsWith(".csv") || file.endsWith(".tsv")) {
            return CSV;
        }
        boolean labelled = LABELLED.matcher(begin).matches();
        if (!labelled && SEPARATED.matcher(begin).matches()) {
            return CSV;
        }
        return labelled || file.endsWith(".txt") || file.endsWith(".log") ? TEXT : UNKNOWN;
    }

    private static Lookalike markup(String begin, String folded) {
        if (folded.startsWith("<!doctype html") || folded.contains("<html")) {
            return HTML;
        }
        if (folded.contains("schemas.microsoft.com/powershell/")) {
            return CLIXML;
        }
        return NO_EVENT.matcher(begin).matches() ? NO_EVENTS : OTHER_XML;
    }
}
