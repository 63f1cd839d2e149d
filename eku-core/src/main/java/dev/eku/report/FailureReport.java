package dev.eku.report;

import dev.eku.action.StoredMessage;
import dev.eku.apply.ApplyException;
import dev.eku.error.EkuException;
import dev.eku.error.Win32Exception;
import dev.eku.journal.JournalRecord;
import dev.eku.text.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A failure. If a run stopped before its end, the report includes the steps that it had done. */
final class FailureReport {
    private FailureReport() {}

    static Report of(Words words, Optional<ReportedHost> where, EkuException failure) {
        TextBuilder body = new TextBuilder(words);
        failure.lines(words).forEach(line -> body.text(0, line));
        if (failure instanceof ApplyException stopped) {
            JournalRecord record = stopped.record();
            body.gap().line(0, "report.failure.steps", record.id());
            OutcomeReport.steps(body, record);
        }
        return body.report("failure", where, json(failure));
    }

    static Map<String, Object> json(EkuException failure) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", failure.code().name());
        json.put("kind", failure.code().kind().name());
        json.put("message", failure.getMessage());
        json.putAll(StoredMessage.write(failure.what()));
        failure.next().ifPresent(step -> json.put("next", StepJson.of(step)));
        if (failure instanceof Win32Exception win32) {
            json.put("win32", Integer.toUnsignedLong(win32.error().number()));
            json.put("win32Name", win32.error().symbol());
        }
        if (failure instanceof ApplyException stopped) {
            json.put("record", RecordText.json(stopped.record()));
        }
        return json;
    }
}
