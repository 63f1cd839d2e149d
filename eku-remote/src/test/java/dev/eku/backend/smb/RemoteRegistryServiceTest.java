package dev.eku.backend.smb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eku.Eku;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.backend.memory.PortCall;
import dev.eku.backend.memory.RunKilled;
import dev.eku.backend.memory.ServiceBehaviour;
import dev.eku.backend.smb.session.SmbErrors;
import dev.eku.backend.smb.session.SmbException;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Error;
import dev.eku.host.ForwardingHost;
import dev.eku.host.Host;
import dev.eku.host.HostAccess;
import dev.eku.host.HostRef;
import dev.eku.host.HostSnapshot;
import dev.eku.journal.HostLock;
import dev.eku.journal.Journal;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.Operator;
import dev.eku.plan.PlanOptions;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceConfig.StartType;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * RemoteRegistry started for a run and put back, on a memory host whose registry answers only while that service runs.
 */
final class RemoteRegistryServiceTest {
    private static final String SERVICE = "RemoteRegistry";
    private static final HostAccess START = HostAccess.DEFAULT.startingRemoteRegistry();
    private static final SmbErrors PLACE = SmbErrors.of(HostRef.parse("smb://fe01"));

    private static final Exemption EXEMPTION = Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS);
    private static final PlanOptions STOP = PlanOptions.DEFAULT.stop(PlanOptions.Stop.STOP);

    /** On another machine, so that nobody can say whether his process has ended. */
    private static final Operator ANN =
            new Operator("ann", "another-machine", 4711, Optional.empty(), Optional.empty(), "run");

    private static MemoryHostBuilder stopped() {
        return MemoryHost.skypeForBusiness2015FrontEnd()
                .service(new ServiceConfig(
                        RemoteRegistryService.NAME,
                        "Remote Registry",
                        "C:\\Windows\\system32\\svchost.exe -k localService",
                        StartType.MANUAL,
                        0x20,
                        "NT AUTHORITY\\LocalService",
                        List.of()))
                .state(SERVICE, ServiceState.STOPPED);
    }

    private static ServiceState state(Host host) {
        return host.services().status(ServiceName.of(SERVICE)).state();
    }

    private static boolean isMarked(Host host) {
        return host.registry().exists(RegistryView.VIEW_64, StartMarkerRegistry.MARK);
    }

    /** The registry as it is behind the pipe: the service is brought up before a call, or there is no answer. */
    private record Piped(MemoryHost memory, RemoteRegistryService service) implements Registry {
        private Registry answering() {
            if (state(memory) != ServiceState.RUNNING && !service.bringUp()) {
                throw new SmbException(
                        ErrorCode.HOST_UNREACHABLE, "smb.no-remote-registry", PLACE.ref(), "", "no such pipe");
            }
            return memory.registry();
        }

        @Override
        public Optional<RegistryValue> value(RegistryView view, KeyPath key, String name) {
            return answering().value(view, key, name);
        }

        @Override
        public Optional<KeyContents> read(RegistryView view, KeyPath key) {
            return answering().read(view, key);
        }

        @Override
        public Disposition createKey(RegistryView view, KeyPath key) {
            return answering().createKey(view, key);
        }

        @Override
        public void setValue(RegistryView view, KeyPath key, String name, RegistryValue value) {
            answering().setValue(view, key, name, value);
        }

        @Override
        public boolean deleteValue(RegistryView view, KeyPath key, String name) {
            return answering().deleteValue(view, key, name);
        }

        @Override
        public boolean deleteKey(RegistryView view, KeyPath key) {
            return answering().deleteKey(view, key);
        }

        @Override
        public void flush(RegistryView view, KeyPath key) {
            answering().flush(view, key);
        }

        @Override
        public boolean writable(RegistryView view, KeyPath key) {
            return answering().writable(view, key);
        }
    }

    /** What {@link SmbHost} makes of these parts. */
    private static final class Reached implements ForwardingHost {
        private final MemoryHost memory;
        private final RemoteRegistryService service;
        private final StartMarkerRegistry registry;

        Reached(MemoryHost memory, HostAccess access) {
            this.memory = memory;
            this.service = new RemoteRegistryService(PLACE, access, memory.services(), memory.clock());
            this.registry = new StartMarkerRegistry(new Piped(memory, service), service, memory.clock());
        }

        @Override
        public Host host() {
            return memory;
        }

        @Override
        public Registry registry() {
            return registry;
        }

        @Override
        public List<ServiceName> startedToReach() {
            return service.isOurs() ? List.of(RemoteRegistryService.NAME) : List.of();
        }

        @Override
        public void close() {
            registry.putBack(() -> new HostLock(this).holder().isPresent());
        }
    }

    private static void apply(Host host) {
        Eku eku = Eku.on(host);
        eku.recover(event -> {});
        eku.apply(eku.plan(EXEMPTION, STOP), event -> {});
    }

    private static void inspect(Host host) {
        assertThat(Eku.on(host).inspect(EXEMPTION)).isNotNull();
        Eku.on(host).verify();
    }

    @Test
    void serviceIsStartedForARunIsOnRecordAndIsPutBack() {
        MemoryHost memory = stopped().build();
        try (Host host = new Reached(memory, START)) {
            apply(host);
            assertThat(state(memory)).isEqualTo(ServiceState.RUNNING);
            assertThat(isMarked(memory)).isTrue();
        }

        assertThat(state(memory)).isEqualTo(ServiceState.STOPPED);
        assertThat(isMarked(memory)).isFalse();
        assertThat(Eku.on(memory).history().records())
                .extracting(JournalRecord::startedToReach)
                .containsExactly(List.of(RemoteRegistryService.NAME));
        assertThat(Eku.on(memory).verify().isCompliant()).isTrue();
    }

    @Test
    void runThatOnlyReadsWritesNothingAndPutsItBackAllTheSame() {
        MemoryHost memory = stopped().build();
        HostSnapshot before = memory.snapshot();
        try (Host host = new Reached(memory, START)) {
            inspect(host);
            assertThat(host.startedToReach()).containsExactly(RemoteRegistryService.NAME);
        }

        assertThat(before.differences(memory.snapshot())).isEmpty();
        assertThat(memory.service(SERVICE).starts()).isEqualTo(1);
    }

    @Test
    void nothingOfEkuIsLeftOnceTheRunIsTakenBack() {
        MemoryHost memory = stopped().build();
        HostSnapshot before = memory.snapshot();
        try (Host host = new Reached(memory, START)) {
            apply(host);
            Eku eku = Eku.on(host);
            eku.apply(eku.planRollback(STOP), event -> {});
            eku.forget();
        }

        assertThat(before.differences(memory.snapshot())).isEmpty();
    }

    @Test
    void serviceThatRunsIsLeftRunning() {
        MemoryHost memory = stopped().state(SERVICE, ServiceState.RUNNING).build();
        try (Host host = new Reached(memory, START)) {
            apply(host);
        }

        assertThat(state(memory)).isEqualTo(ServiceState.RUNNING);
        assertThat(Eku.on(memory).history().records().get(0).startedToReach()).isEmpty();
    }

    @Test
    void serviceIsLeftStoppedWhereNobodyAllowedToStartIt() {
        MemoryHost memory = stopped().build();
        try (Host host = new Reached(memory, HostAccess.DEFAULT)) {
            assertThatThrownBy(() -> inspect(host))
                    .hasMessageStartingWith("HOST_UNREACHABLE: smb://fe01 does not serve its registry")
                    .hasMessageContaining("remote-registry=start");
        }

        assertThat(memory.service(SERVICE).starts()).isZero();
    }

    @Test
    void disabledServiceIsNeitherStartedNorChanged() {
        MemoryHost memory = stopped().startType(SERVICE, StartType.DISABLED).build();
        HostSnapshot before = memory.snapshot();
        try (Host host = new Reached(memory, START)) {
            assertThatThrownBy(() -> inspect(host))
                    .hasMessageStartingWith("UNSUPPORTED: smb://fe01")
                    .hasMessageContaining("RemoteRegistry is disabled")
                    .hasMessageContaining("sc.exe \\\\fe01 config RemoteRegistry start= demand");
        }

        assertThat(before.differences(memory.snapshot())).isEmpty();
    }

    @Test
    void serviceThatDoesNotStartIsNotOursToStop() {
        MemoryHost memory = stopped().build();
        MemoryHost failing = memory.reconnect(
                Faults.none().always(PortCall.Kind.SERVICE_START, new Faults.Fails(Win32Error.ACCESS_DENIED)));
        try (Host host = new Reached(failing, START)) {
            assertThatThrownBy(() -> inspect(host)).hasMessageStartingWith("ACCESS_DENIED");
            assertThat(host.startedToReach()).isEmpty();
        }
    }

    @Test
    void serviceThatDoesNotComeUpInTimeIsToldAndSoIsThatItCannotBePutBack() {
        MemoryHost memory = stopped()
                .behaviour(SERVICE, ServiceBehaviour.ordinary().neverStarts())
                .build();
        Host host = new Reached(memory, START);

        assertThatThrownBy(() -> inspect(host))
                .hasMessageStartingWith(
                        "SERVICE_TIMEOUT: the service RemoteRegistry of smb://fe01 is still START_PENDING");
        assertThatThrownBy(host::close)
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.SERVICE_NOT_PUT_BACK))
                .hasMessageContaining("START_PENDING");
    }

    @Test
    void serviceThatAnotherRunIsStoppingIsStartedOnceItHasStopped() {
        MemoryHost memory = stopped().state(SERVICE, ServiceState.STOP_PENDING).build();
        try (Host host = new Reached(memory, START)) {
            inspect(host);
            assertThat(memory.service(SERVICE).starts()).isEqualTo(1);
        }

        assertThat(state(memory)).isEqualTo(ServiceState.STOPPED);
    }

    @Test
    void serviceIsPutBackAfterTheWorkHasFailed() {
        MemoryHost memory = stopped().build();
        // The word of the start is the first value that is set, then the lock, the record, its first mark.
        MemoryHost failing = memory.reconnect(
                Faults.none().at(PortCall.Kind.REGISTRY_SET_VALUE, 5, new Faults.Fails(Win32Error.ACCESS_DENIED)));
        try (Host host = new Reached(failing, START)) {
            assertThatThrownBy(() -> apply(host)).hasMessageStartingWith("ACCESS_DENIED");
        }

        assertThat(state(memory)).isEqualTo(ServiceState.STOPPED);
        assertThat(isMarked(memory)).isFalse();
        assertThat(Eku.on(memory).history().open().orElseThrow().startedToReach())
                .containsExactly(RemoteRegistryService.NAME);
    }

    @Test
    void serviceThatCannotBePutBackIsToldBesideWhyTheWorkFailed() {
        MemoryHost memory = stopped().build();
        MemoryHost failing = memory.reconnect(Faults.none()
                .at(PortCall.Kind.REGISTRY_SET_VALUE, 2, new Faults.Fails(Win32Error.ACCESS_DENIED))
                .always(PortCall.Kind.SERVICE_COMMAND, new Faults.Fails(Win32Error.ACCESS_DENIED)));
        EkuException failure = catchThrowableOfType(EkuException.class, () -> {
            try (Host host = new Reached(failing, START)) {
                apply(host);
            }
        });

        assertThat(failure.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(also -> assertThat(also)
                        .hasMessageStartingWith("SERVICE_NOT_PUT_BACK: smb://fe01 RemoteRegistry was started"));
    }

    @Test
    void runThatIsRefusedSinceAnotherIsAtWorkLeavesServiceAndWordToThatOne() {
        MemoryHost memory = stopped().build();
        try (Host atWork = new Reached(memory, START)) {
            new HostLock(atWork).acquire(ANN);
            try (Host refused = new Reached(memory, START)) {
                assertThatThrownBy(() -> Eku.on(refused).apply(Eku.on(refused).plan(EXEMPTION, STOP), event -> {}))
                        .hasMessageStartingWith("LOCKED");
            }
            assertThat(state(memory)).isEqualTo(ServiceState.RUNNING);
            assertThat(isMarked(memory)).isTrue();
            new HostLock(atWork).release(ANN);
        }

        assertThat(state(memory)).isEqualTo(ServiceState.STOPPED);
        assertThat(memory.registry().exists(RegistryView.VIEW_64, Journal.EKU_KEY))
                .isFalse();
    }

    /**
     * Cut off at every call. What is changed is never changed without the word that the service was started; and
     * wherever there is that word, the next run that changes something stops the service at its end.
     */
    @Test
    void nextRunPutsBackWhatARunThatWasCutOffHasStarted() {
        int points = 0;
        int left = 0;
        while (true) {
            MemoryHost memory = stopped().build();
            if (!isKilled(memory.reconnect(Faults.killAt(points + 1)))) {
                break;
            }
            points++;
            boolean changed = new HostLock(memory).holder().isPresent()
                    || Eku.on(memory).history().open().isPresent();
            boolean runs = state(memory) != ServiceState.STOPPED;
            if (changed) {
                assertThat(isMarked(memory)).as("cut off at call %s", points).isTrue();
            }
            if (runs && !isMarked(memory)) {
                left++;
                continue;
            }
            boolean nothingLeftToDo = Eku.on(memory).history().open().isEmpty()
                    && Eku.on(memory).verify().isCompliant();
            try (Host next = new Reached(memory.reconnect(), START)) {
                Eku eku = Eku.on(next);
                // A person frees the lock of the one that was cut off.
                eku.lockHolder().ifPresent(holder -> eku.unlock(holder.name()));
                if (nothingLeftToDo) {
                    eku.apply(eku.planRollback(STOP), event -> {});
                } else {
                    apply(next);
                }
            }
            assertThat(state(memory)).as("cut off at call %s", points).isEqualTo(ServiceState.STOPPED);
            assertThat(isMarked(memory)).isFalse();
            assertThat(Eku.on(memory).verify().isCompliant()).isNotEqualTo(nothingLeftToDo);
        }
        System.out.println("RemoteRegistry: cut off at " + points + " calls; at " + left
                + " of them it is left running without a word, since nothing was changed yet or any more");
        assertThat(points).isGreaterThan(50);
    }

    private static boolean isKilled(MemoryHost memory) {
        try (Host host = new Reached(memory, START)) {
            apply(host);
            return false;
        } catch (RunKilled killed) {
            return true;
        }
    }

    /** A run that was killed on another machine has left its lock. */
    @Test
    void serviceThatIsLeftToTheHolderOfTheLockIsToldToRun() {
        MemoryHost memory = stopped().build();
        new HostLock(memory).acquire(ANN);
        EkuException failure = catchThrowableOfType(EkuException.class, () -> {
            try (Host host = new Reached(memory, START)) {
                apply(host);
            }
        });
        assertThat(failure.code()).isEqualTo(ErrorCode.LOCKED);
        assertThat(state(memory)).isEqualTo(ServiceState.RUNNING);
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(also -> assertThat(also)
                        .hasMessageStartingWith("SERVICE_NOT_PUT_BACK: ")
                        .hasMessageContaining("another run holds the lock"));
    }
}
