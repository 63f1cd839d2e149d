package dev.eku.diagnose;

import dev.eku.action.Action.SetValue;
import dev.eku.diagnose.Enforcement.Row;
import dev.eku.error.Messages;
import dev.eku.host.HostRef;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.Inspection;
import dev.eku.journal.JournalRecord;
import dev.eku.product.Application;
import dev.eku.product.Exemption;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryView;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to do next, with commands for the host and the exemption that were looked at. Immutable. */
record NextStep(Inspection inspection) {
    /** The catalogue's advice of that key. */
    String of(String key) {
        return advice(key, "");
    }

    /** What to do about an exemption whose last day is over. */
    String expired(ApplicationFacts application, Row row) {
        return advice("expired", removal(application, row));
    }

    /** How to take the exemption back: by the record of its value where there is one, else by hand. */
    String removal(ApplicationFacts application, Row row) {
        RegistryTarget target =
                application.target(Setting.REQUIRE_CERTIFICATE_EKUS).orElseThrow();
        return switch (row) {
            case PER_APPLICATION ->
                written(target)
                        .map(this::rollback)
                        .orElseGet(() -> delete(
                                inspection.recorded().isPresent() ? "delete-recorded" : "delete",
                                target.view(),
                                target.key(),
                                target.valueName()));
            case GLOBAL ->
                delete(
                        "delete",
                        target.view(),
                        RegistryTarget.runtimeKey(application.application().clr()),
                        Setting.REQUIRE_CERTIFICATE_EKUS.globalName());
            case NO_CODE, SWITCH, OTHERWISE -> of("remove-switch");
        };
    }

    /** The run that wrote the value, where it stands; one that only recorded why the value is there does not take it away. */
    private Optional<JournalRecord> written(RegistryTarget target) {
        return inspection
                .journal()
                .standing()
                .filter(record -> record.steps().stream()
                        .anyMatch(step -> step.action() instanceof SetValue set
                                && set.target().equals(target)
                                && step.result().isPresent()))
                .reduce((earlier, later) -> later);
    }

    private String rollback(JournalRecord record) {
        boolean last =
                inspection.journal().lastToRollBack().filter(record::equals).isPresent();
        return advice("rollback", last ? "" : " -Deku.record=" + record.id());
    }

    private String delete(String key, RegistryView view, KeyPath path, String name) {
        return advice(
                key,
                "reg.exe delete \"" + server() + path + "\" /v \"" + name + "\" /f /reg:"
                        + (view == RegistryView.VIEW_64 ? "64" : "32"));
    }

    /** Before a key of another machine; nothing before one of this machine or of a simulated host. */
    private String server() {
        HostRef ref = inspection.host().ref();
        Optional<String> server = ref.scheme().equals(HostRef.UNC) ? Optional.of(ref.rest()) : ref.server();
        return server.map(name -> "\\\\" + name + "\\").orElse("");
    }

    private String advice(String key, String detail) {
        return Messages.text("diagnose.next." + key, hosts(), exemption(), detail);
    }

    private String hosts() {
        String hosts = "-Deku.hosts=" + inspection.host().ref();
        return hosts.indexOf(' ') < 0 ? hosts : "\"" + hosts + "\"";
    }

    /** The host and how to mean the same exemption there. Applications of one's own have no parameter; they stand in the POM. */
    private String exemption() {
        Exemption exemption = inspection.exemption();
        String product = exemption.product().map(id -> " -Deku.product=" + id).orElse("");
        String own = exemption.applications().stream().map(Application::id).collect(Collectors.joining(", "));
        return hosts() + product + (own.isEmpty() ? "" : Messages.text("diagnose.next.of-the-pom", own));
    }
}
