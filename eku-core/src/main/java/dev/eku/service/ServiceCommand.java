package dev.eku.service;

/** The commands that the service control manager can send to a running service. */
public enum ServiceCommand {
    STOP,
    /** A service that drains while it is paused takes no new work and finishes the work that it has. */
    PAUSE,
    CONTINUE
}
