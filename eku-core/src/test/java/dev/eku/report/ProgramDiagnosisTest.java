package dev.eku.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.host.ExecutableHeader;
import dev.eku.host.ExecutableHeader.Format;
import dev.eku.host.HostSnapshot.Content;
import dev.eku.product.Application;
import dev.eku.product.Clr;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a diagnosis of a captured host says first of programs of every kind, as one text. To accept what changed:
 * {@code -Deku.golden.update}, then read the difference.
 */
final class ProgramDiagnosisTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/eku/report/diagnosis-programs.txt");
    private static final String PATH = "C:\\Relay\\Relay.exe";
    private static final ServiceName RELAY = ServiceName.of("Relay");
    private static final Application BY_SERVICE = Application.ofService("relay", RELAY);
    private static final ExecutableHeader NATIVE = ExecutableHeader.ofNative(Format.PE32_PLUS);

    private final List<String> lines = new ArrayList<>();

    /** With a value that exempts it, of long ago. */
    private static MemoryHostBuilder exempt(MemoryHostBuilder host, RegistryView view, Clr clr) {
        return host.writtenAt(Instant.parse("2017-06-01T00:00:00Z"))
                .value(view, RegistryTarget.keyOf(Setting.REQUIRE_CERTIFICATE_EKUS, clr), PATH, RegistryValue.dword(0));
    }

    private static MemoryHostBuilder relay() {
        return MemoryHost.skypeForBusiness2015FrontEnd()
                .service(FrontEnd.service("Relay", PATH))
                .file(PATH);
    }

    private void say(String what, MemoryHostBuilder host, Application application) {
        MemoryHost captured = MemoryHost.from(Eku.on(host.build()).capture(List.of(application)));
        lines.add("== " + what);
        Reports.ENGLISH.of(Eku.on(captured).diagnose(FrontEnd.EXEMPTION.of(application), List.of())).lines().stream()
                .filter(line -> !line.isBlank())
                .takeWhile(line -> !line.startsWith("What "))
                .forEach(lines::add);
    }

    @Test
    void firstLineOfEachKindOfProgram() throws IOException {
        say(
                "a wrapper",
                relay().executable(PATH, NATIVE)
                        .value(
                                ServiceConfig.keyOf(RELAY).child("Parameters"),
                                "Application",
                                RegistryValue.string("C:\\Billing\\Billing.exe")),
                BY_SERVICE);
        say(
                "a service of procrun",
                relay().executable(PATH, NATIVE).service(FrontEnd.service("Relay", PATH + " //RS//Relay --Password x")),
                BY_SERVICE);
        say("a native program", exempt(relay().executable(PATH, NATIVE), RegistryView.VIEW_64, Clr.V4), BY_SERVICE);
        say(
                "the start of a .NET 8 program",
                relay().executable(PATH, NATIVE).file("C:\\Relay\\Relay.runtimeconfig.json", Content.of((byte) '{')),
                BY_SERVICE);
        say(
                "a program of version 2",
                exempt(
                        relay().executable(PATH, ExecutableHeader.anyProcessor("v2.0.50727")),
                        RegistryView.VIEW_64,
                        Clr.V2),
                BY_SERVICE);
        say(
                "a 32-bit program",
                exempt(relay().executable(PATH, ExecutableHeader.narrow("v4.0.30319")), RegistryView.VIEW_32, Clr.V4),
                BY_SERVICE);
        say(
                "a 32-bit program, exempt in the other view",
                exempt(relay().executable(PATH, ExecutableHeader.narrow("v4.0.30319")), RegistryView.VIEW_64, Clr.V4),
                BY_SERVICE);
        say(
                "a moved executable",
                exempt(relay(), RegistryView.VIEW_64, Clr.V4)
                        .file("C:\\Relay2\\Relay.exe")
                        .value(
                                ServiceConfig.keyOf(RELAY),
                                "ImagePath",
                                RegistryValue.expandString("C:\\Relay2\\Relay.exe")),
                Application.at("relay", PATH).runBy(RELAY));
        say(
                "two services on one executable",
                exempt(relay().service(FrontEnd.service("Second", PATH + " -second")), RegistryView.VIEW_64, Clr.V4),
                BY_SERVICE);
        String text = String.join("\n", lines) + "\n";
        if (System.getProperty("eku.golden.update") != null) {
            Files.writeString(GOLDEN, text, StandardCharsets.UTF_8);
        }

        assertThat(text).isEqualTo(Files.readString(GOLDEN, StandardCharsets.UTF_8));
    }
}
