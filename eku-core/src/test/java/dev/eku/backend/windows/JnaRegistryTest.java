package dev.eku.backend.windows;

import static dev.eku.registry.RegistryView.VIEW_32;
import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.WinBase.FILETIME;
import com.sun.jna.platform.win32.WinReg;
import com.sun.jna.platform.win32.WinReg.HKEY;
import com.sun.jna.platform.win32.WinReg.HKEYByReference;
import com.sun.jna.ptr.IntByReference;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.HostRef;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry.Disposition;
import dev.eku.registry.RegistryValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How the registry's functions are called, and what is made of answers that a machine does not give on demand. */
final class JnaRegistryTest {
    private static final KeyPath KEY = KeyPath.of("SOFTWARE", "Key");
    private static final WindowsErrors PLACE = new WindowsErrors(HostRef.parse("\\\\fe01"));

    private final RecordedApi api = new RecordedApi();
    private int open;

    private JnaRegistry registry() {
        return JnaRegistry.local(api.libraries().advapi(), PLACE);
    }

    private void keysOpen() {
        api.on("RegOpenKeyEx", arguments -> {
            ((HKEYByReference) arguments[4]).setValue(new HKEY(42));
            open++;
            return 0;
        });
        api.on("RegCloseKey", arguments -> {
            open--;
            return 0;
        });
    }

    private static RecordedApi.Answer error(int code) {
        return arguments -> code;
    }

    @Test
    void eachCallAsksForItsRightAndViewOnlyAndClosesTheKey() {
        keysOpen();
        api.on("RegQueryValueEx", error(2));
        api.on("RegSetValueEx", error(0));
        api.on("RegDeleteValue", error(0));
        api.on("RegFlushKey", error(0));
        api.on("RegDeleteKeyEx", error(0));
        JnaRegistry registry = registry();

        registry.value(VIEW_64, KEY, "v");
        registry.setValue(VIEW_32, KEY, "v", RegistryValue.dword(0));
        registry.deleteValue(VIEW_64, KEY, "v");
        registry.flush(VIEW_64, KEY);
        registry.writable(VIEW_64, KEY);
        registry.deleteKey(VIEW_32, KEY);

        assertThat(api.calls("RegOpenKeyEx"))
                .containsExactly(
                        "RegOpenKeyEx SOFTWARE\\Key 0x0 0x101",
                        "RegOpenKeyEx SOFTWARE\\Key 0x0 0x202",
                        "RegOpenKeyEx SOFTWARE\\Key 0x0 0x102",
                        "RegOpenKeyEx SOFTWARE\\Key 0x0 0x101",
                        "RegOpenKeyEx SOFTWARE\\Key 0x0 0x106");
        assertThat(api.calls("RegDeleteKeyEx")).containsExactly("RegDeleteKeyEx SOFTWARE\\Key 0x200 0x0");
        assertThat(open).isZero();
    }

    @Test
    void createKeyAsksForOneRightOfTheLastKeyAndMakes32LevelsAtMost() {
        api.on("RegCreateKeyEx", arguments -> {
            ((HKEYByReference) arguments[7]).setValue(new HKEY(42));
            ((IntByReference) arguments[8]).setValue(1);
            return 0;
        });
        api.on("RegCloseKey", error(0));
        KeyPath deep = KEY;
        for (int level = 3; level <= 70; level++) {
            deep = deep.child("k" + level);
        }

        assertThat(registry().createKey(VIEW_64, deep)).isEqualTo(Disposition.CREATED);

        assertThat(api.calls("RegCreateKeyEx")).hasSize(3).allMatch(call -> call.endsWith(" 0x0 0x0 0x101"));
        assertThat(api.calls("RegCreateKeyEx").get(0)).contains("\\k32 ");
        assertThat(api.calls("RegCreateKeyEx").get(1)).contains("\\k64 ");
        assertThat(api.calls("RegCloseKey")).hasSize(3);
    }

    @Test
    void valueGrowsItsBufferUntilTheValueFits() {
        keysOpen();
        byte[] stored = new byte[5_000];
        AtomicInteger size = new AtomicInteger(600);
        api.on("RegQueryValueEx", arguments -> {
            IntByReference count = (IntByReference) arguments[5];
            if (count.getValue() < size.get()) {
                // What is asked for is stale at once: somebody writes a longer value meanwhile.
                count.setValue(size.getAndSet(stored.length));
                return 234;
            }
            count.setValue(stored.length);
            ((IntByReference) arguments[3]).setValue(3);
            return 0;
        });

        assertThat(registry().value(VIEW_64, KEY, "v")).contains(RegistryValue.binary(stored));
        assertThat(api.calls("RegQueryValueEx")).hasSizeGreaterThan(2);
        assertThat(open).isZero();
    }

