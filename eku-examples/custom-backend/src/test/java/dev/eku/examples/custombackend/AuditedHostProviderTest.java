package dev.eku.examples.custombackend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.ForwardingHost;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.host.Hosts;
import dev.eku.host.Traffic;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import dev.eku.service.ServiceName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditedHostProviderTest {
    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    private Path folder;

    @Test
    void providerIsFoundByItsScheme() {
        try (Host host = Hosts.open("audited:memory:sfb-2015")) {
            assertThat(host).isInstanceOf(AuditedHost.class);
            assertThat(host.ref()).hasToString("audited:memory:sfb-2015");
            assertThat(host.simulated()).isTrue();
        }
        assertThat(Hosts.examples()).contains("audited:local:", "local:");
    }

    /** If a host of one's own forgets one of these, reports are incomplete, and no other test fails. */
    @Test
    void whatTheHostTellsOfItselfIsHandedOn() {
        MemoryHost memory = MemoryHost.skypeForBusiness2015FrontEnd().build();
        ServiceName started = ServiceName.of("RemoteRegistry");
        Host inner = new ForwardingHost() {
            @Override
            public Host host() {
                return memory;
            }

            @Override
            public List<ServiceName> startedToReach() {
                return List.of(started);
            }

            @Override
            public Traffic traffic() {
                return new Traffic(40, 2, 42);
            }
        };
        Host host = new AuditedHost(
                HostRef.parse("audited:memory:"),
                inner,
                new AuditLog(folder.resolve("audit.log"), memory.clock(), "FE01"));

        assertThat(host.startedToReach()).containsExactly(started);
        assertThat(host.traffic()).isEqualTo(new Traffic(40, 2, 42));
        assertThat(host.events()).isEqualTo(memory.events());
        long process =
                host.services().status(ServiceName.of("RTCDATAMCU")).processId().orElseThrow();
        assertThat(host.processes().orElseThrow().imagePath(process))
                .hasValueSatisfying(path -> assertThat(path).endsWith("DATAMCUSVC.exe"));
    }

    @Test
    void everyChangeOfAnApplyIsWrittenDownFirst() throws Exception {
        Path file = folder.resolve("audit.log");
        MemoryHost inner = MemoryHost.skypeForBusiness2015FrontEnd().build();
        Host host = new AuditedHost(HostRef.parse("audited:memory:"), inner, new AuditLog(file, inner.clock(), "FE01"));
        Eku eku = Eku.on(host);
        eku.apply(
                eku.plan(Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS), PlanOptions.DEFAULT.stop(Stop.STOP)),
                event -> {});

        assertThat(eku.verify().isCompliant()).isTrue();
        assertThat(Files.readAllLines(file))
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                " FE01 set value 64-bit HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319\\System.Net."
                                        + "ServicePointManager.RequireCertificateEKUs, value C:\\Program Files\\")
                        .endsWith("DATAMCUSVC.exe = REG_DWORD 0"))
                .anySatisfy(line -> assertThat(line).endsWith(" FE01 STOP service RTCDATAMCU"))
                .anySatisfy(line -> assertThat(line).endsWith(" FE01 START service RTCDATAMCU"));
    }

    @Test
    void whatCannotBeWrittenDownIsNotDone() throws Exception {
        Path noFolder = Files.createFile(folder.resolve("no-folder"));
        MemoryHost inner = MemoryHost.skypeForBusiness2015FrontEnd().build();
        AuditLog log = new AuditLog(noFolder.resolve("audit.log"), inner.clock(), "FE01");
        Eku eku = Eku.on(new AuditedHost(HostRef.parse("audited:memory:"), inner, log));
        assertThatThrownBy(() -> eku.apply(
                        eku.plan(Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS), PlanOptions.DEFAULT.stop(Stop.STOP)),
                        event -> {}))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.FILE_FAILURE))
                .hasMessageStartingWith("FILE_FAILURE: the file " + noFolder.resolve("audit.log")
                        + " cannot be written: its folder cannot be made")
                .hasMessageNotContaining("Exception");
        assertThat(Eku.on(inner).history().records()).isEmpty();
    }
}
