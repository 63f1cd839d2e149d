package dev.eku.diagnose;

import dev.eku.action.Action.SetValue;
import dev.eku.diagnose.Enforcement.Input;
import dev.eku.diagnose.Enforcement.Kind;
import dev.eku.diagnose.Enforcement.Row;
import dev.eku.diagnose.certificate.Role;
import dev.eku.diagnose.peer.Judge;
import dev.eku.diagnose.peer.PeerEvidence;
import dev.eku.host.HostRef;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.DiagnosticInspection;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.RuntimeFacts;
import dev.eku.journal.JournalRecord;
import dev.eku.product.Application;
import dev.eku.product.Exemption;
import dev.eku.product.RegistryTarget;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import dev.eku.text.Setting;
import dev.eku.text.ShellCommand.Shell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What to do next, for the host and the exemption that were inspected. Immutable. */
final class NextSteps {
    private static final dev.eku.product.Setting EKUS = dev.eku.product.Setting.REQUIRE_CERTIFICATE_EKUS;

    /** A placeholder for a day that only the reader knows. */
    private static final String DAY = "DAY";

    private final DiagnosticInspection inspected;
    /** The names of the custom applications. They are put together once, because each finding names them all. */
    private final String own;

    NextSteps(DiagnosticInspection inspected) {
        this.inspected = inspected;
        this.own = inspected.inspection().exemption().applications().stream()
                .map(Application::id)
                .collect(Collectors.joining(", "));
    }

    /** The advice with that key. */
    List<NextStep> of(String key) {
        return List.of(advice(key));
    }

    /** What to do about values that were meant to exempt an application, but do not. */
    List<NextStep> misplaced() {
        return List.of(apply("misplaced", new Setting(Option.TIDY, "true")), advice("misplaced-elsewhere"));
    }

    /** What to do about such values if the exemption's last day is over. */
    List<NextStep> misplacedAndExpired() {
        return List.of(advice("misplaced-expired"), apply("later-day", new Setting(Option.TIDY, "true"), laterDay()));
    }

    /** What to do if no product was found. */
    List<NextStep> noProduct() {
        return List.of(run("no-product", Operation.INSPECT, List.of()));
    }

    /** What to do if the runtime does not have the check yet. */
    List<NextStep> noCode() {
        return List.of(apply("no-code"));
    }

    /**
     * What to do if the check is on and no exemption is in place. Replacing a certificate is advised only if it was
     * seen to fail.
     */
    List<NextStep> notExempt(PeerEvidence peers) {
        if (peers.judge() != Judge.OWN_APPLICATION) {
            return List.of(
                    apply("not-exempt"),
                    peers.anyFails() ? advice("reissue", bothEkus()) : advice("ask-peers-product"));
        }
        return peers.anyFails()
                ? List.of(advice("reissue", lacking(peers)), apply("until-then"))
                : List.of(advice("ask-peers"), apply("only-if-one-fails"));
    }

    /** What to do as long as an exemption is in effect. */
    List<NextStep> whileEffective(PeerEvidence peers) {
        boolean isOwn = peers.judge() == Judge.OWN_APPLICATION;
        if (peers.anyFails()) {
            return List.of(advice("effective", isOwn ? lacking(peers) : bothEkus()));
        }
        return List.of(advice(isOwn ? "ask-peers-exempt" : "ask-peers-product-exempt"));
    }

    private static Object bothEkus() {
        return Message.of("diagnose.both-ekus");
    }

    private static Object lacking(PeerEvidence peers) {
        return Role.purposes(peers.lacking());
    }

    /** What to do about an exemption whose last day is over. */
    List<NextStep> expired(ApplicationFacts application, Enforcement enforcement) {
        List<NextStep> steps = new ArrayList<>(removal(application, enforcement));
        steps.add(apply("later-day", laterDay()));
        return steps;
    }

    /** How to restart an application that is older than its exemption. */
    List<NextStep> pending() {
        return List.of(apply("pending"));
    }

    /** How to restart an application if nothing proves that it has read the exemption. */
    List<NextStep> perhapsPending(ApplicationFacts application) {
        return application.service().isPresent()
                ? List.of(apply("perhaps-pending", restart()))
                : of("perhaps-pending-by-hand");
    }

    /** How to prove that it has read the exemption. */
    List<NextStep> unproven() {
        return List.of(apply("effective-unproven", restart()));
    }

    private static Setting restart() {
        return new Setting(Option.RESTART, "always");
    }

    private static Setting laterDay() {
        return new Setting(Option.EXPIRES, DAY);
    }

