package dev.eku.backend.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.WinBase.FILETIME;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import com.sun.jna.platform.win32.Winsvc.SC_HANDLE;
import com.sun.jna.platform.win32.Winsvc.SERVICE_STATUS_PROCESS;
import com.sun.jna.ptr.IntByReference;
import dev.eku.host.HostRef;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig.StartType;
import dev.eku.service.ServiceLook;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * How the service manager's functions are called, and what is made of answers that a machine does not give on demand.
 */
final class JnaServicesTest {
    private static final ServiceName NAME = ServiceName.of("RTCDATAMCU");
    private static final int RUNNING = 4;
    private static final SC_HANDLE MANAGER = new SC_HANDLE();

    private final RecordedApi api = new RecordedApi();
    private int open;

    private JnaServices services() {
        return services(Optional.empty());
    }

    private JnaServices services(Optional<String> server) {
        return new JnaServices(api.libraries(), new WindowsErrors(HostRef.parse("local:")), server);
    }

    private void servicesOpen() {
        api.on("OpenSCManager", arguments -> MANAGER);
        api.on("OpenService", arguments -> {
            open++;
            return new SC_HANDLE();
        });
        api.on("CloseServiceHandle", arguments -> {
            open -= arguments[0] == MANAGER ? 0 : 1;
            return true;
        });
    }

    /** Each query is answered by the next process id; 0 is a stopped service. */
    private void processes(Integer... ids) {
        Deque<Integer> next = new ArrayDeque<>(List.of(ids));
        api.on("QueryServiceStatusEx", arguments -> {
            SERVICE_STATUS_PROCESS status = (SERVICE_STATUS_PROCESS) arguments[2];
            status.dwProcessId = next.removeFirst();
            status.dwCurrentState = status.dwProcessId == 0 ? 1 : RUNNING;
            status.dwControlsAccepted = 1;
            status.dwWaitHint = -1;
            return true;
        });
    }

    private void processStarted(long filetime) {
        api.on("OpenProcess", arguments -> new HANDLE(new Pointer(99)));
        api.on("CloseHandle", arguments -> true);
        api.on("GetProcessTimes", arguments -> {
            ((FILETIME) arguments[1]).dwLowDateTime = (int) filetime;
            ((FILETIME) arguments[1]).dwHighDateTime = (int) (filetime >>> 32);
            return true;
        });
    }

    @Test
    void statusTellsWhenTheProcessStarted() {
        servicesOpen();
        processes(1234, 1234);
        processStarted(131_400_000_000_000_000L);

        ServiceStatus status = services().status(NAME);

        assertThat(status.state()).isEqualTo(ServiceState.RUNNING);
        assertThat(status.accepts()).containsExactly(ServiceCommand.STOP);
        assertThat(status.waitHint()).isEqualTo(Duration.ofMillis(0xFFFF_FFFFL));
        assertThat(status.processId()).hasValue(1234);
        assertThat(status.processStarted()).contains(Instant.parse("2017-05-23T08:00:00Z"));
        assertThat(api.calls("OpenProcess")).containsExactly("OpenProcess 0x1000 0x4d2");
        assertThat(api.calls("CloseHandle")).hasSize(1);
        assertThat(open).isZero();
    }

    /** The id may by then belong to another program, whose start would make an old service look restarted. */
    @Test
    void statusTellsNoStartOfAProcessThatIsNoLongerTheServices() {
        servicesOpen();
        processes(1234, 5678);
        processStarted(131_400_000_000_000_000L);

        ServiceStatus status = services().status(NAME);

        assertThat(status.processId()).hasValue(5678);
        assertThat(status.processStarted()).isEmpty();
        assertThat(api.calls("GetProcessTimes")).isEmpty();
    }

    @Test
    void statusTellsNoStartWhereWeMayNotLookAtTheProcess() {
        servicesOpen();
        processes(1234, 1234);
        api.on("OpenProcess", RecordedApi.NULL);

        assertThat(services().status(NAME).processStarted()).isEmpty();
        assertThat(open).isZero();
    }

    /** A process id of another machine means nothing on ours. */
    @Test
    void statusOfAServerNeverLooksAtOurOwnProcesses() {
        servicesOpen();
        processes(1234);

        ServiceStatus status = services(Optional.of("fe01")).status(NAME);

        assertThat(status.processId()).hasValue(1234);
        assertThat(status.processStarted()).isEmpty();
        assertThat(api.calls("OpenSCManager")).containsExactly("OpenSCManager \\\\fe01 0x1");
    }

    @Test
    void statusOfAStoppedServiceHasNoProcess() {
        servicesOpen();
        processes(0);

        assertThat(services().status(NAME).processId()).isEmpty();
    }

