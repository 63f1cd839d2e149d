package dev.eku.backend.windows;

import static dev.eku.backend.common.PerformanceBlock.NOON;
import static dev.eku.backend.common.PerformanceBlock.PID;
import static dev.eku.backend.common.PerformanceBlock.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.platform.win32.WinReg;
import com.sun.jna.platform.win32.WinReg.HKEY;
import com.sun.jna.platform.win32.WinReg.HKEYByReference;
import com.sun.jna.ptr.IntByReference;
import dev.eku.backend.common.PerformanceBlock;
import dev.eku.host.HostRef;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the performance data of another machine is asked for, and that nothing else is asked of its processes. */
final class RemoteProcessStartsTest {
    private static final int MORE_DATA = 234;
    private static final byte[] WHOLE = new PerformanceBlock(NOON, NOON, SECOND, NOON - SECOND).bytes();
    private static final Instant STARTED = Instant.parse("2026-11-30T11:59:59Z");

    private final RecordedApi api = new RecordedApi();
    private int open;

    private JnaServices services(String server) {
        return new JnaServices(api.libraries(), new WindowsErrors(HostRef.parse("\\\\" + server)), Optional.of(server));
    }

    private static ServiceStatus running(OptionalLong processId) {
        return new ServiceStatus(ServiceState.RUNNING, Set.of(), 0, 0, Duration.ZERO, processId, Optional.empty());
    }

    private static ServiceStatus running() {
        return running(OptionalLong.of(PID));
    }

    private void connects(int error) {
        api.on("RegConnectRegistry", arguments -> {
            assertThat(arguments[1]).isEqualTo(WinReg.HKEY_PERFORMANCE_DATA);
            if (error == 0) {
                ((HKEYByReference) arguments[2]).setValue(new HKEY(77));
                open++;
            }
            return error;
        });
        api.on("RegCloseKey", arguments -> {
            assertThat(arguments[0]).isEqualTo(new HKEY(77));
            open--;
            return 0;
        });
    }

    /** Answers with that data, or with an error if the room for it is smaller than told. */
    private void tells(byte[] told, int least, int errorIfLess) {
        api.on("RegQueryValueEx", arguments -> {
            byte[] room = (byte[]) arguments[4];
            IntByReference size = (IntByReference) arguments[5];
            assertThat(size.getValue()).isEqualTo(room.length);
            if (room.length < least) {
                size.setValue(errorIfLess == 0 ? room.length : -1);
                System.arraycopy(told, 0, room, 0, Math.min(room.length, told.length));
                return errorIfLess;
            }
            System.arraycopy(told, 0, room, 0, told.length);
            size.setValue(told.length);
            return 0;
        });
    }

    @Test
    void startIsReadFromThePerformanceDataOfTheServer() {
        connects(0);
        tells(WHOLE, 0, 0);

        assertThat(services("fe01").processStarted(running())).contains(STARTED);

        assertThat(api.calls()).hasSize(3);
        assertThat(api.calls("RegConnectRegistry")).containsExactly("RegConnectRegistry \\\\fe01");
        assertThat(api.calls("RegQueryValueEx")).containsExactly("RegQueryValueEx 230 0x0");
        assertThat(open).isZero();
    }

    /** 2 MB, and a server that says success for data that is cut off. */
    @ParameterizedTest
    @ValueSource(ints = {MORE_DATA, 0})
    void moreRoomIsGivenUntilItIsEnough(int error) {
        connects(0);
        tells(WHOLE, 2 * 1024 * 1024, error);

        assertThat(services("fe01").processStarted(running())).contains(STARTED);

        assertThat(api.calls("RegQueryValueEx")).hasSize(4);
        assertThat(open).isZero();
    }

    @Test
    void dataWithoutAnEndIsNotTold() {
        connects(0);
        tells(WHOLE, Integer.MAX_VALUE, MORE_DATA);
        JnaServices services = services("fe01");

        assertThat(services.processStarted(running())).isEmpty();
        assertThat(services.processStarted(running())).isEmpty();

        assertThat(api.calls("RegQueryValueEx")).hasSize(5);
        assertThat(open).isZero();
    }

    /** Access is denied, no network path as on Wine, the service does not run. */
    @ParameterizedTest
    @ValueSource(ints = {5, 53, 1722})
    void serverThatDoesNotConnectIsAskedOnce(int error) {
        connects(error);
        JnaServices services = services("fe01");

        for (int question = 1; question <= 3; question++) {
            assertThat(services.processStarted(running())).isEmpty();
        }

        assertThat(api.calls("RegConnectRegistry")).hasSize(1);
    }

    @Test
    void serverThatRefusesOrSendsNoPerformanceDataIsAskedOnce() {
        connects(0);
        tells(WHOLE, Integer.MAX_VALUE, 5);
        JnaServices refused = services("fe01");
        assertThat(refused.processStarted(running())).isEmpty();
        assertThat(refused.processStarted(running())).isEmpty();
        assertThat(api.calls("RegQueryValueEx")).hasSize(1);

        for (byte[] malformed : new byte[][] {{}, new byte[100], Arrays.copyOf(WHOLE, 50)}) {
            api.calls().clear();
            tells(malformed, 0, 0);
            JnaServices misread = services("fe01");
            assertThat(misread.processStarted(running())).isEmpty();
            assertThat(misread.processStarted(running())).isEmpty();
            assertThat(api.calls("RegQueryValueEx")).hasSize(1);
        }
        assertThat(open).isZero();
    }

    /** One that is not there is no silence: the next may be. */
    @Test
    void processThatIsNotThereIsNotToldAndTheNextIsAsked() {
        connects(0);
        tells(WHOLE, 0, 0);
        JnaServices services = services("fe01");

        assertThat(services.processStarted(running(OptionalLong.of(PID + 1)))).isEmpty();
        assertThat(services.processStarted(running())).contains(STARTED);
        assertThat(services.processStarted(running(OptionalLong.empty()))).isEmpty();

        assertThat(api.calls("RegQueryValueEx")).hasSize(2);
    }

    /** This machine tells it with every status. */
    @Test
    void thisMachineIsNotAsked() {
        JnaServices local =
                new JnaServices(api.libraries(), new WindowsErrors(HostRef.parse("local:")), Optional.empty());

        assertThat(local.processStarted(running())).isEmpty();
        assertThat(api.calls()).isEmpty();
    }
}
