package dev.eku.bench;

import dev.eku.Eku;
import dev.eku.host.Host;
import java.io.IOException;
import java.util.Locale;

/**
 * What encryption costs: the same sessions with a server that encrypts and with the same one after it was started again
 * without, in turn. The service is one that the server has built in, so that no script takes time.
 */
public final class SmbEncryption {
    private static final int TURNS = 4;
    private static final int SESSIONS = 15;

    private SmbEncryption() {}

    /**
     * Prints the medians and their ratio.
     *
     * @param args the lab's properties file
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        BenchLab lab = BenchLab.of(args[0]);
        long[] encrypted = new long[TURNS * SESSIONS];
        long[] signed = new long[TURNS * SESSIONS];
        for (int turn = 0; turn < TURNS; turn++) {
            measure(lab, "required", encrypted, turn);
            measure(lab, "off", signed, turn);
        }
        System.out.println(String.format(
                Locale.ROOT,
                "A session over SMB, medians of %d: encrypted %.1f ms, signed %.1f ms (ratio %.2f)",
                TURNS * SESSIONS,
                BenchLab.median(encrypted),
                BenchLab.median(signed),
                BenchLab.median(encrypted) / BenchLab.median(signed)));
    }

    private static void measure(BenchLab lab, String encryption, long[] times, int turn)
            throws IOException, InterruptedException {
        BenchLab.must("bash", lab.get("script"), "stop", "new");
        BenchLab.must("bash", lab.get("script"), "start", "--encryption", encryption, "0");
        for (int session = -5; session < SESSIONS; session++) {
            long begin = System.nanoTime();
            try (Host host = lab.open(lab.get("new"))) {
                Eku eku = Eku.on(host);
                eku.apply(eku.plan(BenchLab.EXEMPTION, BenchLab.STOP), event -> {});
                eku.verify();
            }
            if (session >= 0) {
                times[turn * SESSIONS + session] = System.nanoTime() - begin;
            }
            try (Host host = lab.open(lab.get("new"))) {
                Eku eku = Eku.on(host);
                eku.apply(eku.planRollback(BenchLab.STOP), event -> {});
                eku.forget();
            }
        }
    }
}
