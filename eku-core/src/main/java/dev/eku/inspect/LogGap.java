package dev.eku.inspect;

import dev.eku.text.Message;
import java.time.Instant;
import java.util.List;

/**
 * Something that a log does not say, although it was read. Without it, silence in the log proves nothing. Immutable.
 */
public sealed interface LogGap {
    /** The gap in words. */
    Message message();

    /**
     * The oldest event is newer than the time that was asked for. The log was cleared, has no room for more, or held
     * too many events.
     *
     * @param asked from when on events were asked for
     * @param begin from when on there are events
     */
    record BeginsLater(Instant asked, Instant begin) implements LogGap {
        @Override
        public Message message() {
            return Message.of("log.gap.BEGINS_LATER", begin, asked);
        }
    }

    /** It is not known how far back the log goes. */
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
     * Some events had invalid characters; the rest of these events was read.
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
     * Events of another computer, which say nothing about this one and are skipped.
     *
     * @param computers the other computers
     * @param computer the computer whose log was asked for
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

    /** The name of the gap in JSON. */
    default String code() {
        return message().key().substring("log.gap.".length());
    }
}
