package dev.eku.command.input;

import dev.eku.error.EkuException;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.service.ServiceName;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A custom application as it is written in a front end. One of executable and service has to be there. Immutable.
 *
 * @param place says where a part of it, such as {@code clr}, is written
 */
public record ApplicationText(
        String id,
        Optional<String> executable,
        Optional<String> service,
        Optional<String> clr,
        Optional<String> bitness,
        UnaryOperator<String> place) {
    /**
     * The application.
     *
     * @throws EkuException {@code INVALID_PARAMETER} or {@code INVALID_PATH}, naming the place
     */
    public Application application() {
        Optional<ServiceName> runs = service.map(text -> checked("service", text, ServiceName::of));
        Optional<Clr> runtime = clr.map(text -> ChoiceParameter.constant(place.apply("clr"), text, Clr.class));
        Optional<Bitness> bits = bitness.map(text -> switch (text) {
            case "64" -> Bitness.BITS_64;
            case "32" -> Bitness.BITS_32;
            default -> throw BadParameter.of("input.choice", place.apply("bitness"), text, "64, 32");
        });
        if (executable.isPresent()) {
            Application found = checked(
                    "executable",
                    executable.get(),
                    text -> Application.at(id, text).on(runtime, bits));
            return runs.map(found::runBy).orElse(found);
        }
        return checked(
                "id",
                id,
                text -> Application.ofService(text, runs.orElseThrow()).on(runtime, bits));
    }

    private <T> T checked(String part, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (EkuException complaint) {
            throw BadParameter.at(place.apply(part), complaint);
        }
    }
}
