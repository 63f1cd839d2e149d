package dev.eku.diagnose;

import dev.eku.action.Action.SetValue;
import dev.eku.diagnose.Enforcement.Input;
import dev.eku.diagnose.Enforcement.Kind;
import dev.eku.diagnose.Enforcement.Row;
import dev.eku.error.Messages;
import dev.eku.host.HostRef;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.Examination;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.RuntimeFacts;
import dev.eku.journal.JournalRecord;
import dev.eku.product.Application;
import dev.eku.product.Exemption;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What to do next, with commands for the host and the exemption that were looked at. Immutable. */
record NextStep(Examination examination) {
    /** The catalogue's advice of that key. */
    String of(String key) {
        return advice(key);
    }

    /** What to do where the check is on and no exemption stands. */
    String notExempt(PeersSeen peers) {
        if (peers.judge() != Judge.OWN_APPLICATION) {
            return of("not-exempt");
        }
        return peers.anyFails() ? advice("not-exempt-own", lacking(peers)) : of("ask-peers");
    }

    /** What to do as long as an exemption is in effect. */
    String whileEffective(PeersSeen peers) {
        if (peers.judge() != Judge.OWN_APPLICATION) {
            return of("effective");
        }
        return peers.anyFails() ? advice("effective-own", lacking(peers)) : of("ask-peers-exempt");
    }

    private static String lacking(PeersSeen peers) {
        List<String> purposes = peers.lacking();
        return purposes.size() == 1
                ? purposes.get(0)
                : Messages.text("certificate.request.both", purposes.get(0), purposes.get(1));
    }

    /** What to do about an exemption whose last day is over. */
    String expired(ApplicationFacts application, Enforcement enforcement) {
        return advice("expired", removal(application, enforcement));
    }

    /** How to restart an application of which nothing proves that it has read the exemption. */
    String perhapsPending(ApplicationFacts application) {
        return of(application.service().isPresent() ? "perhaps-pending" : "perhaps-pending-by-hand");
    }

    /**
     * How to take the exemption back: all that turns the check off, since each does so alone. A rollback comes last; it restarts the
     * service, which then reads what is left.
     */
    String removal(ApplicationFacts application, Enforcement enforcement) {
        List<String> removals = enforcement.rows().stream()
                .filter(row -> row != Row.NO_CODE)
                .sorted(Comparator.comparing(row -> row == Row.PER_APPLICATION))
                .map(row -> removal(application, enforcement, row))
                .toList();
        return removals.size() == 1
                ? removals.get(0)
                : Messages.text("diagnose.next.all-of", String.join("; ", removals));
    }

    /** By the record of the value where there is one, else by hand. */
    private String removal(ApplicationFacts application, Enforcement enforcement, Row row) {
        RegistryTarget target =
                application.target(Setting.REQUIRE_CERTIFICATE_EKUS).orElseThrow();
        return switch (row) {
            case PER_APPLICATION ->
                written(target).map(this::rollback).orElseGet(() -> {
                    String command = delete(target.view(), target.key(), target.valueName());
                    return inspection()
                            .recorded()
                            .map(record -> advice("delete-recorded", command, named(record)))
                            .orElseGet(() -> advice("delete", command));
                });
            case GLOBAL ->
                advice(
                        "delete-for-all",
                        delete(
                                target.view(),
                                RegistryTarget.runtimeKey(
                                        application.application().clr()),
                                Setting.REQUIRE_CERTIFICATE_EKUS.globalName()));
            case NO_CODE, SWITCH, OTHERWISE -> advice("remove-switch", switchedOffBy(application, enforcement));
        };
    }

    /** That of the machine counts once the file does not say otherwise any more. */
    private String switchedOffBy(ApplicationFacts application, Enforcement enforcement) {
        Stream<Input> config = enforcement.inputs().stream()
                .filter(input -> Row.SWITCH.deciding().contains(input.kind()))
                .filter(input -> input.value()
                        .filter((RuntimeFacts.SWITCH + "=true")::equals)
                        .isPresent());
        Stream<Input> machine = Stream.of(enforcement.input(Kind.MACHINE_SWITCH))
                .filter(input -> examination.runtime(application).machineWide().orElse(false));
        return Stream.concat(config, machine).map(Input::place).collect(Collectors.joining("; "));
    }

    /** The run that wrote the value, where it stands; one that only recorded why the value is there does not take it away. */
    private Optional<JournalRecord> written(RegistryTarget target) {
        return inspection()
                .journal()
                .standing()
                .filter(record -> record.steps().stream()
                        .anyMatch(step -> step.action() instanceof SetValue set
                                && set.target().equals(target)
                                && step.result().isPresent()))
                .reduce((earlier, later) -> later);
    }

    private String rollback(JournalRecord record) {
        return advice("rollback", named(record));
    }

    /** How to mean that record, where it is not the one that is meant without a name. */
    private String named(JournalRecord record) {
        boolean last =
                inspection().journal().lastToRollBack().filter(record::equals).isPresent();
        return last ? "" : " -Deku.record=" + record.id();
    }

    private Inspection inspection() {
        return examination.inspection();
    }

    private String delete(RegistryView view, KeyPath path, String name) {
        String only = switch (view) {
            case VIEW_64 -> " /reg:64";
            case VIEW_32 -> " /reg:32";
            case ONLY -> "";
        };
        return "reg.exe delete \"" + server() + path + "\" /v \"" + name + "\" /f" + only;
    }

    /** Before a key of another machine; nothing before one of this machine or of a simulated host. */
    private String server() {
        HostRef ref = inspection().host().ref();
        Optional<String> server = ref.scheme().equals(HostRef.UNC) ? Optional.of(ref.rest()) : ref.server();
        return server.map(name -> "\\\\" + name + "\\").orElse("");
    }

    /** @param details the text's third argument and those after it; before them come the host, and the exemption on it */
    private String advice(String key, String... details) {
        return Messages.text(
                "diagnose.next." + key,
                Stream.concat(Stream.of(hosts(), exemption()), Stream.of(details))
                        .toArray());
    }

    private String hosts() {
        String hosts = "-Deku.hosts=" + inspection().host().ref();
        return hosts.indexOf(' ') < 0 ? hosts : "\"" + hosts + "\"";
    }

    /** The host and how to mean the same exemption there. Applications of one's own have no parameter; they stand in the POM. */
    private String exemption() {
        Exemption exemption = inspection().exemption();
        String product = exemption.product().map(id -> " -Deku.product=" + id).orElse("");
        String own = exemption.applications().stream().map(Application::id).collect(Collectors.joining(", "));
        return hosts() + product + (own.isEmpty() ? "" : Messages.text("diagnose.next.of-the-pom", own));
    }
}
