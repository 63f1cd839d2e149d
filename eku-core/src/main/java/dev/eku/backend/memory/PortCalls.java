package dev.eku.backend.memory;

import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All calls through one host object. It counts them, makes faults happen, and has the machine's state kept after each
 * call. Thread-safe; only one call at a time uses the machine.
 */
final class PortCalls {
    private final Machine machine;
    private final Faults faults;
    private final Deque<PortCall> made = new ArrayDeque<>();
    private final Map<PortCall.Kind, Integer> counts = new EnumMap<>(PortCall.Kind.class);
    private int count;
    private boolean killed;
    private boolean closed;

    PortCalls(Machine machine, Faults faults) {
        this.machine = machine;
        this.faults = faults;
    }

    /** Makes a counted call. */
    <T> T make(PortCall.Kind kind, Object subject, Supplier<T> body) {
        synchronized (machine) {
            refuseIfKilled();
            PortCall call = new PortCall(kind, subject.toString());
            note(call);
            int ofKind = counts.getOrDefault(kind, 0) + 1;
            counts.put(kind, ofKind);
            Optional<Faults.Fault> planned = faults.of(kind, count, ofKind);
            if (planned.isPresent() && planned.get() instanceof Faults.LosesAnswer lost) {
                kept(body);
                throw failed(lost.error(), call);
            }
            if (planned.isPresent()) {
                suffer(planned.get(), call);
            }
            return kept(body);
        }
    }

    private void note(PortCall call) {
        count++;
        made.addLast(call);
        if (made.size() > MemoryHost.CALLS_KEPT) {
            made.removeFirst();
        }
    }

    /** Makes a call that does not count. */
    <T> T uncounted(Supplier<T> body) {
        synchronized (machine) {
            refuseIfKilled();
            return kept(body);
        }
    }

    List<PortCall> made() {
        synchronized (machine) {
            return List.copyOf(made);
        }
    }

    boolean isKilled() {
        synchronized (machine) {
            return killed;
        }
    }

    /** Closes the host object: further calls are mistakes of the caller. */
    void close() {
        synchronized (machine) {
            closed = true;
        }
    }

    private <T> T kept(Supplier<T> body) {
        try {
            return body.get();
        } finally {
            machine.keep();
        }
    }

    private void suffer(Faults.Fault fault, PortCall call) {
        if (fault instanceof Faults.Fails fails) {
            throw failed(fails.error(), call);
        }
        if (fault instanceof Faults.Hangs hangs) {
            machine.timeline().advance(hangs.duration());
        } else {
            killed = true;
            refuseIfKilled();
        }
    }

    private Win32Exception failed(Win32Error error, PortCall call) {
        return new Win32Exception(error, call.kind().function(), machine.ref() + " " + call.subject());
    }

    private void refuseIfKilled() {
        if (killed) {
            throw new RunKilled("call " + count + ", " + made.getLast());
        }
        if (closed) {
            throw new IllegalStateException("the host " + machine.ref() + " is closed");
        }
    }
}
