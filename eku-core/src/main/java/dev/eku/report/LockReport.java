package dev.eku.report;

import dev.eku.journal.HostLock.Holder;
import dev.eku.journal.Operator;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who holds a host's lock. */
final class LockReport {
    private LockReport() {}

    static Report of(Words words, ReportedHost where, Optional<Holder> holder) {
        TextBuilder body = new TextBuilder(words);
        body.line(0, message(where, holder));
        return body.report("lock", Optional.of(where), json(holder));
    }

    /** The holder, or that there is none. */
    static Message message(ReportedHost where, Optional<Holder> holder) {
        return holder.map(held -> Message.of("report.locked", where.name(), held.shown()))
                .orElseGet(() -> Message.of("report.free", where.name()));
    }

    static Map<String, Object> json(Optional<Holder> holder) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("locked", holder.isPresent());
        holder.ifPresent(held -> json.put("holder", held.name()));
        holder.flatMap(Holder::operator).ifPresent(operator -> operator(json, operator));
        return json;
    }

    private static void operator(Map<String, Object> json, Operator operator) {
        json.put("processId", operator.processId());
        operator.processStarted().ifPresent(at -> json.put("processStarted", at.toString()));
    }
}
