package dev.eku.export;

import dev.eku.text.Message;
import dev.eku.text.Worded;
import java.util.List;
import java.util.Locale;

/** What carries a plan out instead of eku. */
public enum ExportForm implements Worded {
    /** Registration files, for {@code reg import}. */
    REG;

    /** What it cannot do, whatever the plan. */
    public List<Limit> limits() {
        return switch (this) {
            case REG -> List.of(Limit.NO_PRECONDITION, Limit.NO_RESTART, Limit.NO_RECORD, Limit.KEYS_STAY);
        };
    }

    /** Its name in a catalogue and as an option: {@code reg}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Message words() {
        return Message.of("export.form." + name());
    }
}
