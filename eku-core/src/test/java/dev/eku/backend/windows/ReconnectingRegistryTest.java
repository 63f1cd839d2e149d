package dev.eku.backend.windows;

import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.jna.platform.win32.WinReg.HKEY;
import com.sun.jna.platform.win32.WinReg.HKEYByReference;
import com.sun.jna.ptr.IntByReference;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Exception;
import dev.eku.host.HostRef;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The registry of another machine whose connection is lost between two calls, or in one. */
final class ReconnectingRegistryTest {
    private static final KeyPath KEY = KeyPath.of("SOFTWARE", "Key");
    private static final WindowsErrors PLACE = new WindowsErrors(HostRef.parse("\\\\fe01"));
    private static final List<Integer> LOST = List.of(6, 64, 121, 1722, 1726, 1727);

    private final RecordedApi api = new RecordedApi();
    private int connections;
    private int dead;

    private ReconnectingRegistry registry() {
        api.on("RegConnectRegistry", arguments -> {
            ((HKEYByReference) arguments[2]).setValue(new HKEY(1000 + connections++));
            return 0;
        });
        api.on("RegCloseKey", arguments -> 0);
        api.on("RegOpenKeyEx", arguments -> {
            ((HKEYByReference) arguments[4]).setValue(new HKEY(42));
            return 0;
        });
        for (String function :
                List.of("RegQueryValueEx", "RegSetValueEx", "RegDeleteValue", "RegDeleteKeyEx", "RegFlushKey")) {
            api.on(function, arguments -> 0);
        }
        api.on("RegCreateKeyEx", arguments -> {
            ((HKEYByReference) arguments[7]).setValue(new HKEY(42));
            ((IntByReference) arguments[8]).setValue(1);
            return 0;
        });
        return new ReconnectingRegistry(
                () -> JnaRegistry.of("fe01", api.libraries().advapi(), PLACE));
    }

    /** Lets that function fail as often as told, and then work. */
    private void lose(String function, int error, int times, RecordedApi.Answer then) {
        api.on(function, arguments -> dead++ < times ? error : then.to(arguments));
    }

    static Stream<Arguments> calls() {
        List<Arguments> calls = List.of(
                call("RegOpenKeyEx", registry -> registry.value(VIEW_64, KEY, "v")),
                call("RegOpenKeyEx", registry -> registry.exists(VIEW_64, KEY)),
                call("RegQueryValueEx", registry -> registry.value(VIEW_64, KEY, "v")),
                call("RegSetValueEx", registry -> registry.setValue(VIEW_64, KEY, "v", RegistryValue.dword(0))),
                call("RegDeleteValue", registry -> registry.deleteValue(VIEW_64, KEY, "v")),
                call("RegDeleteKeyEx", registry -> registry.deleteKey(VIEW_64, KEY)),
                call("RegCreateKeyEx", registry -> registry.createKey(VIEW_64, KEY)),
                call("RegFlushKey", registry -> registry.flush(VIEW_64, KEY)),
                call("RegOpenKeyEx", registry -> registry.writable(VIEW_64, KEY)));
        return LOST.stream()
                .flatMap(error -> IntStream.range(0, calls.size())
                        .mapToObj(i -> Arguments.of(
                                error, calls.get(i).get()[0], calls.get(i).get()[1])));
    }

    private static Arguments call(String function, Consumer<Registry> call) {
        return Arguments.of(function, call);
    }

    private RecordedApi.Answer opens() {
        return arguments -> {
            ((HKEYByReference) arguments[4]).setValue(new HKEY(42));
            return 0;
        };
    }

    private RecordedApi.Answer works(String function) {
        return switch (function) {
            case "RegOpenKeyEx" -> opens();
            case "RegCreateKeyEx" ->
                arguments -> {
                    ((HKEYByReference) arguments[7]).setValue(new HKEY(42));
                    ((IntByReference) arguments[8]).setValue(1);
                    return 0;
                };
            default -> arguments -> 0;
        };
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("calls")
    void callThroughADeadHandleConnectsAnewAndIsMadeOnceMore(int error, String function, Consumer<Registry> call) {
        ReconnectingRegistry registry = registry();
        lose(function, error, 1, works(function));
        call.accept(registry);
        assertThat(connections).isEqualTo(2);
        assertThat(api.calls(function)).hasSizeGreaterThanOrEqualTo(2);
        call.accept(registry);
        assertThat(connections).as("the new one is kept").isEqualTo(2);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("calls")
    void hostThatIsGoneIsSaidToBeUnreachableAfterTheSecondAttempt(int error, String function, Consumer<Registry> call) {
        ReconnectingRegistry registry = registry();
        lose(function, error, 1000, works(function));
        Win32Exception failure = catchThrowableOfType(Win32Exception.class, () -> call.accept(registry));
        assertThat(failure.code()).isEqualTo(ErrorCode.HOST_UNREACHABLE);
        assertThat(failure.error().number()).isEqualTo(error);
        assertThat(connections).isEqualTo(2);
        assertThat(dead).isEqualTo(2);
    }

    @Test
    void refusalIsNoLoss() {
        ReconnectingRegistry registry = registry();
        lose("RegOpenKeyEx", 5, 1, opens());
        Win32Exception failure = catchThrowableOfType(
                Win32Exception.class, () -> registry.setValue(VIEW_64, KEY, "v", RegistryValue.dword(0)));
        assertThat(failure.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
        assertThat(connections).isEqualTo(1);
    }

    @Test
    void hostThatCannotBeConnectedToAnyMoreSaysSoAndIsTriedAgainByTheNextCall() {
        ReconnectingRegistry registry = registry();
        lose("RegOpenKeyEx", 1722, 1, opens());
        api.on("RegConnectRegistry", arguments -> 53);
        Win32Exception failure = catchThrowableOfType(Win32Exception.class, () -> registry.exists(VIEW_64, KEY));
        assertThat(failure).hasMessageStartingWith("HOST_UNREACHABLE: RegConnectRegistry failed on \\\\fe01: ");
        api.on("RegConnectRegistry", arguments -> {
            ((HKEYByReference) arguments[2]).setValue(new HKEY(7));
            return 0;
        });
        assertThat(registry.exists(VIEW_64, KEY)).isTrue();
    }

    @Test
    void deadHandleOfOurOwnMachineIsAMistakeOfOurs() {
        assertThat(new WindowsErrors(HostRef.parse("local:"))
                        .failed(6, "RegOpenKeyEx")
                        .code())
                .isEqualTo(ErrorCode.WIN32_FAILURE);
    }
}
