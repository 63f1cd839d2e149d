package dev.eku.service;

/** How a service is stopped. */
public enum StopMode {
    /**
     * The product's own {@code Stop-CsWindowsService -Graceful}: accept no new sessions, wait for the running ones,
     * stop.
     */
    GRACEFUL,
    /** Pause through the service control manager if the service accepts it, wait until it has drained, stop. */
    DRAIN,
    /** An ordinary stop, which cuts off what is running. */
    STOP
}
