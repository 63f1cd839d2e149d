package dev.eku.diagnose;

import dev.eku.action.Action;
import dev.eku.action.Action.DeleteValue;
import dev.eku.action.Action.SetValue;
import dev.eku.action.Action.StartService;
import dev.eku.diagnose.Enforcement.Check;
import dev.eku.diagnose.Enforcement.Row;
import dev.eku.effect.Effect;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.DiagnosticInspection;
import dev.eku.inspect.Inspection.HostFacts;
import dev.eku.inspect.Program;
import dev.eku.inspect.RuntimeFacts;
import dev.eku.inspect.SettingKey;
import dev.eku.inspect.SettingKey.Details;
import dev.eku.inspect.SystemLibrary.Presence;
import dev.eku.plan.Plan;
import dev.eku.product.Clr;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.text.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a process checks the EKU of its TLS peers. The check is off if the runtime does not know it, or if any of
 * three settings says so; no setting can turn it on (Microsoft reference source,
 * {@code ServicePointManager.Configuration.cs}). Pure.
 */
public final class EnforcementRule {
    private static final List<Effect.Kind> BEST_FIRST =
            List.of(Effect.Kind.EFFECTIVE, Effect.Kind.UNKNOWN, Effect.Kind.PENDING);

    private final DiagnosticInspection inspected;
    private final ApplicationFacts application;
    private final RuntimeFacts runtime;
    private final SettingKey key;
    private final Optional<RegistryTarget> target;
    private final Optional<RegistryValue> value;

    private EnforcementRule(
            DiagnosticInspection inspected,
            ApplicationFacts application,
            Optional<RegistryTarget> target,
            Optional<RegistryValue> value) {
        this.inspected = inspected;
        this.application = application;
        this.runtime = inspected.runtime(application);
        this.key = inspected.inspection().key(view(), application.application().clr());
        this.target = target;
        this.value = value;
    }

    /** What the process of an inspected application does. */
    public static Enforcement judge(DiagnosticInspection inspected, ApplicationFacts application) {
        Optional<RegistryTarget> target = application.target(Setting.REQUIRE_CERTIFICATE_EKUS);
        return new EnforcementRule(inspected, application, target, valueOf(inspected, application, target))
                .enforcement(Optional.empty());
    }

    /** What the process will do after a plan for the same host is carried out. */
    public static Enforcement after(DiagnosticInspection inspected, ApplicationFacts application, Plan plan) {
        Optional<RegistryTarget> target = application.target(Setting.REQUIRE_CERTIFICATE_EKUS);
        Optional<RegistryValue> value = valueOf(inspected, application, target);
        for (Action action : plan.actions()) {
            if (action.changedValue().equals(target)) {
                value = after(action, value);
            }
        }
        return new EnforcementRule(inspected, application, target, value).enforcement(Optional.of(plan));
    }

    private static Optional<RegistryValue> valueOf(
            DiagnosticInspection inspected, ApplicationFacts application, Optional<RegistryTarget> target) {
        return target.flatMap(at -> inspected
                .inspection()
                .key(at.view(), application.application().clr())
                .value(at.valueName()));
    }

    private static Optional<RegistryValue> after(Action action, Optional<RegistryValue> before) {
        if (action instanceof SetValue set) {
            return Optional.of(set.value());
        }
        return action instanceof DeleteValue ? Optional.empty() : before;
    }

    private Enforcement enforcement(Optional<Plan> plan) {
        List<Row> rows = rows();
        Check check = switch (rows.get(0)) {
            case NO_CODE -> Check.NOT_IMPLEMENTED;
            case SWITCH, PER_APPLICATION, GLOBAL -> Check.OFF;
            case OTHERWISE -> Check.ON;
        };
        Row best = best(rows, plan);
        boolean certain = isCertain(rows)
                && hidden().ofTheCheck(rows).isEmpty()
                && inspected.inspection().journal().unreadable().isEmpty()
                && (best != Row.GLOBAL || restarts(plan) || !process().mayHaveLookedNoFurther());
        return new Enforcement(
                application.application(),
                check,
                rows,
                certain,
                effect(rows, best, plan),
                new EnforcementInputs(inspected, application).all(value));
    }

