package dev.eku.command;

import dev.eku.command.input.BadParameter;
import dev.eku.command.input.PeerList;
import dev.eku.command.output.RunOutput;
import dev.eku.command.run.FailOn;
import dev.eku.diagnose.peer.Judge;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerAssessment;
import dev.eku.text.Message;
import dev.eku.text.Option;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Judges certificates alone. Touches no host's settings and changes nothing. */
final class CertificatesCommand {
    private final Session session;

    CertificatesCommand(Session session) {
        this.session = session;
    }

    void run(RunOutput output) {
        FailOn limit = FailOn.PARAMETER.of(session.given());
        PeerList peers = PeerList.of(session.given());
        Optional<String> password = session.filePassword();
        if (peers.isEmpty()) {
            throw BadParameter.of(
                    "input.no-certificates",
                    session.given().name(Option.ENDPOINTS),
                    session.given().name(Option.CERTIFICATES));
        }
        Instant now = Instant.now();
        List<PeerAnswer> answers = session.certificates().at(peers, password, output);
        List<PeerAssessment> judged = answers.stream()
                .map(answer -> PeerAssessment.of(answer, Judge.NOBODY, now))
                .toList();
        output.conclude(output.reports().ofCertificates(judged));
        limit.check(Message.of("goal.certificates"), judged);
    }
}
