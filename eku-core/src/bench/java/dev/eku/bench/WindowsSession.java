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

/**
 * On Windows: inspect, plan, apply (value only) and verify by eku, beside the same work by {@code reg.exe} and
 * {@code sc.exe}, in turn, in one run. A command for each key and service that eku looks at before it changes anything;
 * the change and a look at it; and for the verdict a look at what it rests on. What eku does besides has no command
 * here, which favours the commands: the inspection under the lock, the journal, the lock itself, the rights, the files,
 * and when the service's process started.
 */
public final class WindowsSession {
    private static final int ROUNDS = 15;
    private static final Exemption EXEMPTION = Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS);
    private static final String SERVICE = ProductCatalog.DATA_MCU_SERVICE.toString();
    private static final String SERVICE_KEY = "HKLM\\SYSTEM\\CurrentControlSet\\Services\\" + SERVICE;
    private static final String TARGET =
            RegistryTarget.keyOf(EXEMPTION.setting(), Clr.V4).toString();
    private static final String VALUE = "C:\\bench.exe";

    private int commands;

    private WindowsSession() {}

    /** Prints the medians and their ratio. */
    public static void main(String[] args) throws IOException, InterruptedException {
        long[] eku = new long[ROUNDS];
        long[] commands = new long[ROUNDS];
        WindowsSession session = new WindowsSession();
        long cold = 0;
        long start = System.nanoTime();
        try (Host host = Hosts.open("local:")) {
            for (int round = -3; round < ROUNDS; round++) {
                session.commands = 0;
                long begin = System.nanoTime();
                byEku(host);
                long middle = System.nanoTime();
                if (cold == 0) {
                    cold = middle - start;
                }
                session.byCommands();
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
        System.out.println("eku session: median " + ours / 1_000 + " us, the first in the JVM, with opening the host, "
                + cold / 1_000 + " us; " + session.commands + " calls of reg.exe and sc.exe: median " + theirs / 1_000
                + " us; ratio " + theirs / ours);
    }

    private static void byEku(Host host) {
        Eku eku = Eku.on(host);
        eku.apply(eku.plan(EXEMPTION, PlanOptions.DEFAULT.restart(Restart.NEVER)), event -> {});
        eku.verify(EXEMPTION);
    }

    private static void takeBack(Host host) throws IOException, InterruptedException {
        require(exitCode("reg", "delete", TARGET, "/v", VALUE, "/f", "/reg:64"));
        Eku eku = Eku.on(host);
        eku.apply(eku.planRollback(PlanOptions.DEFAULT.restart(Restart.NEVER).overwrite(true)), event -> {});
        eku.forget();
    }

    private void byCommands() throws IOException, InterruptedException {
        inspect();
        require(run("reg", "add", TARGET, "/v", VALUE, "/t", "REG_DWORD", "/d", "0", "/f", "/reg:64"));
        require(run("reg", "query", TARGET, "/v", VALUE, "/reg:64"));
        verify();
    }

    /** What is absent makes reg.exe fail, which is an answer, too. */
    private void inspect() throws IOException, InterruptedException {
        run("reg", "query", ProductCatalog.PRODUCT_KEY.toString(), "/reg:64");
        require(run("reg", "query", SERVICE_KEY));
        require(run("sc", "query", SERVICE));
        run("reg", "query", "HKLM\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName");
        run("reg", "query", "HKLM\\SOFTWARE\\Microsoft\\NET Framework Setup\\NDP\\v4\\Full", "/reg:64");
        run("reg", "query", "HKLM\\SOFTWARE\\Microsoft\\NET Framework Setup\\NDP\\v3.5", "/reg:64");
        for (String view : List.of("/reg:64", "/reg:32")) {
            for (Clr clr : Clr.values()) {
                String key = RegistryTarget.keyOf(EXEMPTION.setting(), clr).toString();
                String runtime = RegistryTarget.runtimeKey(clr).toString();
                run("reg", "query", key, view);
                run("reg", "query", runtime, "/v", EXEMPTION.setting().globalName(), view);
            }
        }
    }

    private void verify() throws IOException, InterruptedException {
        require(run("reg", "query", SERVICE_KEY));
        require(run("reg", "query", TARGET, "/v", VALUE, "/reg:64"));
        require(run("sc", "query", SERVICE));
    }

    private int run(String... command) throws IOException, InterruptedException {
        commands++;
        return exitCode(command);
    }

    private static int exitCode(String... command) throws IOException, InterruptedException {
        File nothing = new File("NUL");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(nothing)
                .redirectInput(nothing)
                .start()
                .waitFor();
    }

    private static void require(int exitCode) {
        if (exitCode != 0) {
            throw new IllegalStateException("a command failed with " + exitCode + ", so there is nothing to compare");
        }
    }
}
