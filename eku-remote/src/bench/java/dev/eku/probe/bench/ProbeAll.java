package dev.eku.probe.bench;

import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.probe.ProbeLimits;
import dev.eku.probe.TlsProbe;
import java.util.Arrays;
import java.util.List;

/** Probes the endpoints given once, in a JVM that has done nothing before; prints the milliseconds it took. */
final class ProbeAll {
    private ProbeAll() {}

    /**
     * Probes, and fails if one shows nothing.
     *
     * @param arguments how many together, then the endpoints
     */
    public static void main(String[] arguments) {
        List<PeerEndpoint> endpoints =
                Arrays.stream(arguments).skip(1).map(PeerEndpoint::parse).toList();
        ProbeLimits limits =
                new ProbeLimits(ProbeLimits.USUAL.connect(), ProbeLimits.USUAL.whole(), Integer.parseInt(arguments[0]));
        long begin = System.nanoTime();
        List<PeerAnswer> answers = new TlsProbe(limits).probe(endpoints);
        long milliseconds = (System.nanoTime() - begin) / 1_000_000;
        for (PeerAnswer answer : answers) {
            if (!(answer instanceof PeerAnswer.Presented)) {
                throw new IllegalStateException(answer.toString());
            }
        }
        System.out.println(milliseconds);
    }
}
