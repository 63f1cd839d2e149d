package dev.eku.diagnose;

import dev.eku.effect.Effect;
import dev.eku.inspect.SystemLibrary.Presence;
import dev.eku.product.Application;
import dev.eku.text.Message;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a process checks the EKU of its TLS peers, and why. Immutable.
 *
 * @param check what a process that starts now does
 * @param rows the rows of the table that match. The first one decides; each of the others would turn the check off
 *     without it
 * @param certain whether all inputs that could change the answer are known
 * @param effect whether the running process does the same; it reads everything once, at its first use of TLS
 * @param inputs everything that was read, in the order in which it counts
 */
public record Enforcement(
        Application application, Check check, List<Row> rows, boolean certain, Effect effect, List<Input> inputs) {
    public Enforcement {
        rows = List.copyOf(rows);
        inputs = List.copyOf(inputs);
    }

    /** What a process does. */
    public enum Check {
        ON,
        OFF,
        /** Its runtime does not know the check. */
        NOT_IMPLEMENTED
    }

    /** The rows of the table. The first row that matches decides. */
    public enum Row {
        /** The runtime's library does not have this code, as before May 2017. */
        NO_CODE,
        /** The AppContext switch, from .NET Framework 4.6 on. */
        SWITCH,
        /** The application's own value is REG_DWORD 0. */
        PER_APPLICATION,
        /** The value for every application of the runtime is REG_DWORD 0. */
        GLOBAL,
        /** Nothing turns the check off. */
        OTHERWISE;

        /** The inputs that this row is based on. */
        public Set<Kind> deciding() {
            return switch (this) {
                case NO_CODE -> Set.of(Kind.LIBRARY);
                case SWITCH -> Set.of(Kind.CONFIG, Kind.HOST_CONFIG, Kind.MACHINE_CONFIG, Kind.MACHINE_SWITCH);
                case PER_APPLICATION -> Set.of(Kind.PER_APPLICATION);
                case GLOBAL -> Set.of(Kind.GLOBAL);
                case OTHERWISE -> Set.of();
            };
        }
    }

    /** What an input can be. */
    public enum Kind {
        RUNTIME,
        RELEASE,
        LIBRARY,
        CONFIG,
        /** Only for IIS: {@code aspnet.config}. */
        HOST_CONFIG,
        /** Only if it sets switches, or cannot be read. */
        MACHINE_CONFIG,
        MACHINE_SWITCH,
        PER_APPLICATION,
        GLOBAL,
        PROCESS
    }

    /**
     * Something that was read. Immutable.
     *
     * @param place where it is
     * @param value what is there, a value, a text or a message; empty if nothing is
     */
    public record Input(Kind kind, Message place, Optional<Object> value) {
        /** What is there, as an argument of a message. */
        public Object shown() {
            Object is = value.orElseGet(() -> Message.of("action.absent"));
            return is instanceof Presence presence ? Message.of("diagnose.library." + presence) : is;
        }
    }

    /** The row that decides. */
    public Row row() {
        return rows.get(0);
    }

    /** The input of that kind. */
    public Input input(Kind kind) {
        return inputs.stream().filter(input -> input.kind() == kind).findFirst().orElseThrow();
    }
}