    /**
     * How to remove the exemption: everything that turns the check off, because each setting alone does so. A rollback
     * comes last, because it restarts the service, which then reads what is left.
     */
    List<NextStep> removal(ApplicationFacts application, Enforcement enforcement) {
        List<NextStep> steps = new ArrayList<>();
        List<Row> rows = enforcement.rows().stream()
                .filter(row -> row != Row.NO_CODE)
                .sorted(Comparator.comparing(row -> row == Row.PER_APPLICATION))
                .toList();
        if (rows.size() > 1) {
            steps.add(advice("all-of"));
        }
        rows.forEach(row -> steps.addAll(removal(application, enforcement, row)));
        return steps;
    }

    /** Uses the record of the value if there is one; otherwise, the value is deleted by hand. */
    private List<NextStep> removal(ApplicationFacts application, Enforcement enforcement, Row row) {
        RegistryTarget target = application.target(EKUS).orElseThrow();
        return switch (row) {
            case PER_APPLICATION ->
                written(target)
                        .map(record -> List.of(rollback("rollback", record)))
                        .orElseGet(() -> byHand(target));
            case GLOBAL ->
                List.of(delete(
                        "delete-for-all",
                        new RegistryTarget(
                                target.view(),
                                RegistryTarget.runtimeKey(
                                        application.application().clr()),
                                EKUS.globalName())));
            case NO_CODE, SWITCH, OTHERWISE ->
                List.of(advice("remove-switch", switchedOffBy(application, enforcement)));
        };
    }

    private List<NextStep> byHand(RegistryTarget target) {
        return inspection()
                .recorded()
                .map(record -> List.of(delete("delete-recorded", target), rollback("rollback-record", record)))
                .orElseGet(() -> List.of(delete("delete", target)));
    }

    /** The machine's switch counts after the file stops saying otherwise. */
    private List<Object> switchedOffBy(ApplicationFacts application, Enforcement enforcement) {
        Stream<Input> config = enforcement.inputs().stream()
                .filter(input -> Row.SWITCH.deciding().contains(input.kind()))
                .filter(input -> input.value()
                        .filter((RuntimeFacts.SWITCH + "=true")::equals)
                        .isPresent());
        Stream<Input> machine = Stream.of(enforcement.input(Kind.MACHINE_SWITCH))
                .filter(input -> inspected.runtime(application).machineWide().orElse(false));
        return Stream.concat(config, machine).<Object>map(Input::place).toList();
    }

    /**
     * The standing run that wrote the value. A rollback of a run that only recorded why the value is there does not
     * remove it.
     */
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

    /** Names the record, unless a rollback without a name means the same one. */
    private NextStep rollback(String key, JournalRecord record) {
        boolean last =
                inspection().journal().lastToRollBack().filter(record::equals).isPresent();
        return run(
                key,
                Operation.ROLLBACK,
                last ? List.of() : List.of(new Setting(Option.RECORD, String.valueOf(record.id()))));
    }

    private Inspection inspection() {
        return inspected.inspection();
    }

    private NextStep delete(String key, RegistryTarget target) {
        List<String> command =
                new ArrayList<>(List.of("reg.exe", "delete", server() + target.key(), "/v", target.valueName(), "/f"));
        switch (target.view()) {
            case VIEW_64 -> command.add("/reg:64");
            case VIEW_32 -> command.add("/reg:32");
            case ONLY -> {}
        }
        return new NextStep.Command(message(key), command, Shell.WINDOWS);
    }

    /** The prefix of a key on another machine; empty for this machine or a simulated host. */
    private String server() {
        HostRef ref = inspection().host().ref();
        Optional<String> server = ref.scheme().equals(HostRef.UNC) ? Optional.of(ref.rest()) : ref.server();
        return server.map(name -> "\\\\" + name + "\\").orElse("");
    }

    /** The step to exempt the same applications on the same host. */
    private NextStep apply(String key, Setting... settings) {
        Exemption exemption = inspection().exemption();
        List<Setting> all = new ArrayList<>();
        exemption.product().ifPresent(id -> all.add(new Setting(Option.PRODUCT, id)));
        if (!exemption.applications().isEmpty()) {
            all.add(new Setting(Option.APPLICATIONS, own));
        }
        all.addAll(List.of(settings));
        return run(key, Operation.APPLY, all);
    }

    /** In a fleet, the step is for this one host. */
    private NextStep run(String key, Operation operation, List<Setting> settings) {
        List<Setting> all = new ArrayList<>();
        all.add(new Setting(Option.HOSTS, inspection().host().ref().toString()));
        all.addAll(settings);
        return new NextStep.Run(message(key), operation, all);
    }

    private static NextStep advice(String key, Object... arguments) {
        return new NextStep.Advice(message(key, arguments));
    }

    private static Message message(String key, Object... arguments) {
        return Message.of("diagnose.next." + key, arguments);
    }
}
