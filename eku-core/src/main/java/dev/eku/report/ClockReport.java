package dev.eku.report;

import dev.eku.error.Messages;
import dev.eku.inspect.ClockDifference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** That a host's clock is far from ours. */
final class ClockReport {
    private ClockReport() {}

    static Report of(Where where, ClockDifference difference) {
        long minutes = difference.ahead().abs().toMinutes();
        String key = difference.isBehind() ? "report.clock.behind" : "report.clock.ahead";
        Body body = new Body();
        body.line(0, key, where.name(), minutes);
        body.line(0, "report.next", Messages.text("report.clock.next"));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", "CLOCK_DIFFERS");
        json.put("ahead", difference.ahead().toString());
        json.put("text", Messages.text(key, where.name(), minutes));
        return new Report("clock", Optional.of(where), body.lines(), json);
    }
}
