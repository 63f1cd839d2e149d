package dev.eku.report.html;

import dev.eku.diagnose.DiagnosedHost;
import dev.eku.diagnose.Diagnosis;
import dev.eku.diagnose.Enforcement;
import dev.eku.diagnose.Enforcement.Input;
import dev.eku.diagnose.Enforcement.Kind;
import dev.eku.diagnose.certificate.Remark;
import dev.eku.diagnose.events.PeerSymptom;
import dev.eku.diagnose.events.Symptoms;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerAssessment;
import dev.eku.inspect.DownService;
import dev.eku.inspect.Inspection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Hosts with the same findings. They are compared by values: by what was found and judged, but not by words, by the
 * time of the inspection, or by the time at which a process started. Immutable.
 *
 * @param hosts at least one, in their order
 */
record Alike(List<DiagnosedHost> hosts) {
    Alike {
        hosts = List.copyOf(hosts);
    }

    /**
     * The hosts of a page, with the most urgent ones first. If there are many, equal hosts are grouped; otherwise, each
     * is by itself.
     */
    static List<Alike> of(List<DiagnosedHost> hosts) {
        return Group.of(hosts, Alike::values, Comparator.comparing(Level::of)).stream()
                .map(group -> new Alike(group.members()))
                .toList();
    }

    /** The host that is described in full. */
    DiagnosedHost first() {
        return hosts.get(0);
    }

    /** The others. */
    List<DiagnosedHost> others() {
        return hosts.subList(1, hosts.size());
    }

    /** Whether they need no action. */
    boolean isWell() {
        return urgency() == Level.WELL;
    }

    /** How urgent they are. */
    Level urgency() {
        return Level.of(first());
    }

    private static List<DownService> down(Diagnosis diagnosis) {
        return DownService.of(diagnosis.inspected().inspection());
    }

    private static List<Object> values(DiagnosedHost host) {
        return host.diagnosis()
                .map(Alike::values)
                .orElseGet(() -> List.of(host.failure().map(why -> why.code())));
    }

    private static List<Object> values(Diagnosis diagnosis) {
        Inspection inspection = diagnosis.inspected().inspection();
        List<Object> values = new ArrayList<>();
        values.add(inspection.host().simulated());
        values.add(inspection.products());
        values.add(down(diagnosis));
        // The content of eku's record concerns the same exemption on each host.
        values.add(inspection.recorded().map(record -> record.exemption()));
        values.add(inspection.exemption());
        diagnosis.findings().forEach(finding -> {
            values.add(finding.situation());
            values.add(finding.about());
            values.add(finding.confidence());
        });
        diagnosis.enforcements().forEach(enforcement -> values.add(values(enforcement)));
        diagnosis.peers().forEach(peer -> values.add(values(peer)));
        values.add(values(diagnosis.symptoms()));
        return values;
    }

    private static List<Object> values(Enforcement enforcement) {
        List<Object> values = new ArrayList<>();
        values.add(enforcement.application());
        values.add(enforcement.check());
        values.add(enforcement.rows());
        values.add(enforcement.certain());
        values.add(enforcement.effect().kind());
        for (Input input : enforcement.inputs()) {
            values.add(input.kind());
            values.add(input.place());
            // The value of this input is the time at which the process started.
            values.add(input.kind() == Kind.PROCESS ? Optional.empty() : input.value());
        }
        return values;
    }

    private static List<Object> values(PeerAssessment peer) {
        Optional<Object> failure = Optional.empty();
        if (peer.answer() instanceof PeerAnswer.Failed failed) {
            failure = Optional.of(failed.failure());
        } else if (peer.answer() instanceof PeerAnswer.UnreadableFile unread) {
            failure = Optional.of(unread.why().code());
        }
        // The words of a remark include how long a certificate is still valid.
        List<Remark.Kind> kinds = peer.remarks().stream().map(Remark::kind).toList();
        return List.of(peer.answer().name(), peer.judge(), failure, peer.chain(), peer.verdicts(), kinds);
    }

    private static List<Object> values(Symptoms symptoms) {
        List<Object> values = new ArrayList<>();
        values.add(symptoms.checked());
        symptoms.gaps().forEach(gap -> values.add(gap.getClass()));
        for (PeerSymptom peer : symptoms.peers()) {
            values.add(peer.name());
            values.add(peer.pair());
            values.add(peer.isFlapping());
        }
        return values;
    }
}
