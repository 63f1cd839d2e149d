package dev.eku;

import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Words;
import java.util.List;

/** What a user reads of a value. */
public final class Said {
    private Said() {}

    /** A message in plain English. */
    public static String said(Message message) {
        return Words.ENGLISH.text(message);
    }

    /** Each message in plain English. */
    public static List<String> said(List<Message> messages) {
        return messages.stream().map(Said::said).toList();
    }

    /** What to do, in plain English. */
    public static String said(NextStep step) {
        return String.join("\n", Words.ENGLISH.lines(step));
    }
}
