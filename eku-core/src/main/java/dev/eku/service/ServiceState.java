package dev.eku.service;

import java.util.Arrays;
import java.util.Optional;

/** What a service is doing, as the service control manager reports it ({@code winsvc.h}). */
public enum ServiceState {
    STOPPED(1),
    START_PENDING(2),
    STOP_PENDING(3),
    RUNNING(4),
    CONTINUE_PENDING(5),
    PAUSE_PENDING(6),
    /** Paused. Services that take no new work in this state are draining. */
    PAUSED(7);

    private final int number;

    ServiceState(int number) {
        this.number = number;
    }

    /** The number as in {@code winsvc.h}. */
    public int number() {
        return number;
    }

    /** The state with that number, if there is one. */
    public static Optional<ServiceState> of(int number) {
        return Arrays.stream(values()).filter(state -> state.number == number).findFirst();
    }

    /** Whether the service is on its way to another state and takes no commands. */
    public boolean isPending() {
        return switch (this) {
            case START_PENDING, STOP_PENDING, CONTINUE_PENDING, PAUSE_PENDING -> true;
            case STOPPED, RUNNING, PAUSED -> false;
        };
    }
}
