package dev.eku.report.html;

import dev.eku.error.EkuException;
import dev.eku.inspect.DownService;
import dev.eku.text.Message;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a page about a fleet tells of one host, whatever was done to it. Immutable. */
interface ShownHost {
    /** How it was named. */
    String host();

    /** Its computer name, if it could be read. */
    Optional<String> computer();

    boolean simulated();

    /** The result in a few words. */
    Message result();

    /** How urgent the result is by itself. */
    Level resultLevel();

    /** How urgent the host is. */
    default Level level() {
        return isDown() ? Level.ACT : resultLevel();
    }

    /** Its services that were down when it was last read. */
    List<DownService> down();

    /** Whether it is without a service, as far as is known. */
    default boolean isDown() {
        return !down().isEmpty();
    }

    Optional<EkuException> failure();

    /** Values that are equal for hosts of which the same is to be said. */
    List<Object> likeness();

    /** The computer's name, or, without one, the name with which the host was given. */
    default String name() {
        return computer().orElse(host());
    }

    /** The most urgent first; among equals, those without their service. */
    static <T extends ShownHost> Comparator<T> byUrgency() {
        return Comparator.<T, Level>comparing(ShownHost::level).thenComparing(host -> !host.isDown());
    }
}
