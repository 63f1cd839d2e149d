package dev.eku.backend.windows;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.WinReg;
import com.sun.jna.platform.win32.WinReg.HKEY;
import com.sun.jna.platform.win32.WinReg.HKEYByReference;
import com.sun.jna.platform.win32.Winsvc.SC_HANDLE;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import com.sun.jna.win32.StdCallLibrary;
import com.sun.jna.win32.W32APIOptions;
import dev.eku.registry.KeyPath;
import dev.eku.service.ServiceName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the tests prepare on the Windows machine they run on, past the code under test. Thread-safe. */
final class WindowsLab {
    private static final int SERVICE_ALL_ACCESS = 0xF01FF;
    private static final int SC_MANAGER_ALL_ACCESS = 0xF003F;
    private static final int OWN_PROCESS = 0x10;
    private static final int KEY_WOW64_64KEY = 0x100;
    private static final int KEY_ALL_ACCESS = 0xF003F;
    private static final int DACL = 4;
    private static final Path FOLDER = Path.of("C:\\eku-lab");

    private WindowsLab() {}

    /** The functions that JNA does not map. */
    private interface Security extends StdCallLibrary {
        boolean ConvertStringSecurityDescriptorToSecurityDescriptor(
                String text, int revision, PointerByReference descriptor, IntByReference size);

        int RegSetKeySecurity(HKEY key, int what, Pointer descriptor);
    }

    /** Whether this is Wine, which has limits of its own. */
    static boolean isWine() {
        try {
            Function version = NativeLibrary.getInstance("ntdll").getFunction("wine_get_version");
            return version != null;
        } catch (UnsatisfiedLinkError realWindows) {
            return false;
        }
    }

    /** Whether the Data MCU's stand-in is there, which obeys a file. */
    static boolean hasObedientService() {
        return Files.isDirectory(FOLDER);
    }

    /** Tells the stand-in and the recorder how to behave. */
    static void behave(List<String> settings) throws IOException {
        Path next = FOLDER.resolve("behaviour.next");
        Files.write(next, settings, StandardCharsets.UTF_8);
        Files.move(
                next,
                FOLDER.resolve("behaviour.txt"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** What the recorder of PowerShell calls has written, from a line on. */
    static List<String> powerShellLog() throws IOException {
        Path log = FOLDER.resolve("powershell.log");
        return Files.exists(log) ? Files.readAllLines(log, StandardCharsets.UTF_8) : List.of();
    }

    /** Replaces who may do what with a key of the 64-bit view. */
    static void protect(KeyPath key, String sddl) {
        Security security = Native.load("Advapi32", Security.class, W32APIOptions.UNICODE_OPTIONS);
        PointerByReference descriptor = new PointerByReference();
        assertThat(security.ConvertStringSecurityDescriptorToSecurityDescriptor(
                        sddl, 1, descriptor, new IntByReference()))
                .isTrue();
        HKEYByReference opened = new HKEYByReference();
        Advapi advapi = NativeLibraries.load().advapi();
        String path = String.join("\\", key.names());
        assertThat(advapi.RegOpenKeyEx(WinReg.HKEY_LOCAL_MACHINE, path, 0, KEY_ALL_ACCESS | KEY_WOW64_64KEY, opened))
                .isZero();
        assertThat(security.RegSetKeySecurity(opened.getValue(), DACL, descriptor.getValue()))
                .isZero();
        advapi.RegCloseKey(opened.getValue());
    }

    /** A service that was made for one test and is deleted after it. */
    record MadeService(ServiceName name, SC_HANDLE manager, SC_HANDLE handle) implements AutoCloseable {
        /** Marks it for deletion; it is there until the last handle is closed. */
        void delete() {
            NativeLibraries.load().advapi().DeleteService(handle);
        }

        @Override
        public void close() {
            delete();
            NativeLibraries.load().advapi().CloseServiceHandle(handle);
            NativeLibraries.load().advapi().CloseServiceHandle(manager);
        }
    }

    /** Makes a service of that start type that depends on another one, or on none if that is empty. */
    static MadeService make(ServiceName name, int startType, String commandLine, String dependsOn) {
        Advapi advapi = NativeLibraries.load().advapi();
        SC_HANDLE manager = advapi.OpenSCManager(null, null, SC_MANAGER_ALL_ACCESS);
        SC_HANDLE handle = advapi.CreateService(
                manager,
                name.toString(),
                name.toString(),
                SERVICE_ALL_ACCESS,
                OWN_PROCESS,
                startType,
                1,
                commandLine,
                null,
                null,
                dependsOn.isEmpty() ? null : dependsOn + "\0\0",
                null,
                null);
        assertThat(handle).as("CreateService says %s", Native.getLastError()).isNotNull();
        return new MadeService(name, manager, handle);
    }

    /** How many handles our own process holds. */
    static int handles() {
        IntByReference count = new IntByReference();
        NativeLibrary kernel = NativeLibrary.getInstance("Kernel32");
        Pointer self = new Pointer(-1);
        assertThat(kernel.getFunction("GetProcessHandleCount").invokeInt(new Object[] {self, count}))
                .isNotZero();
        return count.getValue();
    }

    /**
     * The exit code of a program whose output nobody needs. Not through pipes, which under Wine services would keep
     * open.
     */
    static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
