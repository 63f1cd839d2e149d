package dev.eku.journal;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.text.Message;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The numbers of records. They increase on each host, and are written with six digits, or with more only if six are not
 * enough, so that each number has only one form. Pure.
 */
public final class RecordId {
    /** The order of the numbers, with the older one first. The order of their texts differs if one has more digits. */
    public static final Comparator<String> ORDER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    /** The number of digits that an int can always hold. */
    private static final Pattern FORM = Pattern.compile("[0-9]{6}|[1-9][0-9]{6,8}");

    private static final int LAST = 999_999_999;

    private RecordId() {}

    /** Whether a text is a record's number. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * The number after the newest of these records.
     *
     * @throws EkuException {@code UNREADABLE_RECORD} if there is none, because no host has had so many runs
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
