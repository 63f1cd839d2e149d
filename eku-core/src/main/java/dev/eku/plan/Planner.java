package dev.eku.plan;

import dev.eku.action.Action;
import dev.eku.action.Action.CreateKey;
import dev.eku.action.Action.DeleteValue;
import dev.eku.action.Action.RecordExemption;
import dev.eku.action.Action.SetValue;
import dev.eku.effect.Effect;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.SettingKey;
import dev.eku.inspect.SettingKey.Details;
import dev.eku.journal.JournalRecord;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.product.Application;
import dev.eku.product.Exemption;
import dev.eku.product.Product;
import dev.eku.product.ProductCatalog;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.text.Message;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Computes what has to be done to reach the desired state. Pure: the same inspection and options give the same plan.
 */
public final class Planner {
    private final Inspection inspection;
    private final PlanOptions options;
    private final List<Action> registryActions = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> keysCreated = new LinkedHashSet<>();
    /** The values for which a change is planned; two applications may have one executable. */
    private final Set<RegistryTarget> changed = new HashSet<>();
    /** The keys that may not be written, as far as they were told. */
    private final Set<String> denied = new HashSet<>();

    private final RestartPlanner restarts;

    private Planner(Inspection inspection, PlanOptions options) {
        this.inspection = inspection;
        this.options = options;
        this.restarts = new RestartPlanner(inspection, options, problems);
    }

    /** The plan that brings the inspected host into the desired state for which it was inspected. */
    public static Plan plan(Inspection inspection, PlanOptions options) {
        inspection.requireForAChange();
        return new Planner(inspection, options).plan();
    }

    private Plan plan() {
        problems.addAll(HostProblems.of(inspection));
        checkProducts();
        checkExpiry();
        for (ApplicationFacts application : inspection.applications()) {
            planApplication(application);
        }
        planRecord();
        List<Action> actions = new ArrayList<>(registryActions);
        actions.addAll(restarts.actions());
        return new Plan(
                inspection.host().ref().toString(),
                inspection.host().computer(),
                inspection.host().simulated(),
                inspection.host().takenAt(),
                Optional.empty(),
                inspection.exemption(),
                Preconditions.of(inspection),
                actions,
                problems);
    }

    private void checkProducts() {
        List<Product> products = inspection.products();
        if (inspection.applications().isEmpty()) {
            problems.add(Problem.blocking(
                    Problem.Code.NOTHING_FOUND,
                    inspection.host().computer(),
                    Message.of(
                            "problem.no-product",
                            version(),
                            inspection.exemption().setting())));
        } else if (inspection.product().isPresent()) {
            Product product = inspection.product().get();
            if (!products.isEmpty() && !ids(products).contains(product.id())) {
                problems.add(Problem.blocking(Problem.Code.PRODUCT_MISMATCH, product.id(), named(products)));
            } else if (products.size() > 1 && inspection.exemption().product().isEmpty()) {
                problems.add(Problem.advice(Problem.Code.PRODUCT_AMBIGUOUS, product.id(), named(products)));
            }
        }
    }

    private Object version() {
        return inspection.host().isUnreadable(RegistryView.VIEW_64, ProductCatalog.PRODUCT_KEY)
                ? Message.of("inspect.unreadable", ProductCatalog.PRODUCT_KEY)
                : inspection.host().productVersion().orElse("-");
    }

    /** As a person reads them. */
    private static List<Object> named(List<Product> products) {
        return products.stream().<Object>map(Product::toString).toList();
    }

    private static List<String> ids(List<Product> products) {
        List<String> ids = new ArrayList<>();
        for (Product product : products) {
            ids.add(product.id());
        }
        return ids;
    }

    private void checkExpiry() {
        LocalDate today = LocalDate.ofInstant(inspection.host().takenAt(), ZoneOffset.UTC);
        Optional<LocalDate> last = inspection.exemption().expires();
        if (last.isPresent() && last.get().isBefore(today)) {
            problems.add(Problem.blocking(Problem.Code.EXPIRED, last.get()));
        }
        Optional<JournalRecord> record = inspection.recorded();
        if (last.isEmpty() && record.isPresent()) {
            Optional<LocalDate> recorded = record.get().exemption().expires();
            if (recorded.isPresent() && recorded.get().isBefore(today)) {
                problems.add(Problem.advice(
                        Problem.Code.RECORD_EXPIRED,
                        recorded.get(),
                        record.get().id()));
            }
        }
    }