    /** Else the room for data is doubled until there is no memory left. */
    @Test
    void readGrowsTheRoomForANameThatDoesNotFit() {
        keysOpen();
        String name = "n".repeat(70_000);
        byte[] stored = new byte[600];
        List<Integer> rooms = new ArrayList<>();
        api.on("RegQueryInfoKey", arguments -> time(arguments, 1));
        api.on("RegEnumKeyEx", error(259));
        api.on("RegEnumValue", arguments -> {
            if ((int) arguments[1] == 1) {
                return 259;
            }
            IntByReference length = (IntByReference) arguments[3];
            IntByReference size = (IntByReference) arguments[7];
            rooms.add(size.getValue());
            if (length.getValue() <= name.length()) {
                return 234;
            }
            if (size.getValue() < stored.length) {
                size.setValue(stored.length);
                return 234;
            }
            name.getChars(0, name.length(), (char[]) arguments[2], 0);
            length.setValue(name.length());
            ((IntByReference) arguments[5]).setValue(3);
            size.setValue(stored.length);
            return 0;
        });

        assertThat(registry().read(VIEW_64, KEY).orElseThrow().values())
                .containsExactly(new NamedValue(name, RegistryValue.binary(stored)));
        assertThat(rooms).hasSizeLessThan(10).allMatch(room -> room < 100_000);
        assertThat(open).isZero();
    }

    @Test
    void whoIsNeverSatisfiedWithTheRoomIsToldAndNotServedForEver() {
        keysOpen();
        api.on("RegQueryInfoKey", arguments -> time(arguments, 1));
        api.on("RegEnumKeyEx", error(259));
        api.on("RegEnumValue", error(234));
        api.on("RegQueryValueEx", error(234));

        assertThatThrownBy(() -> registry().read(VIEW_64, KEY)).hasMessageContaining("ERROR_MORE_DATA (234)");
        assertThatThrownBy(() -> registry().value(VIEW_64, KEY, "v")).hasMessageContaining("ERROR_MORE_DATA (234)");
        assertThat(open).isZero();
    }

    @Test
    void readBeginsAnewWhenTheKeyChangesMeanwhile() {
        keysOpen();
        Deque<Integer> times = new ArrayDeque<>(List.of(1, 2, 2, 2));
        api.on("RegQueryInfoKey", arguments -> time(arguments, times.removeFirst()));
        api.on("RegEnumKeyEx", error(259));
        api.on("RegEnumValue", arguments -> values(arguments, times.size() > 2 ? 1 : 2));

        assertThat(registry().read(VIEW_64, KEY).orElseThrow().values())
                .extracting(NamedValue::name)
                .containsExactly("v0", "v1");
        assertThat(times).isEmpty();
    }

    @Test
    void readGivesUpBeginningAnewWhenTheKeyNeverRests() {
        keysOpen();
        AtomicInteger now = new AtomicInteger();
        api.on("RegQueryInfoKey", arguments -> time(arguments, now.incrementAndGet()));
        api.on("RegEnumKeyEx", error(259));
        api.on("RegEnumValue", arguments -> values(arguments, 1));

        assertThat(registry().read(VIEW_64, KEY).orElseThrow().values()).hasSize(1);
        assertThat(now).hasValue(10);
    }

    private static int time(Object[] arguments, int time) {
        ((FILETIME) arguments[11]).dwLowDateTime = time;
        return 0;
    }

    private static int values(Object[] arguments, int count) {
        int index = (int) arguments[1];
        if (index == count) {
            return 259;
        }
        String name = "v" + index;
        name.getChars(0, name.length(), (char[]) arguments[2], 0);
        ((IntByReference) arguments[3]).setValue(name.length());
        ((IntByReference) arguments[7]).setValue(0);
        return 0;
    }

    @Test
    void aKeyDeletedAfterItWasOpenedIsAbsent() {
        keysOpen();
        api.on("RegQueryInfoKey", error(1018));
        api.on("RegQueryValueEx", error(1018));
        api.on("RegDeleteValue", error(1018));
        api.on("RegDeleteKeyEx", error(1018));

        assertThat(registry().read(VIEW_64, KEY)).isEmpty();
        assertThat(registry().value(VIEW_64, KEY, "v")).isEmpty();
        assertThat(registry().deleteValue(VIEW_64, KEY, "v")).isFalse();
        assertThat(registry().deleteKey(VIEW_64, KEY)).isFalse();
        assertThat(open).isZero();
    }

