package dev.eku.command.input;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.HostRef;
import dev.eku.host.Hosts;
import dev.eku.host.Preset;
import dev.eku.text.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the parameter that names the hosts. */
final class HostList {
    private HostList() {}

    /**
     * The hosts in the given order.
     *
     * @param operatingSystem the name of this machine's operating system; this machine is the host if it is Windows and
     *     no host is named
     * @throws EkuException {@code NO_HOST} if no host is named on another system; {@code INVALID_PARAMETER} for an
     *     impossible or repeated name
     */
    static List<HostRef> of(Parameters parameters, String operatingSystem) {
        Optional<String> given = parameters.text(Option.HOSTS);
        String name = parameters.name(Option.HOSTS);
        if (given.isEmpty()) {
            if (operatingSystem.toLowerCase(Locale.ROOT).startsWith("windows")) {
                return List.of(HostRef.parse("local:"));
            }
            throw new EkuException(ErrorCode.NO_HOST, Hosts.examples(), presets());
        }
        List<HostRef> refs = new ArrayList<>();
        for (String part : given.get().split(",", -1)) {
            if (part.isBlank()) {
                throw BadParameter.of("input.host-blank", name, HostRef.withoutUser(given.get()));
            }
            for (HostRef ref : Hosts.members(parsed(name, part))) {
                if (refs.contains(ref)) {
                    throw BadParameter.of("input.host-twice", name, ref);
                }
                refs.add(ref);
            }
        }
        return refs;
    }

    private static List<HostRef> presets() {
        List<HostRef> refs = new ArrayList<>();
        for (Preset preset : Hosts.presets()) {
            refs.add(preset.ref());
        }
        return refs;
    }

    private static HostRef parsed(String name, String part) {
        try {
            return HostRef.parse(part);
        } catch (EkuException impossible) {
            throw BadParameter.at(name, impossible);
        }
    }
}
