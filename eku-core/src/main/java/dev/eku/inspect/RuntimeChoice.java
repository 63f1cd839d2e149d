package dev.eku.inspect;

import dev.eku.file.QuietXml;
import dev.eku.product.Clr;
import dev.eku.registry.KeyPath;
import dev.eku.text.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Which runtime Windows starts for an executable. It is the first {@code supportedRuntime} element of its
 * {@code .config} file, in file order, whose runtime is installed; without such elements, it is the version that the
 * executable was built against (learn.microsoft.com, "supportedRuntime element"). eku does not know the rules for
 * version 1, and for versions in any other form. Immutable.
 *
 * @param clr the runtime; empty if eku cannot tell
 * @param why what decided, or why eku cannot tell
 */
record RuntimeChoice(Optional<Clr> clr, Message why) {
    private static final String STARTUP = "configuration/startup/";

    /** The runtimes that a host has. */
    interface Installed {
        /** Whether a runtime is known to be installed. */
        boolean isThere(Clr clr);

        /** The key that would show whether a runtime is installed, if it was asked for, but may not be read. */
        Optional<KeyPath> unread(Clr clr);
    }

    /** What the file asks for. */
    private record Wanted(List<String> supported, boolean required) {}

    /**
     * Decides.
     *
     * @param builtAgainst the version text in the executable's metadata
     * @param config the {@code .config} file beside it, if there is one
     * @param installed is asked only for the runtimes that the file wants
     * @param latestOnly whether the host has the value OnlyUseLatestCLR, which overrules all of this in undocumented
     *     ways
     */
    static RuntimeChoice of(String builtAgainst, Optional<byte[]> config, Installed installed, boolean latestOnly) {
        if (latestOnly) {
            return untold("inspect.runtime.latest-only");
        }
        Wanted wanted;
        try {
            wanted = config.isPresent() ? wanted(config.get()) : new Wanted(List.of(), false);
        } catch (XMLStreamException malformed) {
            return untold("inspect.runtime.malformed");
        }
        if (wanted.required()) {
            return untold("inspect.runtime.required");
        }
        for (String version : wanted.supported()) {
            Optional<Clr> clr = clr(version);
            if (clr.isEmpty()) {
                return untold("inspect.runtime.unknown", version);
            }
            if (installed.isThere(clr.get())) {
                return new RuntimeChoice(clr, Message.of("inspect.runtime.supported", version));
            }
            Optional<KeyPath> unread = installed.unread(clr.get());
            if (unread.isPresent()) {
                return untold("inspect.runtime.key-refused", unread.get());
            }
        }
        if (!wanted.supported().isEmpty()) {
            return untold("inspect.runtime.none-installed", String.join(", ", wanted.supported()));
        }
        Optional<Clr> clr = clr(builtAgainst);
        return clr.isPresent()
                ? new RuntimeChoice(clr, Message.of("inspect.runtime.built", builtAgainst))
                : untold("inspect.runtime.unknown", builtAgainst);
    }

    private static RuntimeChoice untold(String key, Object... arguments) {
        return new RuntimeChoice(Optional.empty(), Message.of(key, arguments));
    }

    /** The runtime of a version text. {@code v4.0} is enough for version 4; version 2 has one number only. */
    private static Optional<Clr> clr(String version) {
        String lower = version.strip().toLowerCase(Locale.ROOT);
        if (lower.equals("v4.0") || lower.startsWith("v4.0.")) {
            return Optional.of(Clr.V4);
        }
        return lower.equals(Clr.V2.keyName()) ? Optional.of(Clr.V2) : Optional.empty();
    }

    /** A {@code .config} file with what another one says about runtimes, and nothing else of that other one. */
    static byte[] withStartup(byte[] file, byte[] other) {
        String text = new String(file, StandardCharsets.UTF_8);
        try {
            Wanted wanted = wanted(other);
            StringBuilder startup = new StringBuilder();
            for (String version : wanted.supported()) {
                startup.append("<supportedRuntime version=\"")
                        .append(version.replaceAll("[^\\w.-]", "?"))
                        .append("\"/>");
            }
            startup.append(wanted.required() ? "<requiredRuntime/>" : "");
            return startup.isEmpty()
                    ? file
                    : text.replaceFirst("<configuration>", "<configuration><startup>" + startup + "</startup>")
                            .getBytes(StandardCharsets.UTF_8);
        } catch (XMLStreamException malformed) {
            return file;
        }
    }

    private static Wanted wanted(byte... bytes) throws XMLStreamException {
        return QuietXml.read(true, RuntimeChoice::wanted, bytes);
    }

    private static Wanted wanted(XMLStreamReader xml) throws XMLStreamException {
        List<String> supported = new ArrayList<>();
        boolean required = false;
        StringBuilder place = new StringBuilder();
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD -> throw new XMLStreamException("document type", xml.getLocation());
                case XMLStreamConstants.START_ELEMENT -> {
                    // An element with a prefix does not count, whatever the prefix stands for.
                    String prefix = xml.getPrefix() == null ? "" : xml.getPrefix();
                    place.append(place.isEmpty() ? "" : "/")
                            .append(prefix.isEmpty() ? xml.getLocalName() : prefix + ":" + xml.getLocalName());
                    String at = place.toString();
                    required |= at.equals(STARTUP + "requiredRuntime");
                    if (at.equals(STARTUP + "supportedRuntime")) {
                        version(xml).ifPresent(supported::add);
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> place.setLength(Math.max(0, place.lastIndexOf("/")));
                default -> {
                    // Text and comments do not count.
                }
            }
        }
        return new Wanted(supported, required);
    }

    private static Optional<String> version(XMLStreamReader xml) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equalsIgnoreCase("version")) {
                return Optional.of(xml.getAttributeValue(i).strip());
            }
        }
        return Optional.empty();
    }
}