    /** An exemption that already holds, but was recorded with another reason, owner or last day, is recorded again. */
    private void planRecord() {
        Exemption wanted = inspection.exemption();
        Optional<JournalRecord> record = inspection.recorded();
        Optional<Exemption> recorded =
                record.isPresent() ? Optional.of(record.get().exemption()) : Optional.empty();
        boolean same = recorded.isPresent() && isSaidAlike(recorded.get(), wanted);
        if (!setsValues() && wanted.isExplained() && !same) {
            registryActions.add(new RecordExemption(
                    recorded, wanted, Message.of(recorded.isPresent() ? "why.renewed" : "why.recorded")));
        }
    }

    private static boolean isSaidAlike(Exemption one, Exemption other) {
        return one.reason().equals(other.reason())
                && one.owner().equals(other.owner())
                && one.expires().equals(other.expires());
    }

    private boolean setsValues() {
        for (Action action : registryActions) {
            if (action instanceof SetValue) {
                return true;
            }
        }
        return false;
    }

    private void planApplication(ApplicationFacts application) {
        problems.addAll(ProgramProblems.of(application));
        if (!application.program().conflicts().isEmpty()) {
            // Nothing is written for a program that may never read it.
            return;
        }
        Optional<RegistryTarget> found =
                application.target(inspection.exemption().setting());
        if (found.isEmpty()) {
            problems.add(Problem.blocking(
                    Problem.Code.NOTHING_FOUND, application.application().id(), application.looked()));
            return;
        }
        RegistryTarget target = found.get();
        if (Application.isSharedHost(target.valueName())) {
            problems.add(Problem.advice(Problem.Code.SHARED_HOST, target.valueName()));
        }
        boolean changes = planValue(application, target);
        planLeftovers(application, target);
        if (options.restart() == Restart.NEVER) {
            restarts.explainPending(application, changes);
        } else {
            restarts.consider(application, changes);
        }
    }

    private boolean planValue(ApplicationFacts application, RegistryTarget target) {
        SettingKey key = inspection.key(target.view(), application.application().clr());
        Optional<RegistryValue> present = key.value(target.valueName());
        boolean fails = present.isPresent() && present.get().failsNet();
        Details details = key.details().orElseThrow();
        if (details.global().isPresent() && details.global().get().isZeroToNet() && !fails) {
            problems.add(Problem.advice(
                    Problem.Code.GLOBAL_OFF,
                    target.view(),
                    key.clr().keyName(),
                    inspection.exemption().setting().globalName()));
        }
        boolean exempt = present.isPresent() && present.get().isZeroToNet();
        if (present.isPresent() && present.get().asDword().isEmpty()) {
            problems.add(Problem.advice(
                    exempt ? Problem.Code.ODD_LENGTH : Problem.Code.WRONG_TYPE,
                    target.view(),
                    target.key(),
                    target.valueName(),
                    present.get()));
        }
        if (exempt) {
            return false;
        }
        requireWritable(key);
        for (KeyPath missing : details.missing()) {
            planKey(target.view(), missing);
        }
        if (changed.add(target)) {
            registryActions.add(new SetValue(
                    target,
                    present,
                    Effect.EXEMPT,
                    Message.of(
                            "why.exempt",
                            application.application().id(),
                            inspection.exemption().setting(),
                            application.path().isPresent()
                                    ? application.path().get().source()
                                    : "-")));
        }
        return true;
    }

    private void requireWritable(SettingKey key) {
        String place = key.view() + " " + key.key();
        if (!key.details().orElseThrow().writable() && denied.add(place)) {
            problems.add(Problem.blocking(Problem.Code.ACCESS_DENIED, place));
        }
    }

    private void planKey(RegistryView view, KeyPath key) {
        if (keysCreated.add(view + " " + key)) {
            registryActions.add(new CreateKey(view, key, Message.of("why.key")));
        }
    }

    private void planLeftovers(ApplicationFacts application, RegistryTarget target) {
        for (Misplacement leftover : Misplacement.elsewhere(application, target, inspection)) {
            problems.add(leftover.problem());
            if (options.tidy() && changed.add(leftover.target())) {
                inspection.keys().stream()
                        .filter(key -> key.view() == leftover.target().view()
                                && key.key().equals(leftover.target().key()))
                        .forEach(this::requireWritable);
                registryActions.add(new DeleteValue(
                        leftover.target(),
                        leftover.value(),
                        Message.of("why.tidy", leftover.kind().name())));
            }
        }
    }
}
