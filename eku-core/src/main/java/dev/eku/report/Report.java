package dev.eku.report;

import dev.eku.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What eku has to say of one result, as {@link Reports} makes it. The text may be translated and may change its
 * wording; the JSON is English, carries {@link #VERSION}, and only ever gains fields within one version. Immutable.
 *
 * @param kind which result, for example {@code plan}; the name of its part of the JSON
 * @param where the host it is about, if it is about one
 * @param mark the line that says that nothing real is behind a simulated host
 * @param body the text, a line each, without the lines that mark a simulated host
 * @param content the JSON's part that is this result's own
 */
public record Report(
        String kind,
        Optional<ReportedHost> where,
        Optional<String> mark,
        List<String> body,
        Map<String, Object> content) {
    /** The version of the JSON. */
    public static final int VERSION = 1;

    public Report {
        body = List.copyOf(body);
    }

    /** The whole text, a line each; for a simulated host the first and the last line say so. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        mark.ifPresent(lines::add);
        lines.addAll(body);
        mark.ifPresent(lines::add);
        return lines;
    }

    /**
     * Writes the whole text, each line ended by a line feed.
     *
     * @throws IOException if {@code out} does
     */
    public void writeText(Appendable out) throws IOException {
        for (String line : lines()) {
            out.append(line).append('\n');
        }
    }

    /** The whole as a JSON object. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ekuReport", VERSION);
        where.ifPresent(host -> json.putAll(host.json()));
        json.put(kind, content);
        return json;
    }

    /**
     * Writes {@link #json()} for people and programs.
     *
     * @throws IOException if {@code out} does
     */
    public void writeJson(Appendable out) throws IOException {
        out.append(Json.pretty(json()));
    }
}
