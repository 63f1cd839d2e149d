package dev.eku.backend.memory;

import dev.eku.error.Win32Error;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which calls of a memory host fail, and how. Immutable; each method returns a changed copy. */
public final class Faults {
    private final List<Planned> planned;

    private Faults(List<Planned> planned) {
        this.planned = List.copyOf(planned);
    }

    /** How a call fails. */
    public sealed interface Fault {}

    /** The call has no effect and fails with that error. */
    public record Fails(Win32Error error) implements Fault {}

    /** The call has its effect, but its answer is lost, and the caller gets that error. */
    public record LosesAnswer(Win32Error error) implements Fault {}

    /** The call takes that long, by the host's clock, and then does its work. */
    public record Hangs(Duration duration) implements Fault {}

    /** The run is killed before the call has any effect; see {@link RunKilled}. */
    public record Kills() implements Fault {}

    /** No call fails. */
    public static Faults none() {
        return new Faults(List.of());
    }

    /** The run is killed at its n-th call, counted from 1. */
    public static Faults killAt(int call) {
        return none().at(call, new Kills());
    }

    /** Adds a fault at the n-th of all calls, counted from 1. */
    public Faults at(int call, Fault fault) {
        return with(new Planned(Optional.empty(), call, fault));
    }

    /** Adds a fault at the n-th call of that kind, counted from 1. */
    public Faults at(PortCall.Kind kind, int call, Fault fault) {
        return with(new Planned(Optional.of(kind), call, fault));
    }

    /** Adds a fault at every call of that kind. */
    public Faults always(PortCall.Kind kind, Fault fault) {
        return with(new Planned(Optional.of(kind), Planned.EVERY, fault));
    }

    /**
     * The fault of a call, if it has one.
     *
     * @param call its number among all calls
     * @param ofKind its number among the calls of its kind
     */
    Optional<Fault> of(PortCall.Kind kind, int call, int ofKind) {
        for (Planned plan : planned) {
            if (plan.isMeant(kind, call, ofKind)) {
                return Optional.of(plan.fault());
            }
        }
        return Optional.empty();
    }

    private Faults with(Planned plan) {
        List<Planned> all = new ArrayList<>(planned);
        all.add(plan);
        return new Faults(all);
    }

    private record Planned(Optional<PortCall.Kind> kind, int number, Fault fault) {
        static final int EVERY = 0;

        boolean isMeant(PortCall.Kind called, int call, int ofKind) {
            return kind.map(wanted -> wanted == called && (number == EVERY || number == ofKind))
                    .orElse(number == call);
        }
    }
}
