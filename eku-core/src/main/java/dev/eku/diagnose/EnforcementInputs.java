package dev.eku.diagnose;

import dev.eku.diagnose.Enforcement.Input;
import dev.eku.diagnose.Enforcement.Kind;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.ApplicationFacts.ServiceFacts;
import dev.eku.inspect.ConfigFile;
import dev.eku.inspect.DiagnosticInspection;
import dev.eku.inspect.Inspection.HostFacts;
import dev.eku.inspect.RuntimeFacts;
import dev.eku.inspect.SettingKey.Details;
import dev.eku.product.Clr;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that decides whether a process checks EKUs, and what was found there. Pure. */
record EnforcementInputs(DiagnosticInspection inspected, ApplicationFacts application) {
    /** @param value the application's own, as it is or will be */
    List<Input> all(Optional<RegistryValue> value) {
        List<Input> inputs = new ArrayList<>();
        Clr clr = application.application().clr();
        RuntimeFacts runtime = inspected.runtime(application);
        RegistryView view = application.view();
        HostFacts host = inspected.inspection().host();
        Optional<RegistryTarget> target = application.target(Setting.REQUIRE_CERTIFICATE_EKUS);
        inputs.add(new Input(
                Kind.RUNTIME,
                at(clr.keyName()),
                Optional.of(application.application().bitness().view())));
        inputs.add(
                clr == Clr.V4
                        ? new Input(
                                Kind.RELEASE,
                                at("NDP\\v4\\Full, Release"),
                                unless(
                                        host.isUnreadable(RegistryView.VIEW_64, HiddenKeys.RELEASE),
                                        HiddenKeys.RELEASE,
                                        host.netRelease()))
                        : new Input(
                                Kind.RELEASE,
                                at("NDP\\v3.5, Version"),
                                unless(
                                        host.isUnreadable(RegistryView.VIEW_64, HiddenKeys.VERSION),
                                        HiddenKeys.VERSION,
                                        host.net35Version())));
        inputs.add(new Input(
                Kind.LIBRARY,
                runtime.library()
                        .path()
                        .map(EnforcementInputs::at)
                        .or(runtime.library()::unread)
                        .orElseThrow(),
                Optional.of(runtime.library().presence())));
        inputs.add(new Input(
                Kind.CONFIG,
                at(runtime.config().map(ConfigFile::path).orElse("-")),
                runtime.config().flatMap(EnforcementInputs::shown)));
        runtime.hostConfig()
                .ifPresent(config -> inputs.add(new Input(Kind.HOST_CONFIG, at(config.path()), shown(config))));
        runtime.machineConfig()
                .filter(config -> config.decides() || config.state() == ConfigFile.State.UNUSABLE)
                .ifPresent(config -> inputs.add(new Input(Kind.MACHINE_CONFIG, at(config.path()), shown(config))));
        inputs.add(new Input(
                Kind.MACHINE_SWITCH,
                Message.of("action.value", view, RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH),
                unless(
                        runtime.unreadable().contains(view.stored(RuntimeFacts.APP_CONTEXT)),
                        view.stored(RuntimeFacts.APP_CONTEXT),
                        runtime.machineSwitch())));
        inputs.add(new Input(
                Kind.PER_APPLICATION,
                target.map(place -> Message.of("action.value", place.view(), place.key(), place.valueName()))
                        .orElseGet(() -> at("-")),
                value.map(is -> is)));
        inputs.add(new Input(
                Kind.GLOBAL,
                Message.of(
                        "action.value",
                        view,
                        RegistryTarget.runtimeKey(clr),
                        Setting.REQUIRE_CERTIFICATE_EKUS.globalName()),
                unless(
                        host.isUnreadable(view, RegistryTarget.runtimeKey(clr)),
                        view.stored(RegistryTarget.runtimeKey(clr)),
                        inspected.inspection().key(view, clr).details().flatMap(Details::global))));
        inputs.add(processInput());
        return inputs;
    }

    private static Optional<Object> unless(boolean unreadable, KeyPath key, Optional<?> found) {
        return unreadable ? Optional.of(Message.of("inspect.unreadable", key)) : found.map(is -> is);
    }

    private static Optional<Object> shown(ConfigFile config) {
        return switch (config.state()) {
            case ABSENT -> Optional.empty();
            case READ ->
                Optional.of(config.override()
                        .map(on -> RuntimeFacts.SWITCH + "=" + on)
                        .orElse("-"));
            case UNUSABLE -> config.problem().map(why -> why);
        };
    }

    private Input processInput() {
        Optional<ServiceFacts> service = application.service();
        return new Input(
                Kind.PROCESS,
                at(service.map(facts -> facts.config().name().toString()).orElse("-")),
                service.map(facts -> facts.status()
                        .processStarted()
                        .<Object>map(started -> started)
                        .orElse(facts.status().state())));
    }

    private static Message at(String place) {
        return Message.of("diagnose.place", place);
    }
}
