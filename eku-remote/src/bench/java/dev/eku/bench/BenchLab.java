package dev.eku.bench;

import dev.eku.host.Credentials;
import dev.eku.host.Host;
import dev.eku.host.HostAccess;
import dev.eku.host.HostRef;
import dev.eku.host.Hosts;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import dev.eku.service.ServiceName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** The servers of the Samba lab, as {@code samba.sh properties} reports them. */
record BenchLab(Properties facts) {
    /** Of an application whose service is one that the new server has built in. */
    static final Exemption EXEMPTION = Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS)
            .of(Application.at(
                            "bench",
                            "C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe",
                            Clr.V4,
                            Bitness.BITS_64)
                    .runBy(ServiceName.of("Spooler")));

    static final PlanOptions STOP = PlanOptions.DEFAULT.stop(Stop.STOP);

    static BenchLab of(String file) {
        Properties facts = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            facts.load(in);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new BenchLab(facts);
    }

    String get(String name) {
        return facts.getProperty(name);
    }

    List<String> frontEnds() {
        return List.of(get("old").split(",", -1));
    }

    Host open(String address) {
        return open(HostRef.parse("smb://" + address));
    }

    Host open(HostRef ref) {
        return Hosts.open(ref, access());
    }

    HostAccess access() {
        return HostAccess.as(Optional.of(new Credentials(get("user"), get("password"))));
    }

    /** Runs a command, whose output nobody reads, and returns its exit code. */
    static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        return process.waitFor();
    }

    static void must(String... command) throws IOException, InterruptedException {
        int code = run(command);
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + code);
        }
    }

    /** In milliseconds. */
    static double median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 1e6;
    }
}
