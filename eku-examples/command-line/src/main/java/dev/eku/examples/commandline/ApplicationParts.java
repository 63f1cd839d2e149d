package dev.eku.examples.commandline;

import dev.eku.command.input.BadParameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts of an application as it is typed: {@code id=billing;service=BillingService}. Immutable. */
record ApplicationParts(Map<String, String> parts) {
    private static final List<String> NAMES = List.of("id", "executable", "service", "clr", "bitness");

    ApplicationParts {
        parts = Map.copyOf(parts);
    }

    /**
     * Reads the parts.
     *
     * @param option its name
     * @throws BadParameter for an unknown part, for one without a value, and for one that is there twice
     */
    static ApplicationParts of(String option, String text) {
        Map<String, String> parts = new HashMap<>();
        for (String part : text.split(";", -1)) {
            int end = part.indexOf('=');
            String name = end < 0 ? part.strip() : part.substring(0, end).strip();
            String value = end < 0 ? "" : part.substring(end + 1).strip();
            if (!NAMES.contains(name) || value.isEmpty() || parts.put(name, value) != null) {
                throw BadParameter.of("option.application-part", option, part, String.join(", ", NAMES));
            }
        }
        return new ApplicationParts(parts);
    }

    /** A part, if it is there. */
    Optional<String> get(String name) {
        return Optional.ofNullable(parts.get(name));
    }
}
