package dev.eku.backend.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import com.sun.jna.ptr.IntByReference;
import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.HostRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How Windows is asked what a process runs, and what is made of answers that a machine does not give on demand. */
final class WindowsProcessesTest {
    private final RecordedApi api = new RecordedApi();
    private final WindowsProcesses processes =
            new WindowsProcesses(api.libraries().kernel(), new WindowsErrors(HostRef.parse("local:")));
    private int open;

    private void processesOpen() {
        api.on("OpenProcess", arguments -> {
            open++;
            return new HANDLE(new Pointer(42));
        });
        exitCode(259);
        api.on("CloseHandle", arguments -> {
            open--;
            return true;
        });
    }

    private void running(String path) {
        api.on("QueryFullProcessImageName", arguments -> {
            IntByReference length = (IntByReference) arguments[3];
            if (length.getValue() <= path.length()) {
                Native.setLastError(122);
                return false;
            }
            path.getChars(0, path.length(), (char[]) arguments[2], 0);
            length.setValue(path.length());
            return true;
        });
    }

    private void exitCode(int code) {
        api.on("GetExitCodeProcess", arguments -> {
            ((IntByReference) arguments[1]).setValue(code);
            return true;
        });
    }

    private static RecordedApi.Answer error(int code, Object answer) {
        return arguments -> {
            Native.setLastError(code);
            return answer;
        };
    }

    @Test
    void imagePathAsksForTheLeastRightAndClosesTheProcess() {
        processesOpen();
        running("C:\\App\\a.exe");

        assertThat(processes.imagePath(1234)).hasValue("C:\\App\\a.exe");
        assertThat(api.calls("OpenProcess")).containsExactly("OpenProcess 0x1000 0x4d2");
        assertThat(open).isZero();
    }

    @Test
    void imagePathMayBeAsLongAsAPathCanBe() {
        processesOpen();
        String path = "C:\\" + "long\\".repeat(6_000) + "a.exe";
        running(path);

        assertThat(processes.imagePath(4)).hasValue(path);
    }

    /** A DWORD: Java's int of it is negative. */
    @Test
    void imagePathTakesTheLargestNumbers() {
        processesOpen();
        running("C:\\a.exe");

        assertThat(processes.imagePath(0xFFFF_FFFCL)).hasValue("C:\\a.exe");
        assertThat(api.calls("OpenProcess")).containsExactly("OpenProcess 0x1000 0xfffffffc");
    }

    @Test
    void imagePathIsEmptyWhereNoProcessIs() {
        api.on("OpenProcess", arguments -> {
            Native.setLastError(87);
            return null;
        });

        assertThat(processes.imagePath(1234)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -4, 0x1_0000_0000L, 0x1_0000_04D2L, Long.MAX_VALUE, Long.MIN_VALUE})
    void imagePathAsksForNoProcessThatCannotBe(long processId) {
        assertThat(processes.imagePath(processId)).isEmpty();
        assertThat(api.calls()).isEmpty();
    }

    /** Somebody else may still hold it, and Wine 8.0 then tells what it ran. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0xC000_0005})
    void imagePathIsEmptyOfAProcessThatHasEnded(int code) {
        processesOpen();
        exitCode(code);

        assertThat(processes.imagePath(1234)).isEmpty();
        assertThat(open).isZero();
    }

    /** Somebody else may still hold it. */
    @Test
    void imagePathIsEmptyOfAProcessThatEndsMeanwhile() {
        processesOpen();
        api.on("QueryFullProcessImageName", error(31, false));

        assertThat(processes.imagePath(1234)).isEmpty();
        assertThat(open).isZero();
    }

    @Test
    void imagePathThatMayNotBeKnownIsAFailureThatNamesTheProcess() {
        api.on("OpenProcess", arguments -> {
            Native.setLastError(5);
            return null;
        });

        assertThatThrownBy(() -> processes.imagePath(1234))
                .isInstanceOfSatisfying(
                        Win32Exception.class,
                        denied -> assertThat(denied.error()).isEqualTo(Win32Error.ACCESS_DENIED))
                .hasMessageStartingWith(
                        "ACCESS_DENIED: OpenProcess failed on local:, process 1234: ERROR_ACCESS_DENIED (5)");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 87, 122})
    void otherFailuresOfTheQuestionAreToldAndTheProcessIsClosed(int code) {
        processesOpen();
        api.on("QueryFullProcessImageName", error(code, false));

        assertThatThrownBy(() -> processes.imagePath(1234)).hasMessageContaining("(" + code + ")");
        assertThat(open).isZero();
    }
}
