package dev.eku.error;

import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import dev.eku.text.Setting;
import dev.eku.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What went wrong, as a value: an {@link EkuException} without its stack. Immutable.
 *
 * @param code its stable name
 * @param what what happened, and where
 * @param cause the likely cause, unless what happened tells it
 * @param next what to do, unless what happened tells it
 */
public record Fault(ErrorCode code, Message what, Optional<Message> cause, Optional<NextStep> next) {
    /**
     * A fault described by the catalogue's entries {@code error.CODE}, {@code error.CODE.cause} and
     * {@code error.CODE.next}.
     *
     * @param arguments what the entries are filled with
     */
    public static Fault of(ErrorCode code, Object... arguments) {
        Fault fault = worded(code, "error." + code, arguments);
        return operation(code)
                .flatMap(operation -> fault.next().map(next -> fault.next(run(next.what(), operation, arguments))))
                .orElse(fault);
    }

    /**
     * A fault whose code alone would say too little: the catalogue has entries of its own for this case.
     *
     * @param key the entry of what happened; {@code key.cause} and {@code key.next} are the others, if there is more to
     *     say
     */
    public static Fault worded(ErrorCode code, String key, Object... arguments) {
        return explained(code, message(key, arguments), key, arguments);
    }

    /**
     * A fault of which what happened stands elsewhere than its cause and what to do.
     *
     * @param key {@code key.cause} and {@code key.next} are the entries
     */
    static Fault explained(ErrorCode code, Message what, String key, Object... arguments) {
        return new Fault(
                code,
                what,
                entry(key + ".cause", arguments),
                entry(key + ".next", arguments).map(NextStep.Advice::new));
    }

    /** The same with another step to take. */
    public Fault next(NextStep step) {
        return new Fault(code, what, cause, Optional.of(step));
    }

    /** The same, said of a place that is told first. */
    public Fault at(Object place) {
        return new Fault(code, message("error.at", place, what), cause, next);
    }

    /** What happened, why, and what to do; without the code. */
    List<String> lines(Words words) {
        List<String> lines = new ArrayList<>(words.text(what).lines().toList());
        cause.ifPresent(why -> lines.add("  " + words.text("error.cause", why)));
        next.ifPresent(step -> {
            List<String> todo = words.lines("error.next", step);
            lines.add("  " + todo.get(0));
            todo.stream().skip(1).map(line -> "    " + line).forEach(lines::add);
        });
        return lines;
    }

    private static Optional<Message> entry(String key, Object... arguments) {
        return Words.ENGLISH.has(key) ? Optional.of(message(key, arguments)) : Optional.empty();
    }

    /** What is thrown and caught elsewhere is not kept, only what it says; a library may say nothing. */
    private static Message message(String key, Object... arguments) {
        return new Message(
                key,
                Arrays.stream(arguments)
                        .map(argument ->
                                argument == null || argument instanceof Throwable ? String.valueOf(argument) : argument)
                        .toList());
    }

    /** What eku itself is asked to do about a failure, whatever it was about. */
    private static Optional<Operation> operation(ErrorCode code) {
        return switch (code) {
            case LOCKED, LOCK_NOT_FREED -> Optional.of(Operation.UNLOCK);
            case NO_RECORD -> Optional.of(Operation.HISTORY);
            case NOT_COMPLIANT -> Optional.of(Operation.PLAN);
            default -> Optional.empty();
        };
    }

    private static NextStep run(Message what, Operation operation, Object... arguments) {
        return operation == Operation.UNLOCK
                ? new NextStep.Run(what, operation, List.of(new Setting(Option.HOLDER, String.valueOf(arguments[2]))))
                : new NextStep.Run(what, operation);
    }
}
