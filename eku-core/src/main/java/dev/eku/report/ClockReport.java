package dev.eku.report;

import dev.eku.inspect.ClockDifference;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A warning that a host's clock differs much from ours. */
final class ClockReport {
    private ClockReport() {}

    static Report of(Words words, ReportedHost where, ClockDifference difference) {
        long minutes = difference.ahead().abs().toMinutes();
        String key = difference.isBehind() ? "report.clock.behind" : "report.clock.ahead";
        TextBuilder body = new TextBuilder(words);
        body.line(0, key, where.name(), minutes);
        body.line(0, "report.next", Message.of("report.clock.next"));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", "CLOCK_DIFFERS");
        json.put("ahead", difference.ahead().toString());
        json.put("text", Words.ENGLISH.text(key, where.name(), minutes));
        return body.report("clock", Optional.of(where), json);
    }
}
