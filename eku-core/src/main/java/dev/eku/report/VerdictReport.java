package dev.eku.report;

import dev.eku.action.StoredMessage;
import dev.eku.inspect.DownService;
import dev.eku.text.Message;
import dev.eku.text.Words;
import dev.eku.verify.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A verdict with its evidence. */
final class VerdictReport {
    private VerdictReport() {}

    static Report of(Words words, ReportedHost where, Verdict verdict, List<DownService> down) {
        TextBuilder body = new TextBuilder(words);
        DownText.first(body, where, down);
        Message headline = Message.of("report.verdict." + verdict.name(), where.name());
        body.line(0, headline);
        verdict.evidence().forEach(line -> body.line(1, "report.item", line));
        body.urgent(!verdict.isCompliant()).closing().line(0, headline);
        body.next().line(0, "report.next", Message.of("report.verdict." + verdict.name() + ".next"));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", verdict.name());
        json.put("compliant", verdict.isCompliant());
        json.put(
                "evidence", verdict.evidence().stream().map(Words.ENGLISH::text).toList());
        json.put(
                "because", verdict.evidence().stream().map(StoredMessage::write).toList());
        DownText.json(json, where, down);
        return body.report("verdict", Optional.of(where), json);
    }
}
