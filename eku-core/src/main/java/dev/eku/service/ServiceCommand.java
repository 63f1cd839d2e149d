package dev.eku.service;

/** What can be asked of a running service through the service control manager. */
public enum ServiceCommand {
    STOP,
    /** For a service that drains while paused: take no new work, finish what there is. */
    PAUSE,
    CONTINUE
}
