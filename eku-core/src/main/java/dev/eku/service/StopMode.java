package dev.eku.service;

/** How a service is brought to a stop. */
public enum StopMode {
    /** The product's own {@code Stop-CsWindowsService -Graceful}: no new sessions, wait for the running ones, stop. */
    GRACEFUL,
    /** Pause through the service control manager where the service accepts it, wait for it to drain, stop. */
    DRAIN,
    /** An ordinary stop; what is running is cut off. */
    STOP
}
