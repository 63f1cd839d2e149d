package dev.eku.text;

import java.util.Locale;
import java.util.ResourceBundle;

/**
 * The texts of one module. A named module hides its resources, so each hands its own to the catalogue as a service
 * ({@link java.util.ServiceLoader}). No two modules use one key. Implementations are thread-safe.
 */
public interface MessageSource {
    /** The module's texts in that language, or in the nearest that it has; {@link Locale#ROOT} is English. */
    ResourceBundle bundle(Locale locale);
}
