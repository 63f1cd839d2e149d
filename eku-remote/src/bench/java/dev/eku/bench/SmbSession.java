package dev.eku.bench;

import dev.eku.Eku;
import dev.eku.host.Host;
import dev.eku.product.Clr;
import dev.eku.product.RegistryTarget;
import java.io.IOException;
import java.util.Locale;

/**
 * Over SMB to one server, with the service that it has built in, so that no script takes time: eku's whole session (log
 * on, inspect, plan, apply with lock, journal, stop and start, verify, log off) beside the three bare commands of
 * Samba's {@code net rpc} and of impacket that set the value, stop the service and start it, in turn, in one run. The
 * commands look at nothing, and the key is made for them beforehand.
 */
public final class SmbSession {
    private static final int ROUNDS = 15;
    /** Sessions before any is timed: a program that runs on is measured, not its start. */
    private static final int WARMING = 25;

    private static final String KEY =
            RegistryTarget.keyOf(BenchLab.EXEMPTION.setting(), Clr.V4).toString();
    private static final String VALUE = "C:\\bench.exe";
    private static final String SERVICE = "Spooler";

    private final BenchLab lab;
    private final String server;

    private SmbSession(BenchLab lab) {
        this.lab = lab;
        this.server = lab.get("new");
    }

    /**
     * Prints the medians and their ratios.
     *
     * @param args the lab's properties file; the folder of impacket's programs
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        SmbSession session = new SmbSession(BenchLab.of(args[0]));
        long[] eku = new long[ROUNDS];
        long[] net = new long[ROUNDS];
        long[] impacket = new long[ROUNDS];
        int requests = 0;
        for (int warming = 0; warming < WARMING; warming++) {
            session.byEku();
            session.takeBack();
        }
        for (int round = -3; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            requests = session.byEku();
            long ours = System.nanoTime() - begin;
            session.takeBack();
            session.net("registry", "createkey", KEY);
            begin = System.nanoTime();
            session.byNet();
            long theirs = System.nanoTime() - begin;
            begin = System.nanoTime();
            session.byImpacket(args[1]);
            long others = System.nanoTime() - begin;
            session.net("registry", "deletekey", KEY);
            if (round >= 0) {
                eku[round] = ours;
                net[round] = theirs;
                impacket[round] = others;
            }
        }
        double ours = BenchLab.median(eku);
        System.out.println(String.format(
                Locale.ROOT,
                "A session over SMB, medians of %d rounds: eku %.0f ms (%d requests), three commands of net rpc %.0f ms (ratio %.2f), of impacket %.0f ms (ratio %.2f)",
                ROUNDS,
                ours,
                requests,
                BenchLab.median(net),
                ours / BenchLab.median(net),
                BenchLab.median(impacket),
                ours / BenchLab.median(impacket)));
    }

    private int byEku() {
        try (Host host = lab.open(server)) {
            Eku eku = Eku.on(host);
            eku.apply(eku.plan(BenchLab.EXEMPTION, BenchLab.STOP), event -> {});
            eku.verify();
            return host.requests();
        }
    }

    private void takeBack() {
        try (Host host = lab.open(server)) {
            Eku eku = Eku.on(host);
            eku.apply(eku.planRollback(BenchLab.STOP), event -> {});
            eku.forget();
        }
    }

    private void byNet() throws IOException, InterruptedException {
        net("registry", "setvalue", KEY, VALUE, "dword", "0");
        net("service", "stop", SERVICE);
        net("service", "start", SERVICE);
    }

    private void net(String area, String verb, String... arguments) throws IOException, InterruptedException {
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
            server
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
