package dev.eku.journal;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.text.Message;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The numbers of records: counted up on each host, written with six digits, and with more only where six are not
 * enough, so that each number is written in one way. Pure.
 */
public final class RecordId {
    /**
     * The order of the numbers, by which the older comes first; that of their texts is another where one has more
     * digits.
     */
    public static final Comparator<String> ORDER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    /** As many digits as an int surely holds. */
    private static final Pattern FORM = Pattern.compile("[0-9]{6}|[1-9][0-9]{6,8}");

    private static final int LAST = 999_999_999;

    private RecordId() {}

    /** Whether a text is a record's number. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * The number after those.
     *
     * @throws EkuException {@code UNREADABLE_RECORD} if there is none: no host has had so many runs
     */
    static String after(List<JournalRecord> records) {
        int last = records.stream()
                .mapToInt(record -> Integer.parseInt(record.id()))
                .max()
                .orElse(0);
        if (last == LAST) {
            throw new EkuException(ErrorCode.UNREADABLE_RECORD, Message.of("journal.last", last, Journal.KEY));
        }
        return String.format(Locale.ROOT, "%06d", last + 1);
    }
}
