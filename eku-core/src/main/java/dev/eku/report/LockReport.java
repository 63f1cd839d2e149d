package dev.eku.report;

import dev.eku.journal.HostLock.Holder;
import dev.eku.journal.Operator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who holds a host's lock. */
final class LockReport {
    private LockReport() {}

    static Report of(Where where, Optional<Holder> holder) {
        Body body = new Body();
        holder.ifPresentOrElse(
                held -> body.line(0, "report.locked", where.name(), held),
                () -> body.line(0, "report.free", where.name()));
        return new Report("lock", Optional.of(where), body.lines(), json(holder));
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
