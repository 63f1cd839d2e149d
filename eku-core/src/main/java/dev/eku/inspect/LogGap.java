package dev.eku.inspect;

import dev.eku.text.Message;
import java.time.Instant;
import java.util.List;

/** What a log that was read does not tell, so that it is not quiet where it says nothing. Immutable. */
public sealed interface LogGap {
    /** It in words. */
    Message message();

    /**
     * Its oldest event is newer than the time asked for: it was cleared, or has no room for more, or there were too
     * many.
     *
     * @param asked from when on events were asked for
     * @param begin from when on there are any
     */
    record BeginsLater(Instant asked, Instant begin) implements LogGap {
        @Override
        public Message message() {
            return Message.of("log.gap.BEGINS_LATER", begin, asked);
        }
    }

    /** How far back it goes is not known. */
    record BeginUnknown() implements LogGap {
        @Override
        public Message message() {
            return Message.of("log.gap.BEGIN_UNKNOWN");
        }
    }

    /**
     * Some of its events could not be read.
     *
     * @param events how many
     */
    record Unreadable(int events) implements LogGap {
        @Override
        public Message message() {
            return Message.of("log.gap.UNREADABLE", events);
        }
    }

    /**
     * Some of its events had characters that are none; the rest of them was read.
     *
     * @param events how many
     */
    record Altered(int events) implements LogGap {
        @Override
        public Message message() {
            return Message.of("log.gap.ALTERED", events);
        }
    }

    /**
     * Events of another computer's log, which say nothing of this one and are skipped.
     *
     * @param computers which
     * @param computer whose log was asked for
     */
    record OtherComputer(List<String> computers, String computer) implements LogGap {
        public OtherComputer {
            computers = List.copyOf(computers);
        }

        @Override
        public Message message() {
            return Message.of("log.gap.OTHER_COMPUTER", String.join(", ", computers), computer);
        }
    }

    /** Its name in JSON. */
    default String code() {
        return message().key().substring("log.gap.".length());
    }
}
