package dev.eku.backend.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eku.backend.windows.WindowsLab.MadeService;
import dev.eku.contract.Behaviour;
import dev.eku.contract.Limit;
import dev.eku.contract.ServiceControlContract;
import dev.eku.host.Host;
import dev.eku.host.HostClock;
import dev.eku.host.Hosts;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceControl;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The service manager's contract on a Windows machine with the lab's stand-in for the Data MCU. */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "needs Windows or Wine: eku-core/src/lab/contracts.sh")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WindowsServiceControlContractIT implements ServiceControlContract {
    private static final ServiceName DATA_MCU = ServiceName.of("RTCDATAMCU");
    private static final String FOR_EVER = "never";
    private static final int MANUAL = 3;
    private static final int DISABLED = 4;

    private final Host host = Hosts.open("local:");
    private final List<MadeService> made = new ArrayList<>();

    @BeforeAll
    void needTheLab() {
        assumeTrue(
                WindowsLab.hasObedientService(),
                "not shown: there is no C:\\eku-lab with a service that behaves as told");
    }

    @BeforeEach
    void stopTheService() {
        behave(Behaviour.ordinary());
        while (status().state().isPending()) {
            clock().sleep(Duration.ofMillis(50));
        }
        if (status().state() != ServiceState.STOPPED) {
            services().command(DATA_MCU, ServiceCommand.STOP);
            await(DATA_MCU, ServiceState.STOPPED);
        }
    }

    @AfterEach
    void deleteWhatWasMade() {
        made.forEach(MadeService::close);
        made.clear();
    }

    @AfterAll
    void close() {
        if (WindowsLab.hasObedientService()) {
            behave(Behaviour.ordinary());
        }
        host.close();
    }

    @Override
    public ServiceControl services() {
        return host.services();
    }

    @Override
    public Registry registry() {
        return host.registry();
    }

    @Override
    public HostClock clock() {
        return host.clock();
    }

    @Override
    public ServiceName service() {
        return DATA_MCU;
    }

    @Override
    public Set<Limit> limits() {
        // Wine 8.0: EnumDependentServices is a stub that always says "none", a service marked for deletion still
        // starts,
        // and one whose process has died keeps its last state.
        return WindowsLab.isWine() ? Set.of(Limit.DEPENDENTS, Limit.DELETED_SERVICE, Limit.DEAD_PROCESS) : Set.of();
    }

    @Override
    public ServiceName dependentService() {
        if (WindowsLab.isWine()) {
            return ServiceControlContract.super.dependentService();
        }
        return make("EkuDependent", MANUAL, DATA_MCU.toString()).name();
    }

    /**
     * CreateService keeps every command line as REG_EXPAND_SZ; that of Wine 8.0 keeps it as REG_SZ, which we then put
     * right.
     */
    @Override
    public ServiceName serviceOf(String commandLine) {
        MadeService service = WindowsLab.make(ServiceName.of("EkuGiven"), MANUAL, commandLine, "");
        made.add(service);
        if (WindowsLab.isWine()) {
            registry()
                    .setValue(
                            RegistryView.VIEW_64,
                            ServiceConfig.keyOf(service.name()),
                            "ImagePath",
                            RegistryValue.expandString(commandLine));
        }
        return service.name();
    }

    @Override
    public ServiceName serviceNamed(String name) {
        return make(name, MANUAL, "").name();
    }

    @Override
    public ServiceName dependentNamed(String name) {
        return WindowsLab.isWine()
                ? ServiceControlContract.super.dependentNamed(name)
                : make(name, MANUAL, DATA_MCU.toString()).name();
    }

    @Override
    public void kill() {
        ProcessHandle.of(status().processId().orElseThrow()).orElseThrow().destroyForcibly();
    }

    /** The stand-in looks like a program for the .NET Framework 4 (cliheader.c), and runs all the same. */
    @Test
    void processOfTheServiceRunsTheFileOfItsService() {
        long process = running().processId().orElseThrow();
        String path = host.processes().orElseThrow().imagePath(process).orElseThrow();

        assertThat(path).endsWithIgnoringCase("\\Web Conferencing\\DATAMCUSVC.exe");
        assertThat(services().config(DATA_MCU).orElseThrow().imagePath()).containsIgnoringCase(path);
        byte[] file = host.files().read(path, 0, 1_000_000).orElseThrow();
        assertThat(new String(file, StandardCharsets.ISO_8859_1))
                .startsWith("MZ")
                .contains("BSJB", "v4.0.30319");
    }

    @Override
    public ServiceName disabledService() {
        return make("EkuDisabled", DISABLED, "").name();
    }

    @Override
    public ServiceName deletedService() {
        if (WindowsLab.isWine()) {
            return ServiceControlContract.super.deletedService();
        }
        MadeService deleted = make("EkuDeleted", MANUAL, "");
        deleted.delete();
        return deleted.name();
    }

    private MadeService make(String name, int startType, String dependsOn) {
        String image = services().config(DATA_MCU).orElseThrow().imagePath();
        MadeService service = WindowsLab.make(
                ServiceName.told(name), startType, image.replace("\" RTCDATAMCU", "\" " + name), dependsOn);
        made.add(service);
        return service;
    }

    @Override
    public void behave(Behaviour behaviour) {
        List<String> settings = new ArrayList<>();
        settings.add("start.report=" + report(behaviour.start()));
        settings.add("start.exit=" + Behaviour.GIVEN_UP);
        settings.add("start.delay=" + behaviour.startDelay().toMillis());
        // The lab counts the delay of a stop from the command on, the contract from when it shows.
        settings.add("stop.delay="
                + behaviour
                        .stopDelay()
                        .map(delay -> millis(delay.plus(behaviour.late())))
                        .orElse(FOR_EVER));
        settings.add("stop.lag=" + millis(behaviour.late()));
        settings.add("stop.checkpoint=" + (behaviour.checkpoints() ? "advance" : "frozen"));
        settings.add("pause.accept=" + (behaviour.pausable() ? "yes" : "no"));
        settings.add("pause.delay=" + millis(behaviour.pauseDelay()));
        settings.add("continue.delay=" + millis(behaviour.pauseDelay()));
        behaviour.stopsAfterPause().ifPresent(delay -> {
            settings.add("drain.delay=" + millis(delay));
            settings.add("drain.then=stop");
        });
        try {
            WindowsLab.behave(settings);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String report(Behaviour.Start start) {
        return switch (start) {
            case RUNS -> "normal";
            case EXITS_BEFORE_REPORTING -> "nothing";
            case GIVES_UP -> "fail";
        };
    }

    private static String millis(Duration duration) {
        return String.valueOf(duration.toMillis());
    }
}
