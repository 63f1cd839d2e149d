package dev.eku.command.input;

import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.diagnose.peer.PeerEndpoint.Peer;
import dev.eku.error.EkuException;
import dev.eku.text.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The certificates to check, at ports and in files. The kind of the peer may precede each of them: {@code server=},
 * {@code client=}, {@code edge=}, {@code front-end=} or {@code other=}. Immutable.
 */
public record PeerList(List<PeerEndpoint> endpoints, List<CertificateFile> files) {
    public PeerList {
        endpoints = List.copyOf(endpoints);
        files = List.copyOf(files);
    }

    /**
     * A file with certificates.
     *
     * @param name its path as given
     * @param peer the kind of the peer that is to present them
     */
    public record CertificateFile(String name, Peer peer) {}

    /**
     * Reads both parameters.
     *
     * @throws BadParameter for an empty item, for one that is named twice, and for a text that is not a valid endpoint
     */
    public static PeerList of(Parameters given) {
        String name = given.name(Option.ENDPOINTS);
        return new PeerList(
                split(given, Option.ENDPOINTS).stream()
                        .map(text -> endpoint(name, text))
                        .toList(),
                split(given, Option.CERTIFICATES).stream().map(PeerList::file).toList());
    }

    /** Whether there is nothing to check. */
    public boolean isEmpty() {
        return endpoints.isEmpty() && files.isEmpty();
    }

    private static List<String> split(Parameters parameters, Option option) {
        Optional<String> given = parameters.text(option);
        String name = parameters.name(option);
        if (given.isEmpty()) {
            return List.of();
        }
        List<String> parts = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (String part : given.get().split(",", -1)) {
            if (part.isBlank()) {
                throw BadParameter.of("input.list-blank", name, given.get());
            }
            if (!known.add(part.strip())) {
                throw BadParameter.of("input.list-twice", name, part.strip());
            }
            parts.add(part.strip());
        }
        return parts;
    }

    private static PeerEndpoint endpoint(String name, String text) {
        Optional<Peer> peer = peer(text);
        try {
            PeerEndpoint usual = PeerEndpoint.parse(peer.isPresent() ? text.substring(text.indexOf('=') + 1) : text);
            return new PeerEndpoint(usual.host(), usual.port(), usual.serverName(), peer.orElse(usual.peer()));
        } catch (EkuException none) {
            throw BadParameter.of("input.endpoint", name, text);
        }
    }

    private static CertificateFile file(String text) {
        return peer(text)
                .map(peer -> new CertificateFile(text.substring(text.indexOf('=') + 1), peer))
                .orElseGet(() -> new CertificateFile(text, Peer.OTHER));
    }

    private static Optional<Peer> peer(String text) {
        int end = text.indexOf('=');
        return Arrays.stream(Peer.values())
                .filter(peer -> end > 0
                        && peer.name()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '-')
                                .equals(text.substring(0, end)))
                .findFirst();
    }
}