    @Test
    void eachCallAsksForItsRightsOnly() {
        servicesOpen();
        processes(0, 0, 0, 0);
        api.on("ControlService", arguments -> true);
        api.on("StartService", arguments -> true);
        api.on("EnumDependentServices", arguments -> true);
        JnaServices services = services();

        services.status(NAME);
        services.command(NAME, ServiceCommand.STOP);
        services.command(NAME, ServiceCommand.PAUSE);
        services.command(NAME, ServiceCommand.CONTINUE);
        services.start(NAME);
        services.dependents(NAME);
        services.controllable(NAME);

        assertThat(api.calls("OpenService"))
                .containsExactly(
                        "OpenService RTCDATAMCU 0x4",
                        "OpenService RTCDATAMCU 0x24",
                        "OpenService RTCDATAMCU 0x44",
                        "OpenService RTCDATAMCU 0x44",
                        "OpenService RTCDATAMCU 0x10",
                        "OpenService RTCDATAMCU 0x8",
                        "OpenService RTCDATAMCU 0x74");
        assertThat(api.calls("OpenSCManager")).as("connected once").containsExactly("OpenSCManager 0x1");
        assertThat(api.calls("ControlService"))
                .containsExactly("ControlService 0x1", "ControlService 0x2", "ControlService 0x3");
        assertThat(open).isZero();
    }

    @Test
    void dependentsThatAreNoneNeedNoBuffer() {
        servicesOpen();
        api.on("EnumDependentServices", arguments -> true);

        assertThat(services().dependents(NAME)).isEmpty();
        assertThat(api.calls("EnumDependentServices")).containsExactly("EnumDependentServices 0x3 0x0");
    }

    @Test
    void aFailureNamesFunctionHostAndServiceAndClosesTheHandles() {
        servicesOpen();
        api.on("StartService", arguments -> false);

        // Outside of Windows there is no last error, which is all the same here.
        assertThatThrownBy(() -> services().start(NAME))
                .hasMessageContaining("StartService failed on local: RTCDATAMCU: ");
        assertThat(open).isZero();
    }

    @Test
    void aStateThatWindowsDoesNotKnowIsAFailure() {
        servicesOpen();
        api.on("QueryServiceStatusEx", arguments -> true);

        assertThatThrownBy(() -> services().status(NAME)).hasMessageContaining("ERROR_INVALID_DATA (13)");
        assertThat(open).isZero();
    }

    @Test
    void configAsksAgainOnlyForWhatIsLargerThanWindowsMakesIt() {
        servicesOpen();
        List<Long> sizes = new ArrayList<>();
        api.on("QueryServiceConfig", arguments -> {
            Memory buffer = (Memory) arguments[1];
            sizes.add(buffer.size());
            ((IntByReference) arguments[3]).setValue(20_000);
            Native.setLastError(122);
            buffer.setInt(4, 3);
            return buffer.size() == 20_000;
        });

        assertThat(services().config(NAME).orElseThrow().startType()).isEqualTo(StartType.MANUAL);
        assertThat(sizes).containsExactly(8_192L, 20_000L);
        assertThat(open).isZero();
    }

    @Test
    void configWithAStartTypeThatWindowsDoesNotKnowIsAFailure() {
        servicesOpen();
        api.on("QueryServiceConfig", arguments -> {
            ((Memory) arguments[1]).setInt(4, 99);
            return true;
        });

        assertThatThrownBy(() -> services().config(NAME)).hasMessageContaining("QueryServiceConfig");
        assertThat(open).isZero();
    }

    private void lookedAt() {
        servicesOpen();
        processes(0, 0);
        api.on("QueryServiceConfig", arguments -> true);
        api.on("EnumDependentServices", arguments -> true);
    }

    @Test
    void lookOpensTheServiceOnce() {
        lookedAt();

        ServiceLook look = services().look(NAME).orElseThrow();

        assertThat(look.controllable()).isTrue();
        assertThat(look.status().state()).isEqualTo(ServiceState.STOPPED);
        assertThat(api.calls("OpenService")).containsExactly("OpenService RTCDATAMCU 0x7d");
        assertThat(open).isZero();
    }

    @Test
    void lookDoesWithoutTheRightsToControlWhereTheyAreDenied() {
        lookedAt();
        api.on(
                "OpenService",
                arguments -> (Integer) arguments[2] == 0x7d ? failing(5).to(arguments) : new SC_HANDLE());

        assertThat(services().look(NAME).orElseThrow().controllable()).isFalse();
        assertThat(api.calls("OpenService"))
                .containsExactly("OpenService RTCDATAMCU 0x7d", "OpenService RTCDATAMCU 0xd");

        api.on("OpenService", failing(5));
        assertThatThrownBy(() -> services().look(NAME)).hasMessageStartingWith("ACCESS_DENIED");
        api.on("OpenService", failing(1060));
        assertThat(services().look(NAME)).isEmpty();
    }

