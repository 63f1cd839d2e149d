package dev.eku.diagnose;

import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.ConfigFile;
import dev.eku.inspect.DiagnosticInspection;
import dev.eku.inspect.RuntimeFacts;
import dev.eku.inspect.SettingKey;
import dev.eku.inspect.SettingKey.Details;
import dev.eku.plan.Misplacement;
import dev.eku.product.Clr;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.RegistryView;
import dev.eku.text.Message;
import java.util.ArrayList;
import java.util.List;

/** Values that were meant to turn the check off, but do not: in the wrong place, of the wrong type, or misspelled. */
final class Misplaced {
    private Misplaced() {}

    /** A line for each such value. */
    static List<Message> of(DiagnosticInspection inspected, ApplicationFacts application) {
        List<Message> lines = new ArrayList<>();
        for (Misplacement stray : Misplacement.meantFor(application, inspected.inspection())) {
            lines.add(Message.of("diagnose.misplaced.leftover", stray.kind().name(), stray.what()));
        }
        RuntimeFacts runtime = inspected.runtime(application);
        lines.addAll(global(inspected, application));
        // The machine's switch is meant for other applications if this one's runtime has never known switches.
        boolean ofTheMachine = application.application().clr() == Clr.V4;
        runtime.machineSwitch()
                .filter(value -> ofTheMachine && runtime.machineWide().isEmpty())
                .map(value ->
                        Message.of("diagnose.misplaced.switch", RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH, value))
                .ifPresent(lines::add);
        boolean meant = ofTheMachine
                ? runtime.isSwitchedOff()
                : runtime.config().flatMap(ConfigFile::override).orElse(false);
        if (isTooOldForSwitches(inspected, application) && meant) {
            lines.add(Message.of("diagnose.misplaced.no-switches", RuntimeFacts.SWITCH));
        }
        return lines;
    }

    /** Whether the release or runtime is known to be older than .NET Framework 4.6, which introduced AppContext. */
    private static boolean isTooOldForSwitches(DiagnosticInspection inspected, ApplicationFacts application) {
        boolean known = application.application().clr() == Clr.V2
                || inspected.inspection().host().netRelease().isPresent();
        return known && !EnforcementRule.hasSwitches(inspected, application);
    }

    /**
     * Values for every application of the runtime that have the wrong type, or are right but in the view that it does
     * not read.
     */
    private static List<Message> global(DiagnosticInspection inspected, ApplicationFacts application) {
        RegistryView view = application.view();
        List<Message> lines = new ArrayList<>();
        for (SettingKey key : inspected.inspection().keys()) {
            if (key.clr() == application.application().clr()) {
                boolean read = key.view() == view;
                key.details()
                        .flatMap(Details::global)
                        .filter(value -> read ? value.asReadByNet().isEmpty() : value.isZeroToNet())
                        .map(value -> Message.of(
                                read ? "diagnose.misplaced.global" : "diagnose.misplaced.global-view",
                                RegistryTarget.runtimeKey(key.clr()),
                                Setting.REQUIRE_CERTIFICATE_EKUS.globalName(),
                                value,
                                Message.of("view", key.view()),
                                Message.of("view", view)))
                        .ifPresent(lines::add);
            }
        }
        return lines;
    }
}
