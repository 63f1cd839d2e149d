package dev.eku.backend.memory;

import dev.eku.service.GracefulControl;
import dev.eku.service.ServiceCommand;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How the process of a simulated service behaves, from the next command on. Immutable; each method returns a changed
 * copy.
 */
public final class ServiceBehaviour {
    /** How long a cmdlet takes until it fails. */
    static final Duration CMDLET_DELAY = Duration.ofSeconds(1);

    private static final Duration LONGEST_HINT = Duration.ofMillis(0xFFFF_FFFFL);

    private boolean reports = true;
    private int givesUpWith;
    private Optional<Duration> startDelay = Optional.of(Duration.ofSeconds(2));
    private Optional<Duration> stopDelay = Optional.of(Duration.ofSeconds(1));
    private Duration pauseDelay = Duration.ofMillis(500);
    private Duration late = Duration.ZERO;
    private Optional<Duration> obeysLate = Optional.empty();
    private Optional<Duration> drain = Optional.of(Duration.ofSeconds(30));
    private Set<ServiceCommand> accepts = EnumSet.allOf(ServiceCommand.class);
    private boolean stopsWhenDrained;
    private Optional<Duration> checkpointEvery = Optional.of(Duration.ofMillis(100));
    private Duration waitHint = Duration.ofSeconds(3);
    private Optional<GracefulControl.Result> cmdletResult = Optional.empty();
    private boolean cmdletEnds = true;

    private ServiceBehaviour() {}

    /**
     * Starts in 2 s, drains in 30 s after it was paused and then stays paused, and stops in 1 s. It shows each state at
     * once, counts checkpoints every 100 ms, and accepts all commands.
     */
    public static ServiceBehaviour ordinary() {
        return new ServiceBehaviour();
    }

    /** Stays in START_PENDING for that long. */
    public ServiceBehaviour startsIn(Duration delay) {
        return with(changed -> changed.startDelay = Optional.of(delay));
    }

    /** Stays in START_PENDING for ever. */
    public ServiceBehaviour neverStarts() {
        return with(changed -> changed.startDelay = Optional.empty());
    }

    /** Its process ends before it reports to the service manager, so a start fails with 1053. */
    public ServiceBehaviour exitsBeforeReporting() {
        return with(changed -> changed.reports = false);
    }

    /** Reports START_PENDING and then, after the start delay, STOPPED with that exit code. */
    public ServiceBehaviour givesUpAtStart(int exitCode) {
        return with(changed -> changed.givesUpWith = exitCode);
    }

    /** Stays in STOP_PENDING for that long. */
    public ServiceBehaviour stopsIn(Duration delay) {
        return with(changed -> changed.stopDelay = Optional.of(delay));
    }

    /** Stays in STOP_PENDING for ever. */
    public ServiceBehaviour neverStops() {
        return with(changed -> changed.stopDelay = Optional.empty());
    }

    /** Stays in PAUSE_PENDING and CONTINUE_PENDING for that long. */
    public ServiceBehaviour pausesIn(Duration delay) {
        return with(changed -> changed.pauseDelay = delay);
    }

    /** Accepts STOP, but neither PAUSE nor CONTINUE. */
    public ServiceBehaviour refusesPause() {
        return accepts(Set.of(ServiceCommand.STOP));
    }

    /** Accepts these commands while it is running or paused. */
    public ServiceBehaviour accepts(Set<ServiceCommand> commands) {
        return with(changed -> changed.accepts = Set.copyOf(commands));
    }

    /** Needs that long after it was paused until its last session has ended. Zero means that it has no sessions. */
    public ServiceBehaviour drainsIn(Duration duration) {
        return with(changed -> changed.drain = Optional.of(duration));
    }

    /** Has a session that never ends. */
    public ServiceBehaviour neverDrains() {
        return with(changed -> changed.drain = Optional.empty());
    }

    /** Stops by itself after it has drained, instead of staying paused. */
    public ServiceBehaviour stopsWhenDrained() {
        return with(changed -> changed.stopsWhenDrained = true);
    }

    /** Continues to show its old state for that long after it has accepted a command. */
    public ServiceBehaviour showsLate(Duration delay) {
        return with(changed -> changed.late = delay);
    }

    /**
     * Its handler does not return in time: each command that it accepts fails with 1053, and is carried out that long
     * afterwards. (Windows gives the handler 30 s before it reports this; here it is reported at once.)
     */
    public ServiceBehaviour obeysAfterTimeout(Duration delay) {
        return with(changed -> changed.obeysLate = Optional.of(delay));
    }

    /** Counts no checkpoints in a pending state, as if it made no progress. */
    public ServiceBehaviour countsNoCheckpoints() {
        return with(changed -> changed.checkpointEvery = Optional.empty());
    }

    /**
     * Reports that wait hint in pending states; zero means that it reports none.
     *
     * @throws IllegalArgumentException if it is outside the range of {@code dwWaitHint}: 0 to 4,294,967,295 ms
     */
    public ServiceBehaviour asksToWait(Duration hint) {
        if (hint.isNegative() || hint.compareTo(LONGEST_HINT) > 0) {
            throw new IllegalArgumentException("no wait hint: " + hint);
        }
        return with(changed -> changed.waitHint = hint);
    }

    /** The product's cmdlets fail for it, after a second and without effect. */
    public ServiceBehaviour cmdletsFailWith(int exitCode, String errorText) {
        return with(changed -> changed.cmdletResult = Optional.of(new GracefulControl.Result(exitCode, errorText)));
    }

    /** The product's cmdlets do their work for it but never end. */
    public ServiceBehaviour cmdletsNeverEnd() {
        return with(changed -> changed.cmdletEnds = false);
    }

    boolean reports() {
        return reports;
    }

    int givesUpWith() {
        return givesUpWith;
    }

    Optional<Duration> startDelay() {
        return startDelay;
    }

    Optional<Duration> stopDelay() {
        return stopDelay;
    }

    Duration pauseDelay() {
        return pauseDelay;
    }

    Duration late() {
        return late;
    }

    /**
     * How long after a command that failed with 1053 the service carries it out; empty if commands do not fail in this
     * way.
     */
    Optional<Duration> obeysLate() {
        return obeysLate;
    }

    Optional<Duration> drain() {
        return drain;
    }

    Set<ServiceCommand> accepts() {
        return accepts;
    }

    boolean isStoppedWhenDrained() {
        return stopsWhenDrained;
    }

    Optional<Duration> checkpointEvery() {
        return checkpointEvery;
    }

    Duration waitHint() {
        return waitHint;
    }

    Optional<GracefulControl.Result> cmdletResult() {
        return cmdletResult;
    }

    boolean cmdletEnds() {
        return cmdletEnds;
    }

    private ServiceBehaviour with(Consumer<ServiceBehaviour> change) {
        ServiceBehaviour changed = new ServiceBehaviour();
        changed.reports = reports;
        changed.givesUpWith = givesUpWith;
        changed.startDelay = startDelay;
        changed.stopDelay = stopDelay;
        changed.pauseDelay = pauseDelay;
        changed.late = late;
        changed.obeysLate = obeysLate;
        changed.drain = drain;
        changed.accepts = accepts;
        changed.stopsWhenDrained = stopsWhenDrained;
        changed.checkpointEvery = checkpointEvery;
        changed.waitHint = waitHint;
        changed.cmdletResult = cmdletResult;
        changed.cmdletEnds = cmdletEnds;
        change.accept(changed);
        return changed;
    }
}
