package dev.eku.text;

/**
 * An option with its value: {@code restart=never}. Immutable.
 *
 * @param value as the option is given; whatever a host or a person named may stand in it
 */
public record Setting(Option option, String value) {}