    @Test
    void closeEndsTheConnectionOnceAndTheNextCallConnectsAnew() {
        servicesOpen();
        processes(0, 0);
        JnaServices services = services();
        services.close();
        services.status(NAME);

        services.close();
        services.close();
        services.status(NAME);

        assertThat(api.calls("OpenSCManager")).hasSize(2);
        assertThat(api.calls("CloseServiceHandle"))
                .as("two services, one manager")
                .hasSize(3);
    }

    @Test
    void aManagerThatDoesNotAnswerIsAFailureOfTheHost() {
        api.on("OpenSCManager", RecordedApi.NULL);

        assertThatThrownBy(() -> services().status(NAME)).hasMessageContaining("OpenSCManager failed on local:: ");
    }

    private static RecordedApi.Answer failing(int error) {
        return arguments -> {
            Native.setLastError(error);
            return RecordedApi.NULL.to(arguments);
        };
    }

    @Test
    void aServiceThatCannotBeOpenedIsAFailureThatIsNotTriedAgain() {
        servicesOpen();
        api.on("OpenService", failing(5));

        assertThatThrownBy(() -> services().status(NAME))
                .hasMessageStartingWith(
                        "ACCESS_DENIED: OpenService failed on local: RTCDATAMCU: ERROR_ACCESS_DENIED (5)");
        assertThat(api.calls("OpenService")).hasSize(1);
    }

    /** A drain takes an hour; meanwhile the server's connection may be gone. */
    @Test
    void aLostConnectionIsMadeAnewBeforeAnythingIsAskedOfTheService() {
        servicesOpen();
        processes(0, 0);
        JnaServices services = services(Optional.of("fe01"));
        services.status(NAME);
        Deque<RecordedApi.Answer> answers = new ArrayDeque<>(List.of(failing(1722), arguments -> new SC_HANDLE()));
        api.on("OpenService", arguments -> answers.removeFirst().to(arguments));

        assertThat(services.status(NAME).state()).isEqualTo(ServiceState.STOPPED);

        assertThat(answers).isEmpty();
        assertThat(api.calls("OpenSCManager")).hasSize(2);
    }

    @Test
    void aConnectionThatIsLostForGoodIsAFailureOfTheHost() {
        servicesOpen();
        processes(0);
        JnaServices services = services();
        services.status(NAME);
        api.on("OpenService", failing(1722));

        assertThatThrownBy(() -> services.status(NAME))
                .hasMessageStartingWith(
                        "HOST_UNREACHABLE: OpenService failed on local: RTCDATAMCU: RPC_S_SERVER_UNAVAILABLE");
        assertThat(api.calls("OpenService")).hasSize(3);
    }

    @Test
    void configIsEmptyOnlyWhenThereIsNoSuchService() {
        servicesOpen();
        api.on("OpenService", failing(1060));
        assertThat(services().config(NAME)).isEmpty();

        api.on("OpenService", failing(5));
        assertThatThrownBy(() -> services().config(NAME)).hasMessageStartingWith("ACCESS_DENIED");
    }

    @Test
    void controllableIsFalseOnlyWhenDenied() {
        servicesOpen();
        api.on("OpenService", failing(5));
        assertThat(services().controllable(NAME)).isFalse();

        api.on("OpenService", failing(1060));
        assertThatThrownBy(() -> services().controllable(NAME))
                .hasMessageContaining("ERROR_SERVICE_DOES_NOT_EXIST (1060)");
    }

    /** No dependents is no failure, and their names come in the order in which they must be stopped. */
    @Test
    void dependentsAreReadOnceTheBufferIsLargeEnough() {
        servicesOpen();
        int record = Native.POINTER_SIZE == 8 ? 48 : 36;
        api.on("EnumDependentServices", arguments -> {
            ((IntByReference) arguments[4]).setValue(256);
            ((IntByReference) arguments[5]).setValue(2);
            Memory buffer = (Memory) arguments[2];
            if (buffer == null) {
                Native.setLastError(234);
                return false;
            }
            for (int i = 0; i < 2; i++) {
                byte[] name = ("Needs" + (2 - i) + "\0").getBytes(StandardCharsets.UTF_16LE);
                buffer.setPointer((long) i * record, buffer.share(128 + 32L * i));
                buffer.write(128 + 32L * i, name, 0, name.length);
            }
            return true;
        });

        assertThat(services().dependents(NAME)).containsExactly(ServiceName.of("Needs2"), ServiceName.of("Needs1"));
    }
}
