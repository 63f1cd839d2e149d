package dev.eku.diagnose;

import static dev.eku.FrontEnd.pending;
import static dev.eku.diagnose.DiagnosisCase.BOTH;
import static dev.eku.diagnose.DiagnosisCase.CA;
import static dev.eku.diagnose.DiagnosisCase.CONNECTED;
import static dev.eku.diagnose.DiagnosisCase.NOW;
import static dev.eku.diagnose.DiagnosisCase.both;
import static dev.eku.diagnose.DiagnosisCase.diagnose;
import static dev.eku.diagnose.DiagnosisCase.kept;
import static dev.eku.diagnose.DiagnosisCase.serverOnly;
import static dev.eku.diagnose.DiagnosisCase.storm;
import static dev.eku.diagnose.DiagnosisCase.writtenLate;
import static dev.eku.diagnose.FindingAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.Told;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.diagnose.Finding.Confidence;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.registry.RegistryValue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No restart is advised for nothing. */
final class NeedlessRestartTest {
    private static final Instant LATELY = NOW.minusSeconds(60);

    private final MemoryHostBuilder frontEnd = FrontEnd.frontEnd();

    @Test
    void restartIsNotAdvisedWhereAllPeersPass() {
        Finding finding = diagnose(pending(LATELY).log("Lync Server", CONNECTED).build(), both())
                .first();

        assertThat(finding).says(Situation.NO_LONGER_NEEDED, Confidence.LIKELY);
        assertThat(Told.next(finding)).startsWith("roll the exemption back").doesNotContain("apply with");
        assertThat(Told.evidence(finding))
                .contains("service RTCDATAMCU started at 2017-06-10T02:00:00Z, before the value was written at"
                        + " 2017-06-10T02:59:00Z");
    }

    @Test
    void restartIsAdvisedWhereOnlyAFilePasses() {
        MemoryHost stormy = pending(LATELY)
                .log("Lync Server", storm(Duration.ofMinutes(30), 25))
                .build();
        PeerAnswer file = kept(BOTH.build(), CA.build());

        assertThat(diagnose(stormy, file).first()).says(Situation.RESTART_PENDING);
        assertThat(diagnose(pending(LATELY).build(), file).first()).says(Situation.RESTART_PENDING);
        assertThat(diagnose(pending(LATELY).log("Lync Server").build(), file).first())
                .says(Situation.NO_LONGER_NEEDED);
    }

    @Test
    void stormInAProcessThatChecksIsAnotherCauseWhereAllPeersPass() {
        MemoryHost host = pending(LATELY)
                .log("Lync Server", storm(Duration.ofMinutes(30), 25))
                .build();

        assertThat(diagnose(host, both()).findings())
                .extracting(Finding::situation)
                .containsExactly(Situation.OTHER_CAUSE, Situation.NO_LONGER_NEEDED);
        assertThat(Told.cause(diagnose(host, both()).first()))
                .isEqualTo("connections are lost, but every peer that was looked at passes the check");
    }

    @Test
    void expiredExemptionIsNotPutIntoEffect() {
        MemoryHost host = writtenLate()
                .log("Lync Server", storm(Duration.ofMinutes(30), 25))
                .build();

        Diagnosis diagnosis =
                Eku.on(host).diagnose(FrontEnd.EXEMPTION.until(LocalDate.of(2017, 6, 9)), List.of(serverOnly()));

        assertThat(diagnosis.findings()).extracting(Finding::situation).containsExactly(Situation.EXPIRED);
        assertThat(Told.evidence(diagnosis.first()))
                .contains("service RTCDATAMCU started at 2017-06-10T02:00:00Z, before the key was last written at"
                        + " 2017-06-10T02:59:00Z; eku cannot tell whether this value was written then or another one")
                .anyMatch(line -> line.startsWith("events 41025 and 41026 alternate"));
    }

    @Test
    void misplacedValueIsNotPutRightWhereAllPeersPass() {
        MemoryHost host = frontEnd.value(FrontEnd.KEY, FrontEnd.PATH, RegistryValue.string("0"))
                .build();

        Diagnosis diagnosis = diagnose(host, both());

        assertThat(diagnosis.findings())
                .extracting(Finding::situation)
                .containsExactly(Situation.MISPLACED, Situation.NOT_AFFECTED);
        assertThat(Told.next(diagnosis.first()))
                .isEqualTo("nothing needs it: remove by hand what is in the wrong place or form");
        assertThat(Told.next(diagnose(host, serverOnly()).first()))
                .startsWith(
                        "write the right value and remove what has no effect: apply with hosts=memory:FE01, tidy=true");
        assertThat(diagnose(host, kept(BOTH.build(), CA.build())).findings())
                .extracting(Told::next)
                .singleElement()
                .asString()
                .startsWith(
                        "write the right value and remove what has no effect: apply with hosts=memory:FE01, tidy=true");
    }
}
