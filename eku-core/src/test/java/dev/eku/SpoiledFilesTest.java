package dev.eku;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.backend.memory.MemoryHost;
import dev.eku.contract.SpoiledInputs;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.fleet.Inventory;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshotFile;
import dev.eku.host.event.LoggedEvent;
import dev.eku.json.Json;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanJson;
import dev.eku.plan.PlanOptions;
import dev.eku.product.PeerEvents;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.report.Reports;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with a file that a user names: it is read, or refused by the one documented exception. */
final class SpoiledFilesTest {
    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(SpoiledFilesTest.class.getResourceAsStream("earlier/" + name))) {
            return in.readAllBytes();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte... bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The sentence that a user sees; nothing of Java in it. */
    private static boolean refused(EkuException refused, ErrorCode... documented) {
        if (!List.of(documented).contains(refused.code())) {
            throw refused;
        }
        String first = refused.getMessage().lines().findFirst().orElse("");
        assertThat(first).doesNotContain("Exception", "java.", "jackson", "Source:", "REDACTED");
        return false;
    }

    @Test
    void spoiledPlanIsRefusedInASentence() throws IOException {
        List<byte[]> samples = new ArrayList<>();
        Plan plan = FrontEnd.plan(FrontEnd.frontEnd().build(), FrontEnd.STOP.restart(PlanOptions.Restart.ALWAYS));
        samples.add(bytes(Json.compact(PlanJson.write(plan))));
        samples.add(bytes(Json.compact(PlanJson.write(Eku.on(FrontEnd.frontEnd().build())
                .plan(FrontEnd.EXEMPTION.because("why").ownedBy("ann").until(LocalDate.of(2018, 1, 1)))))));
        MemoryHost misplaced =
                MemoryHost.from(HostSnapshotFile.parse(text(resource("hosts/misplaced.json")), "misplaced.json"));
        samples.add(bytes(Json.compact(PlanJson.write(FrontEnd.plan(misplaced, PlanOptions.DEFAULT.tidy(true))))));
        FrontEnd.apply(misplaced);
        samples.add(bytes(Json.compact(PlanJson.write(Eku.on(misplaced).planRollback()))));
        SpoiledInputs.read("plan files", 100_000, 4, samples, input -> {
            try {
                Plan read = PlanJson.read(Json.parse(text(input), "plan.json"));
                assertThat(Reports.ENGLISH.of(read).lines()).isNotEmpty();
                return true;
            } catch (EkuException refusal) {
                return refused(refusal, ErrorCode.MALFORMED_FILE, ErrorCode.PLAN_OF_ANOTHER_VERSION);
            }
        });
    }

    private static HostSnapshot small() {
        MemoryHost host = MemoryHost.builder()
                .key(RegistryView.VIEW_64, KeyPath.of("SOFTWARE", "Microsoft"))
                .writtenAt(Instant.parse("2017-06-01T00:00:00Z"))
                .value(KeyPath.of("SOFTWARE", "Vendor"), "a", RegistryValue.dword(7))
                .value(KeyPath.of("SOFTWARE", "Vendor"), "b", RegistryValue.multiString(List.of("x", "y")))
                .value(KeyPath.of("SOFTWARE", "Vendor"), "c", RegistryValue.of(11, new byte[] {1, 2, 3}))
                .service(FrontEnd.service("RTCDATAMCU", "C:\\App\\a.exe -x", "Other", "+group"))
                .service(FrontEnd.service("Other", "C:\\App\\b.exe"))
                .file("C:\\Program Files\\App\\a.exe", "C:\\PROGRA~1\\APP\\A.EXE")
                .file("C:\\App\\a.exe.config", HostSnapshot.Content.of(bytes("<configuration/>")))
                .link("D:\\a.exe", "C:\\App\\a.exe")
                .log(PeerEvents.LOG, LoggedEvent.of(Instant.parse("2017-06-10T02:00:00Z"), 41025, "LS Data MCU", "a"))
                .build();
        return host.snapshot();
    }

    @Test
    void spoiledSnapshotIsOpenedOrRefusedInASentence() throws IOException {
        List<byte[]> samples = List.of(
                bytes(HostSnapshotFile.print(small())),
                bytes(HostSnapshotFile.print(small())),
                resource("hosts/text.json"));
        int[] opened = new int[1];
        String why = "each that is taken becomes a host, is written and read again";
        SpoiledInputs.readFewer("snapshots", why, 60_000, 8, samples, input -> {
            HostSnapshot snapshot;
            try {
                snapshot = HostSnapshotFile.parse(text(input), "fe01.json");
            } catch (EkuException refusal) {
                return refused(refusal, ErrorCode.MALFORMED_FILE);
            }
            MemoryHost host = MemoryHost.from(snapshot);
            assertThat(HostSnapshotFile.parse(HostSnapshotFile.print(snapshot), "again"))
                    .isEqualTo(snapshot);
            if (opened[0]++ % 10 == 0) {
                use(host);
            }
            return true;
        });
    }

    /** What a host of a strange snapshot says may be anything; it is a plan or a refusal. */
    private static void use(MemoryHost host) {
        Eku eku = FrontEnd.mortal(host);
        try {
            Plan plan = eku.plan(FrontEnd.EXEMPTION, FrontEnd.STOP);
            eku.verify(FrontEnd.EXEMPTION);
            eku.diagnose(FrontEnd.EXEMPTION, List.of());
            eku.capture();
            eku.apply(plan, event -> {});
        } catch (EkuException refused) {
            assertThat(refused.getMessage()).contains("Next: ");
            // Each problem of a blocked plan is its own cause.
            if (refused.code() != ErrorCode.PLAN_BLOCKED) {
                assertThat(refused.getMessage()).contains("Cause: ");
            }
        }
    }

    @Test
    void spoiledInventoryIsRefusedInASentence() {
        List<byte[]> samples = List.of(
                bytes(
                        "# all\n[pool1]\nsmb://fe01.contoso.com:445\nmemory:fe02.json # two\n\\\\fe03\n[pool 2]\nlocal:\n"),
                bytes("\uFEFFsmb://fe01\r\nsmb://[fe80::1]\r\nsmb://user@fe02\r\n"),
                bytes("memory:sfb-2015\nmemory:" + "x".repeat(200) + ".json"));
        SpoiledInputs.read("inventories", 100_000, 4, samples, input -> {
            try {
                Inventory.parse(text(input), "fleet.txt");
                return true;
            } catch (EkuException refusal) {
                return refused(refusal, ErrorCode.INVALID_INVENTORY);
            }
        });
    }
}
