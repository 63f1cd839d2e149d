package dev.eku.host;

import dev.eku.text.Message;

/**
 * A simulated host, or several, that a backend brings along, so that eku can be tried without a server. Immutable.
 *
 * @param ref opens it
 * @param what what it shows
 */
public record Preset(HostRef ref, Message what) {}