    @Test
    void aFailureNamesFunctionHostViewKeyValueAndCode() {
        keysOpen();
        api.on("RegSetValueEx", error(5));

        assertThatThrownBy(() -> registry().setValue(VIEW_64, KEY, "C:\\a b\\c.exe", RegistryValue.dword(0)))
                .isInstanceOfSatisfying(Win32Exception.class, failure -> {
                    assertThat(failure.error()).isEqualTo(Win32Error.ACCESS_DENIED);
                    assertThat(failure.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
                })
                .hasMessageStartingWith(
                        "ACCESS_DENIED: RegSetValueEx failed on \\\\fe01 64-bit HKLM\\SOFTWARE\\Key, value C:\\a b\\c.exe:"
                                + " ERROR_ACCESS_DENIED (5)\n");
        assertThatThrownBy(() -> registry().setValue(VIEW_32, KEY, "", RegistryValue.dword(0)))
                .hasMessageContaining("32-bit HKLM\\SOFTWARE\\Key, value (default):");
        assertThat(open).isZero();
    }

    @Test
    void anUnknownCodeIsAFailureAndNotAnAbsence() {
        api.on("RegOpenKeyEx", error(1450));

        assertThatThrownBy(() -> registry().value(VIEW_64, KEY, "v"))
                .hasMessageContaining("ERROR_NO_SYSTEM_RESOURCES (1450)");
        assertThatThrownBy(() -> registry().read(VIEW_64, KEY)).hasMessageContaining("(1450)");
        assertThatThrownBy(() -> registry().writable(VIEW_64, KEY)).hasMessageContaining("(1450)");
        assertThatThrownBy(() -> registry().flush(VIEW_64, KEY)).hasMessageContaining("(1450)");
    }

    @Test
    void writableAsksTheNearestKeyThatIsThereForTheRightToMakeSubkeys() {
        api.on("RegOpenKeyEx", arguments -> {
            ((HKEYByReference) arguments[4]).setValue(new HKEY(42));
            return arguments[1].equals("SOFTWARE") ? 0 : 2;
        });
        api.on("RegCloseKey", error(0));

        assertThat(registry().writable(VIEW_64, KEY.child("deep"))).isTrue();

        assertThat(api.calls("RegOpenKeyEx"))
                .containsExactly(
                        "RegOpenKeyEx SOFTWARE\\Key\\deep 0x0 0x106",
                        "RegOpenKeyEx SOFTWARE\\Key 0x0 0x104",
                        "RegOpenKeyEx SOFTWARE 0x0 0x104");
    }

    @Test
    void writableIsFalseRightBelowTheRoot() {
        api.on("RegOpenKeyEx", error(2));

        assertThat(registry().writable(VIEW_64, KeyPath.of("NoSuchHive"))).isFalse();
    }

    /** Each function would take the name up to its NUL. */
    @Test
    void anImpossibleNameIsGivenToNoFunction() {
        keysOpen();
        JnaRegistry registry = registry();

        assertThat(registry.value(VIEW_64, KEY, "a\0b")).isEmpty();
        assertThat(registry.deleteValue(VIEW_64, KEY, "n".repeat(16_384))).isFalse();
        assertThatThrownBy(() -> registry.setValue(VIEW_64, KEY, "a\0b", RegistryValue.dword(0)))
                .hasMessageContaining("ERROR_INVALID_PARAMETER (87)");
        assertThat(open).isZero();
    }

    @Test
    void aServerIsConnectedOnceAndItsRootIsClosed() {
        HKEY remote = new HKEY(7);
        api.on("RegConnectRegistry", arguments -> {
            ((HKEYByReference) arguments[2]).setValue(remote);
            return 0;
        });
        api.on("RegOpenKeyEx", arguments -> {
            assertThat(((HKEY) arguments[0]).getPointer()).isEqualTo(new Pointer(7));
            return 2;
        });
        api.on("RegCloseKey", error(0));

        try (JnaRegistry registry = JnaRegistry.of("fe01", api.libraries().advapi(), PLACE)) {
            assertThat(registry.value(VIEW_64, KEY, "v")).isEmpty();
            assertThat(registry.read(VIEW_64, KEY)).isEmpty();
        }

        assertThat(api.calls())
                .containsExactly(
                        "RegConnectRegistry \\\\fe01",
                        "RegOpenKeyEx SOFTWARE\\Key 0x0 0x101",
                        "RegOpenKeyEx SOFTWARE\\Key 0x0 0x109",
                        "RegCloseKey ");
    }

    @Test
    void aServerThatDoesNotAnswerIsUnreachable() {
        api.on("RegConnectRegistry", error(53));

        assertThatThrownBy(() -> JnaRegistry.of("fe01", api.libraries().advapi(), PLACE))
                .hasMessageStartingWith(
                        "HOST_UNREACHABLE: RegConnectRegistry failed on \\\\fe01: ERROR_BAD_NETPATH (53)");
    }

    @Test
    void theRootOfOurOwnMachineIsNotClosed() {
        assertThat(WinReg.HKEY_LOCAL_MACHINE).isNotNull();

        registry().close();

        assertThat(api.calls()).isEmpty();
    }
}
