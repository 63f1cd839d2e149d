package dev.eku.error;

import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Plain;
import dev.eku.text.Words;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says that eku did not do what was asked: what, where, the likely cause and the next step. All of them are values,
 * which a front end puts into its own words by {@link #lines}; {@link #getMessage()} says them in English. Thread-safe.
 */
public class EkuException extends RuntimeException {
    private static final long serialVersionUID = 2L;

    private final ErrorCode code;

    /** Values of any type: they stay in the JVM that they were noted in. The text goes with the exception. */
    private final transient @Nullable List<Fault> faults;

    private @Nullable String english;

    /**
     * A failure described by the catalogue's entries {@code error.CODE}, {@code error.CODE.cause} and
     * {@code error.CODE.next}.
     *
     * @param code what kind of failure
     * @param arguments what the catalogue's entries are filled with: values, messages, collections of them, never
     *     sentences
     */
    public EkuException(ErrorCode code, Object... arguments) {
        this(Fault.of(code, arguments));
    }

    /** As {@link #EkuException(ErrorCode, Object...)}, with the failure underneath. */
    public EkuException(Throwable cause, ErrorCode code, Object... arguments) {
        this(cause, Fault.of(code, arguments));
    }

    /** A failure that is known already. */
    public EkuException(Fault fault) {
        this(List.of(fault));
    }

    /** As {@link #EkuException(Fault)}, with the failure underneath. */
    public EkuException(Throwable cause, Fault fault) {
        this(fault);
        initCause(Objects.requireNonNull(cause));
    }

    /**
     * Several failures of one kind.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    protected EkuException(List<Fault> faults) {
        this(faults.get(0).code(), faults);
    }

    /**
     * What others failed at, by another name.
     *
     * @throws IllegalArgumentException if there is none
     */
    protected EkuException(ErrorCode code, List<Fault> faults) {
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("a failure has a reason");
        }
        this.code = code;
        this.faults = List.copyOf(faults);
    }

    /**
     * A failure whose code alone would say too little: the catalogue has entries of its own for this case.
     *
     * @param key the entry of what happened; {@code key.cause} and {@code key.next} are the others, if there is more to
     *     say
     */
    public static EkuException worded(ErrorCode code, String key, Object... arguments) {
        return new EkuException(Fault.worded(code, key, arguments));
    }

    /** As {@link #worded(ErrorCode, String, Object...)}, with the failure underneath. */
    public static EkuException worded(Throwable cause, ErrorCode code, String key, Object... arguments) {
        return new EkuException(cause, Fault.worded(code, key, arguments));
    }

    /**
     * What nobody expected: a Java that lacks a module, which people can change, or else a defect of eku.
     *
     * @param defect anything that was thrown and is not of this type
     */
    public static EkuException unexpected(Throwable defect) {
        Optional<String> module = JavaModules.lackingFor(defect);
        return module.isPresent()
                ? worded(defect, ErrorCode.UNSUPPORTED, "java.module", System.getProperty("java.home"), module.get())
                : new EkuException(defect, ErrorCode.UNEXPECTED, defect);
    }

    /** The stable name of the failure. */
    public ErrorCode code() {
        return code;
    }

    /** All that went wrong: one thing, unless several were looked for at once. Never empty. */
    public List<Fault> faults() {
        return faults == null
                ? List.of(new Fault(code, Message.asIs(getMessage()), Optional.empty(), Optional.empty()))
                : faults;
    }

    /** The code and what happened: how another text names this failure. */
    public Message summary() {
        return Message.of("error.summary", code, what());
    }

    /** What happened, and where; of several things the first. */
    public Message what() {
        return faults().get(0).what();
    }

    /** The likely cause, unless what happened tells it. */
    public Optional<Message> cause() {
        return faults().get(0).cause();
    }

    /** What to do about it, unless what happened tells it. */
    public Optional<NextStep> next() {
        return faults().get(0).next();
    }

    /**
     * All of it in the words of a front end. The first line starts with the code; a command stands alone on its line.
     */
    public final List<String> lines(Words words) {
        return faults == null ? getMessage().lines().toList() : composed(words);
    }

    /** All of it, as {@link #lines}; for subclasses that say more. */
    protected List<String> composed(Words words) {
        List<String> lines = new ArrayList<>();
        for (Fault fault : faults()) {
            lines.addAll(fault.lines(words));
        }
        lines.set(0, code + ": " + lines.get(0));
        return lines;
    }

    /** What went wrong, where, the likely cause and the next step, in English; never absent. */
    @Override
    public String getMessage() {
        if (english == null) {
            english = Plain.text(String.join("\n", composed(Words.ENGLISH)));
        }
        return english;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        english = getMessage();
        out.defaultWriteObject();
    }
}
