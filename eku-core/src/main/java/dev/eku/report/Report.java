package dev.eku.report;

import dev.eku.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The report of one result, as {@link Reports} makes it. The text may be translated, and its wording may change. The
 * JSON is English, has the version {@link #VERSION}, and fields are only added within one version. Immutable.
 *
 * @param kind the kind of the result, for example {@code plan}; also the name of its part of the JSON
 * @param where the host that it is about, if it is about one
 * @param mark the line that says that a host is simulated
 * @param urgent whether somebody has to act
 * @param opening the first lines of the text, without the line that marks a simulated host
 * @param closing the lines that sum it up, which come last of what is said about the result
 * @param next the lines that say what to do next
 * @param content the part of the JSON for this kind of result
 */
public record Report(
        String kind,
        Optional<ReportedHost> where,
        Optional<String> mark,
        boolean urgent,
        List<String> opening,
        List<String> closing,
        List<String> next,
        Map<String, Object> content) {
    /** The version of the JSON. */
    public static final int VERSION = 1;

    /** The columns of a line of text, unless a path or a name makes it longer. */
    public static final int WIDTH = 100;

    public Report {
        opening = List.copyOf(opening);
        closing = List.copyOf(closing);
        next = List.copyOf(next);
    }

    /** The lines of the text, without the lines that mark a simulated host. What the opening says is not repeated. */
    public List<String> body() {
        List<String> body = new ArrayList<>(found());
        if (!opening.containsAll(next)) {
            body.addAll(next);
        }
        return body;
    }

    /** The same without what to do next. */
    public List<String> found() {
        List<String> found = new ArrayList<>(opening);
        for (String line : closing) {
            if (!opening.contains(line)) {
                found.add(line);
            }
        }
        return found;
    }

    /** The lines of the whole text. For a simulated host, the first and the last line say so. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        mark.ifPresent(lines::add);
        lines.addAll(body());
        mark.ifPresent(lines::add);
        return lines;
    }

    /**
     * Writes the whole text with a line feed after each line.
     *
     * @throws IOException if {@code out} does
     */
    public void writeText(Appendable out) throws IOException {
        for (String line : lines()) {
            out.append(line).append('\n');
        }
    }

    /** The whole report as a JSON object. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ekuReport", VERSION);
        where.ifPresent(host -> json.putAll(host.json()));
        json.put(kind, content);
        return json;
    }

    /**
     * Writes {@link #json()} in a form for people and programs.
     *
     * @throws IOException if {@code out} does
     */
    public void writeJson(Appendable out) throws IOException {
        out.append(Json.pretty(json()));
    }
}
