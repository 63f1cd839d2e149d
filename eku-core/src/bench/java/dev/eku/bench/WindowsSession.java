package dev.eku.bench;

import dev.eku.Eku;
import dev.eku.host.Host;
import dev.eku.host.Hosts;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.ProductCatalog;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * On Windows: inspect, plan, apply (value only) and verify by eku, beside the same work by {@code reg.exe} and {@code sc.exe},
 * in turn, in one run. The commands are fewer than what eku reads and writes (no journal, no lock, no check of rights), which
 * favours them.
 */
public final class WindowsSession {
    private static final int ROUNDS = 15;
    private static final Exemption EXEMPTION = Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS);

    private WindowsSession() {}

    /** Prints the medians and their ratio. */
    public static void main(String[] args) throws IOException, InterruptedException {
        long[] eku = new long[ROUNDS];
        long[] commands = new long[ROUNDS];
        try (Host host = Hosts.open("local:")) {
            for (int round = -3; round < ROUNDS; round++) {
                long begin = System.nanoTime();
                byEku(host);
                long middle = System.nanoTime();
                byCommands();
                long end = System.nanoTime();
                if (round >= 0) {
                    eku[round] = middle - begin;
                    commands[round] = end - middle;
                }
                takeBack(host);
            }
        }
        Arrays.sort(eku);
        Arrays.sort(commands);
        long ours = eku[ROUNDS / 2];
        long theirs = commands[ROUNDS / 2];
        System.out.println("eku session: median " + ours / 1_000 + " us; reg.exe and sc.exe: median " + theirs / 1_000
                + " us; ratio " + theirs / ours);
    }

    private static void byEku(Host host) {
        Eku eku = Eku.on(host);
        eku.apply(eku.plan(EXEMPTION, PlanOptions.DEFAULT.restart(Restart.NEVER)), event -> {});
        eku.verify(EXEMPTION);
    }

    private static void takeBack(Host host) {
        Eku eku = Eku.on(host);
        eku.apply(eku.planRollback(Optional.empty(), PlanOptions.DEFAULT.restart(Restart.NEVER), true), event -> {});
        eku.forget();
    }

    private static void byCommands() throws IOException, InterruptedException {
        String target = RegistryTarget.keyOf(EXEMPTION.setting(), Clr.V4).toString();
        run("reg", "query", ProductCatalog.PRODUCT_KEY.toString(), "/reg:64");
        run("reg", "query", "HKLM\\SYSTEM\\CurrentControlSet\\Services\\RTCDATAMCU", "/v", "ImagePath");
        for (String view : List.of("/reg:64", "/reg:32")) {
            for (Clr clr : Clr.values()) {
                run(
                        "reg",
                        "query",
                        RegistryTarget.keyOf(EXEMPTION.setting(), clr).toString(),
                        view);
                run(
                        "reg",
                        "query",
                        RegistryTarget.runtimeKey(clr).toString(),
                        "/v",
                        EXEMPTION.setting().globalName(),
                        view);
            }
        }
        run("sc", "query", "RTCDATAMCU");
        run("reg", "add", target, "/v", "C:\\bench.exe", "/t", "REG_DWORD", "/d", "0", "/f", "/reg:64");
        run("reg", "query", target, "/v", "C:\\bench.exe", "/reg:64");
        run("sc", "query", "RTCDATAMCU");
        run("reg", "delete", target, "/v", "C:\\bench.exe", "/f", "/reg:64");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        File nothing = new File("NUL");
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(nothing)
                .redirectInput(nothing)
                .start()
                .waitFor();
    }
}
