package dev.eku.verify;

import dev.eku.action.Action;
import dev.eku.effect.Effect;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.ProgramFacts.Conflict;
import dev.eku.inspect.SettingKey;
import dev.eku.journal.JournalRecord;
import dev.eku.plan.Misplacement;
import dev.eku.product.ProductCatalog;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.text.Message;
import dev.eku.verify.Verdict.Compliant;
import dev.eku.verify.Verdict.Drifted;
import dev.eku.verify.Verdict.NotApplied;
import dev.eku.verify.Verdict.PendingRestart;
import dev.eku.verify.Verdict.Unverifiable;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges an inspection. Pure. */
public final class Verifier {
    private final Inspection inspection;
    private final List<Message> evidence = new ArrayList<>();
    private boolean drifted;
    private boolean absent;
    private boolean present;
    private boolean expired;
    private boolean pending;
    private boolean unknown;

    private Verifier(Inspection inspection) {
        this.inspection = inspection;
    }

    /** Whether the exemption for which the host was inspected holds there. The worst application decides. */
    public static Verdict verify(Inspection inspection) {
        return new Verifier(inspection).verdict();
    }

    /**
     * Whether several exemptions of one host hold. The worst decides.
     *
     * @param inspections at least one
     */
    public static Verdict verify(List<Inspection> inspections) {
        return Verdict.worst(inspections.stream().map(Verifier::verify).toList());
    }

    private Verdict verdict() {
        if (inspection.applications().isEmpty()) {
            nothingFound();
        }
        inspection.applications().forEach(this::judge);
        inspection
                .journal()
                .open()
                .ifPresent(record -> drift(Message.of(
                        "verify.open-record",
                        record.id(),
                        record.operator().name(),
                        record.startedAt(),
                        record.wayOut())));
        inspection.journal().unreadable().forEach(line -> {
            unknown = true;
            evidence.add(line);
        });
        checkExpiry();
        if (drifted || (absent && (present || isTouched())) || (expired && present)) {
            return new Drifted(evidence);
        }
        if (absent) {
            return new NotApplied(evidence);
        }
        if (pending) {
            return new PendingRestart(evidence);
        }
        return unknown ? new Unverifiable(evidence) : new Compliant(evidence);
    }

    /** Whether anything shows that somebody wants the host to be exempt. A record that is rolled back does not. */
    private boolean isTouched() {
        return inspection
                        .journal()
                        .standing()
                        .anyMatch(record -> record.exemption().coversSameAs(inspection.exemption()))
                || !inspection.journal().unreadable().isEmpty()
                || inspection.applications().stream()
                        .anyMatch(application ->
                                !Misplacement.meantFor(application, inspection).isEmpty());
    }

    private void nothingFound() {
        Message nothing = Message.of("verify.nothing-found", inspection.host().computer());
        if (inspection.host().isUnreadable(RegistryView.VIEW_64, ProductCatalog.PRODUCT_KEY)) {
            unknown = true;
            evidence.add(nothing);
            evidence.add(Message.of("verify.product-unread", ProductCatalog.PRODUCT_KEY));
        } else {
            lack(nothing);
        }
    }

    private void judge(ApplicationFacts application) {
        String id = application.application().id();
        for (Conflict conflict : application.program().conflicts()) {
            unknown = true;
            evidence.add(Message.of("verify.contradicted", id, conflict.what()));
        }
        if (!application.program().conflicts().isEmpty()) {
            // It is not known which value it reads, so no value is right or wrong.
            boolean unread = application.program().conflicts().stream()
                    .anyMatch(conflict -> conflict.code() == Conflict.Code.UNREAD);
            if (application.path().isEmpty() && !unread) {
                lack(Message.of("verify.no-executable", id, application.looked()));
            }
            return;
        }
        Optional<RegistryTarget> target =
                application.target(inspection.exemption().setting());
        if (target.isEmpty()) {
            lack(Message.of("verify.no-executable", id, application.looked()));
            return;
        }
        Optional<RegistryValue> value = inspection
                .key(target.get().view(), application.application().clr())
                .value(target.get().valueName());
        if (value.filter(RegistryValue::isZeroToNet).isEmpty()) {
            absent |= value.isEmpty();
            drifted |= value.isPresent();
            evidence.add(Message.of(
                    "verify.wrong-value",
                    id,
                    target.get().view(),
                    target.get().key(),
                    target.get().valueName(),
                    value.isPresent() ? Action.shown(value) : Message.of("verify.nothing")));
            return;
        }
        present = true;
        evidence.add(Message.of(
                value.filter(Effect.EXEMPT::equals).isPresent() ? "verify.right-value" : "verify.odd-value",
                id,
                target.get().view(),
                target.get().key(),
                target.get().valueName(),
                value.get()));
        for (Message doubt : application.program().doubts()) {
            unknown = true;
            evidence.add(Message.of("verify.unproven", id, doubt));
        }
        Effect effect = Effect.of(application, inspection);
        evidence.add(effect.reason());
        unknown |= effect.kind() == Effect.Kind.UNKNOWN;
        if (effect.kind() == Effect.Kind.PENDING) {
            judgePending(application);
        }
    }

    /**
     * If it is not known that the process runs this executable, or if the process may have read the machine-wide value,
     * it is not known that it needs the restart.
     */
    private void judgePending(ApplicationFacts application) {
        SettingKey key =
                inspection.key(application.view(), application.application().clr());
        boolean unread = inspection.host().isUnreadable(key.view(), RegistryTarget.runtimeKey(key.clr()));
        boolean exemptAnyway = unread
                || key.details()
                        .orElseThrow()
                        .global()
                        .filter(RegistryValue::isZeroToNet)
                        .isPresent();
        if (exemptAnyway) {
            unknown = true;
            evidence.add(Message.of(
                    unread ? "verify.machine-wide-unread" : "verify.machine-wide",
                    application.application().id(),
                    key.view(),
                    RegistryTarget.runtimeKey(key.clr()),
                    inspection.exemption().setting().globalName()));
        }
        pending |= !exemptAnyway && application.program().doubts().isEmpty();
    }

    /**
     * A value that outlives its exemption is drift, since somebody wanted it to be gone by now. The last record counts.
     */
    private void checkExpiry() {
        LocalDate today = LocalDate.ofInstant(inspection.host().takenAt(), ZoneOffset.UTC);
        inspection
                .recorded()
                .map(JournalRecord::exemption)
                .orElse(inspection.exemption())
                .expires()
                .filter(day -> day.isBefore(today))
                .ifPresent(day -> {
                    expired = true;
                    evidence.add(Message.of("verify.expired", day));
                });
    }

    private void lack(Message line) {
        absent = true;
        evidence.add(line);
    }

    private void drift(Message line) {
        drifted = true;
        evidence.add(line);
    }
}
