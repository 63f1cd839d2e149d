package dev.eku.export;

import dev.eku.text.Message;
import dev.eku.text.Worded;
import java.util.List;
import java.util.Locale;

/** What carries a plan out instead of eku. */
public enum ExportForm implements Worded {
    /** Registration files, for {@code reg import}. */
    REG(Limit.NO_PRECONDITION, Limit.NO_RESTART, Limit.NO_RECORD, Limit.KEYS_STAY);

    private final List<Limit> limits;

    ExportForm(Limit... limits) {
        this.limits = List.of(limits);
    }

    /** What it cannot do, whatever the plan. */
    public List<Limit> limits() {
        return limits;
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
