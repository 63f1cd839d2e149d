package dev.eku.bench;

import dev.eku.Eku;
import dev.eku.backend.smb.OneCallAtATime;
import dev.eku.host.Host;
import dev.eku.host.Traffic;
import dev.eku.product.Clr;
import dev.eku.product.RegistryTarget;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;

/**
 * Over SMB to one server, with the service that it has built in, so that no script takes time: eku's whole session (log
 * on, inspect, plan, apply with lock, journal, stop and start, verify, log off) beside the three bare commands of
 * Samba's {@code net rpc}, and of impacket, that set the value, stop the service and start it, in one run. The
 * commands look at nothing, and the key is made for them beforehand. Both again with the server behind
 * {@link DelayingProxy}.
 */
public final class SmbSession {
    private static final int ROUNDS = 15;
    /** Sessions before any is timed: a program that runs on is measured, not its start. */
    private static final int WARMING = 25;

    private static final int SMB = 445;

    private static final String KEY =
            RegistryTarget.keyOf(BenchLab.EXEMPTION.setting(), Clr.V4).toString();
    private static final String VALUE = "C:\\bench.exe";
    private static final String SERVICE = "Spooler";

    /** As in one data centre, and as between two. */
    private static final int[] ROUND_TRIPS = {5, 20};

    private final BenchLab lab;
    private final String server;
    /** The same server without a delay, for what is not measured. */
    private final String near;

    private SmbSession(BenchLab lab, String server) {
        this.lab = lab;
        this.server = server;
        this.near = lab.get("new");
    }

    /**
     * Prints the medians and their ratios, without a delay and at each round-trip time.
     *
     * @param args the lab's properties file; the folder of impacket's programs
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        BenchLab lab = BenchLab.of(args[0]);
        String server = lab.get("new");
        SmbSession near = new SmbSession(lab, server);
        for (int warming = 0; warming < WARMING; warming++) {
            near.byEku(warming % 2 == 0);
            near.takeBack();
        }
        near.measure(0);
        near.measureImpacket(args[1]);
        for (int milliseconds : ROUND_TRIPS) {
            // An address of its own, since impacket and Windows know only port 445.
            String far = server.substring(0, server.lastIndexOf('.') + 1) + (100 + milliseconds);
            try (DelayingProxy proxy = new DelayingProxy(
                    new InetSocketAddress(far, SMB),
                    new InetSocketAddress(server, SMB),
                    Duration.ofMillis(milliseconds))) {
                new SmbSession(lab, far).measure(milliseconds);
            }
        }
    }

    private void measure(int milliseconds) throws IOException, InterruptedException {
        long[] together = new long[ROUNDS];
        long[] single = new long[ROUNDS];
        long[] net = new long[ROUNDS];
        Traffic ofTogether = Traffic.NONE;
        Traffic ofSingle = Traffic.NONE;
        for (int round = -2; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            ofTogether = byEku(true);
            long ours = System.nanoTime() - begin;
            takeBack();
            begin = System.nanoTime();
            ofSingle = byEku(false);
            long inTurn = System.nanoTime() - begin;
            takeBack();
            net(near, "registry", "createkey", KEY);
            begin = System.nanoTime();
            byNet();
            long theirs = System.nanoTime() - begin;
            net(near, "registry", "deletekey", KEY);
            if (round >= 0) {
                together[round] = ours;
                single[round] = inTurn;
                net[round] = theirs;
            }
        }
        double theirs = BenchLab.median(net);
        System.out.println(String.format(
                Locale.ROOT,
                "Three commands of net rpc at %d ms, median of %d rounds: %.0f ms",
                milliseconds,
                ROUNDS,
                theirs));
        tell("with calls in flight", ofTogether, BenchLab.median(together), theirs);
        tell("one call at a time on a pipe", ofSingle, BenchLab.median(single), theirs);
    }

    private static void tell(String how, Traffic traffic, double ours, double theirs) {
        System.out.println(String.format(
                Locale.ROOT,
                "  a session %s: %.0f ms, ratio %.2f (%d calls, %d file requests, %d round trips)",
                how,
                ours,
                ours / theirs,
                traffic.calls(),
                traffic.fileRequests(),
                traffic.roundTrips()));
    }

    private void measureImpacket(String programs) throws IOException, InterruptedException {
        long[] impacket = new long[ROUNDS];
        net(near, "registry", "createkey", KEY);
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            byImpacket(programs);
            impacket[round] = System.nanoTime() - begin;
        }
        net(near, "registry", "deletekey", KEY);
        System.out.println(
                String.format(Locale.ROOT, "Three commands of impacket at 0 ms: %.0f ms", BenchLab.median(impacket)));
    }

    private Traffic byEku(boolean together) {
        try (Host host = together ? lab.open(server) : OneCallAtATime.open(lab.access(), server)) {
            Eku eku = Eku.on(host);
            eku.apply(eku.plan(BenchLab.EXEMPTION, BenchLab.STOP), event -> {});
            eku.verify();
            return host.traffic();
        }
    }

    private void takeBack() {
        try (Host host = lab.open(near)) {
            Eku eku = Eku.on(host);
            eku.apply(eku.planRollback(BenchLab.STOP), event -> {});
            eku.forget();
        }
    }

    private void byNet() throws IOException, InterruptedException {
        net(server, "registry", "setvalue", KEY, VALUE, "dword", "0");
        net(server, "service", "stop", SERVICE);
        net(server, "service", "start", SERVICE);
    }

    private void net(String address, String area, String verb, String... arguments)
            throws IOException, InterruptedException {
        String[] fixed = {
            "net",
            "rpc",
            area,
            verb,
            "-s",
            lab.get("lab") + "/client.conf",
            "-A",
            lab.get("lab") + "/administrator",
            "-S",
            address
        };
        String[] command = new String[fixed.length + arguments.length];
        System.arraycopy(fixed, 0, command, 0, fixed.length);
        System.arraycopy(arguments, 0, command, fixed.length, arguments.length);
        BenchLab.must(command);
    }

    private void byImpacket(String programs) throws IOException, InterruptedException {
        String target = lab.get("user") + ":" + lab.get("password") + "@" + server;
        String python = "/usr/bin/python3";
        BenchLab.must(
                python,
                programs + "/reg.py",
                target,
                "add",
                "-keyName",
                KEY,
                "-v",
                VALUE,
                "-vt",
                "REG_DWORD",
                "-vd",
                "0");
        BenchLab.must(python, programs + "/services.py", target, "stop", "-name", SERVICE);
        BenchLab.must(python, programs + "/services.py", target, "start", "-name", SERVICE);
    }
}