    /** The rows that match. The first one decides; if several turn the check off, each alone is enough. */
    private List<Row> rows() {
        List<Row> off = new ArrayList<>();
        if (runtime.library().presence() == Presence.ABSENT) {
            off.add(Row.NO_CODE);
        }
        if (runtime.isSwitchedOff() && hasSwitches(inspected, application)) {
            off.add(Row.SWITCH);
        }
        if (value.filter(RegistryValue::isZeroToNet).isPresent()) {
            off.add(Row.PER_APPLICATION);
        }
        // The reader fails at a value of the application that is too long, and then reads nothing more.
        if (value.filter(RegistryValue::failsNet).isEmpty()
                && key.details()
                        .flatMap(Details::global)
                        .filter(RegistryValue::isZeroToNet)
                        .isPresent()) {
            off.add(Row.GLOBAL);
        }
        return off.isEmpty() ? List.of(Row.OTHERWISE) : off;
    }

    /** Whether its runtime certainly reads AppContext switches. */
    static boolean hasSwitches(DiagnosticInspection inspected, ApplicationFacts application) {
        return application.application().clr() == Clr.V4
                && inspected
                        .inspection()
                        .host()
                        .netRelease()
                        .filter(release -> release >= RuntimeFacts.FIRST_WITH_SWITCHES)
                        .isPresent();
    }

    /**
     * The check is certainly off if a registry value turns it off that is always read. The machine's switch counts only
     * if the file does not say otherwise. The check is certainly on only if nothing is hidden that could turn it off.
     */
    private boolean isCertain(List<Row> rows) {
        if (!application.program().isSure()) {
            // Nothing is certain about a process that may run another program.
            return false;
        }
        boolean configHidden = runtime.isConfigHidden();
        if (rows.equals(List.of(Row.SWITCH))) {
            return !configHidden && !hasUnreadSwitches(application);
        }
        if (!rows.contains(Row.OTHERWISE)) {
            return true;
        }
        boolean switchHidden = application.application().clr() == Clr.V4
                && runtime.isSwitchedOff()
                && host().netRelease().isEmpty();
        return runtime.library().presence() != Presence.UNKNOWN
                && target.isPresent()
                && !switchHidden
                && !configHidden
                && !hasUnreadSwitches(application);
    }

    /**
     * Whether it reads the switch from files that eku did not read. ASP.NET sets switches by the appSettings of each
     * application's web.config and those above it (dotnet/docs 6675); other native hosts read files of their own
     * applications.
     */
    static boolean hasUnreadSwitches(ApplicationFacts application) {
        return application.program().program() instanceof Program.ClrHost;
    }

    /**
     * A process that has read any setting that turns the check off does not check. So the row with the best effect
     * counts.
     */
    private Row best(List<Row> rows, Optional<Plan> plan) {
        return rows.stream()
                .min(Comparator.comparing(
                        row -> BEST_FIRST.indexOf(effect(row, plan).kind())))
                .orElseThrow();
    }

    private Effect effect(List<Row> rows, Row best, Optional<Plan> plan) {
        Effect effect = effect(best, plan);
        List<KeyPath> hidden = hidden().turningOff();
        boolean mayHaveReadThem = best == Row.OTHERWISE || effect.kind() == Effect.Kind.PENDING;
        if (mayHaveReadThem
                && !hidden.isEmpty()
                && !restarts(plan)
                && !process().isStopped()) {
            return new Effect(
                    Effect.Kind.UNKNOWN,
                    Message.of(
                            "diagnose.effect.hidden",
                            hidden.stream().map(KeyPath::toString).toList()));
        }
        return best == rows.get(0)
                ? effect
                : new Effect(
                        effect.kind(),
                        Message.of("diagnose.effect.also", Message.of("diagnose.row." + best), effect.reason()));
    }

    private Effect effect(Row row, Optional<Plan> plan) {
        boolean changes = (row == Row.PER_APPLICATION || row == Row.OTHERWISE)
                && plan.stream()
                        .flatMap(made -> made.actions().stream())
                        .anyMatch(action -> action.changedValue().equals(target) && target.isPresent());
        if (restarts(plan)) {
            return RunningProcess.restarted();
        }
        return changes ? process().afterAChange() : process().effect(row);
    }

    private HiddenKeys hidden() {
        return new HiddenKeys(inspected, application);
    }

    private RunningProcess process() {
        return new RunningProcess(inspected, application, target);
    }

    private boolean restarts(Optional<Plan> plan) {
        return plan.stream()
                .flatMap(made -> made.actions().stream())
                .flatMap(action -> action instanceof StartService start ? Stream.of(start.service()) : Stream.empty())
                .anyMatch(name -> application
                        .service()
                        .filter(service -> service.config().name().equals(name))
                        .isPresent());
    }

    private RegistryView view() {
        return application.view();
    }

    private HostFacts host() {
        return inspected.inspection().host();
    }
}
