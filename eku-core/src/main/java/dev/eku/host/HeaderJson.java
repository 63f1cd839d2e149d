package dev.eku.host;

import dev.eku.host.ExecutableHeader.Cli;
import dev.eku.host.ExecutableHeader.Format;
import dev.eku.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The headers of executables as JSON. */
final class HeaderJson {
    private HeaderJson() {}

    static Map<String, Object> write(ExecutableHeader header) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", header.format().name());
        header.cli().ifPresent(cli -> {
            json.put("runtime", cli.runtime());
            json.put("ilOnly", cli.ilOnly());
            json.put("required32", cli.required32());
            json.put("preferred32", cli.preferred32());
        });
        return json;
    }

    /** @throws dev.eku.error.EkuException {@code MALFORMED_FILE} */
    static ExecutableHeader read(JsonObject json) {
        Format format = json.constant("format", Format.class);
        Optional<Cli> cli = json.has("runtime")
                ? Optional.of(new Cli(
                        json.parsed("runtime", HeaderJson::runtime),
                        json.bool("ilOnly"),
                        json.bool("required32"),
                        json.bool("preferred32")))
                : Optional.empty();
        json.end();
        return new ExecutableHeader(format, cli);
    }

    /** The same limits of length and characters as the reader of files has. */
    private static String runtime(String text) {
        if (!text.matches("[!-~]{1,250}")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
