package dev.eku.backend.smb.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.backend.common.PerformanceData;
import dev.eku.backend.smb.rpc.RpcCall.Answer;
import dev.eku.registry.RegistryValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we send and read, byte for byte against what independent clients sent and a real server answered. */
class CapturedCallsTest {
    private static final String PYTHON = "samba-python/winreg-";
    private static final String OLD_PYTHON = "samba-python-old-server/winreg-";
    private static final String SERVICES = "samba-python/svcctl-";
    private static final String EVENTS = "impacket/eventlog-";
    private static final String OPEN_LOG = EVENTS + "07-OpenELW.open-the-log-lync-server";
    private static final String ROOM_ALONE = "impacket/winreg-10-EnumValue.enumerate-value-0-room-only-no-bytes-sent";
    private static final int SZ = 1;
    private static final int BINARY = 3;
    private static final int DWORD = 4;
    private static final int MULTI_SZ = 7;
    private static final int QWORD = 11;
    private static final String EXE =
            "C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe";
    private static final RpcHandle NO_HANDLE = RpcHandle.of(new byte[RpcHandle.SIZE]);

    /** How the answer to each call is read. */
    static final Map<String, RpcCall<?>> CALLS = Map.ofEntries(
            Map.entry("winreg 02", Winreg.openLocalMachine(0)),
            Map.entry("winreg 03", Winreg.openPerformanceData()),
            Map.entry("winreg 05", Winreg.closeKey(NO_HANDLE)),
            Map.entry("winreg 06", Winreg.createKey(NO_HANDLE, "", 0)),
            Map.entry("winreg 07", Winreg.deleteKey(NO_HANDLE, "")),
            Map.entry("winreg 08", Winreg.deleteValue(NO_HANDLE, "")),
            Map.entry("winreg 09", Winreg.enumKey(NO_HANDLE, 0)),
            Map.entry("winreg 10", Winreg.enumValue(NO_HANDLE, 0, 0)),
            Map.entry("winreg 11", Winreg.flushKey(NO_HANDLE)),
            Map.entry("winreg 15", Winreg.openKey(NO_HANDLE, "", 0)),
            Map.entry("winreg 16", Winreg.queryInfoKey(NO_HANDLE)),
            Map.entry("winreg 17", Winreg.queryValue(NO_HANDLE, "", 0)),
            Map.entry("winreg 22", Winreg.setValue(NO_HANDLE, "", 0, new byte[0])),
            Map.entry("svcctl 00", Svcctl.close(NO_HANDLE)),
            Map.entry("svcctl 01", Svcctl.control(NO_HANDLE, 0)),
            Map.entry("svcctl 06", Svcctl.queryStatus(NO_HANDLE)),
            Map.entry("svcctl 13", Svcctl.dependents(NO_HANDLE, 0, 0)),
            Map.entry("svcctl 15", Svcctl.openManager("", 0)),
            Map.entry("svcctl 16", Svcctl.openService(NO_HANDLE, "", 0)),
            Map.entry("svcctl 17", Svcctl.queryConfig(NO_HANDLE, 0)),
            Map.entry("svcctl 19", Svcctl.start(NO_HANDLE)),
            Map.entry("svcctl 40", Svcctl.queryProcessStatus(NO_HANDLE)),
            Map.entry("eventlog 02", Eventlog.close(NO_HANDLE)),
            Map.entry("eventlog 04", Eventlog.count(NO_HANDLE)),
            Map.entry("eventlog 05", Eventlog.oldest(NO_HANDLE)),
            Map.entry("eventlog 07", Eventlog.open("")),
            Map.entry("eventlog 10", Eventlog.read(NO_HANDLE, 0, false, 0)));

    /** The captures that hold an answer to a call of ours. */
    static List<Capture> answers() {
        return Capture.all().stream()
                .filter(capture -> capture.has("response stub") && CALLS.containsKey(key(capture)))
                // There the server gives back a text that the client itself had counted wrongly.
                .filter(capture -> !capture.name().contains("enumerate-key-99-of-hklm"))
                .toList();
    }

    /** How the answer of a capture is read. */
    static RpcCall<?> call(Capture capture) {
        return Objects.requireNonNull(CALLS.get(key(capture)));
    }

    /** The call's key in {@link #CALLS}. */
    static String key(Capture capture) {
        String[] words = capture.of().split(" ", 2);
        return words[0] + " " + (words[1].length() == 1 ? "0" + words[1] : words[1]);
    }

    @Test
    void everyCallOfOursWasCaptured() {
        assertThat(answers().stream().map(CapturedCallsTest::key).distinct())
                .containsExactlyInAnyOrderElementsOf(CALLS.keySet());
        assertThat(answers()).hasSizeGreaterThan(150);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void everyAnswerIsReadToItsEnd(Capture capture) {
        Answer<?> answer = call(capture).decode(capture.response());
        String result = capture.said("result").split(" ", 2)[0];
        assertThat(answer.error()).isEqualTo(Integer.parseUnsignedInt(result));
    }

    private static Arguments sent(String capture, Function<RpcHandle, RpcCall<?>> call) {
        return Arguments.of(capture, call);
    }

    private static Arguments set(String capture, String name, int type, byte... bytes) {
        return sent(PYTHON + "22-SetValue." + capture, key -> Winreg.setValue(key, name, type, bytes));
    }

    static Stream<Arguments> requests() {
        List<Arguments> all = new ArrayList<>(List.of(
                sent(
                        PYTHON + "02-OpenHKLM.open-hklm-with-the-most-that-is-allowed",
                        none -> Winreg.openLocalMachine(0x0200_0000)),
                sent(OLD_PYTHON + "03-OpenHKPD.open-the-performance-data", none -> Winreg.openPerformanceData()),
                sent(
                        OLD_PYTHON + "17-QueryValue.query-value-230-room-for-262144-bytes",
                        key -> Winreg.queryValue(key, PerformanceData.PROCESSES, 262_144)),
                sent(PYTHON + "05-CloseKey.close-hklm", Winreg::closeKey),
                sent(
                        PYTHON + "06-CreateKey.create-key-software-eku-captures-a-b-that-exists-without",
                        key -> Winreg.createKey(key, "SOFTWARE\\eku captures\\a\\b", 0x2_011F)),
                sent(
                        PYTHON + "07-DeleteKey.delete-key-software-eku-captures-a-b",
                        key -> Winreg.deleteKey(key, "SOFTWARE\\eku captures\\a\\b")),
                sent(PYTHON + "08-DeleteValue.delete-value-exe", key -> Winreg.deleteValue(key, EXE)),
                sent(
                        PYTHON + "09-EnumKey.enumerate-key-0-of-software-much-room-without-its-time",
                        key -> Winreg.enumKey(key, 0)),
                sent(PYTHON + "11-FlushKey.flush-key", Winreg::flushKey),
                sent(
                        PYTHON + "15-OpenKey.open-key-software-64-bit-view-to-read",
                        key -> Winreg.openKey(key, "SOFTWARE", 0x2_0119)),
                sent(PYTHON + "16-QueryInfoKey.query-info-of-the-key-without-a-class", Winreg::queryInfoKey),
                sent(
                        PYTHON + "17-QueryValue.query-value-text-room-for-4096-bytes",
                        key -> Winreg.queryValue(key, "text", 4096)),
                sent(
                        PYTHON + "17-QueryValue.query-value-exe-room-for-4096-bytes",
                        key -> Winreg.queryValue(key, EXE, 4096)),
                sent(SERVICES + "00-CloseServiceHandle.close-the-service-manager", Svcctl::close),
                sent(SERVICES + "01-ControlService.control-spooler-stop", service -> Svcctl.control(service, 1)),
                sent(SERVICES + "01-ControlService.control-spooler-interrogate", service -> Svcctl.control(service, 4)),
                sent(SERVICES + "06-QueryServiceStatus.query-status-of-spooler-that-runs", Svcctl::queryStatus),
                sent(
                        SERVICES + "13-EnumDependentServicesW.enumerate-dependents-of-spooler-in-any-state-4096-bytes",
                        service -> Svcctl.dependents(service, 3, 4096)),
                sent(
                        SERVICES + "15-OpenSCManagerW.open-the-service-manager-two-names-to-connect",
                        none -> Svcctl.openManager("\\\\fe01", 1)),
                sent(
                        SERVICES + "16-OpenServiceW.open-service-spooler-config-status-dependents-start-and",
                        manager -> Svcctl.openService(manager, "Spooler", 0x3D)),
                sent(
                        SERVICES + "17-QueryServiceConfigW.query-config-of-spooler-8192-bytes",
                        service -> Svcctl.queryConfig(service, 8192)),
                sent("impacket/svcctl-19-StartServiceW.start-spooler", Svcctl::start),
                sent(
                        SERVICES + "40-QueryServiceStatusEx.query-status-ex-of-spooler-level-0-36-bytes",
                        Svcctl::queryProcessStatus),
                sent(EVENTS + "02-CloseEL.close-the-log", Eventlog::close),
                sent(EVENTS + "04-NumberOfRecords.how-many-records", Eventlog::count),
                sent(EVENTS + "05-OldestRecord.the-oldest-record", Eventlog::oldest),
                sent(
                        EVENTS + "10-ReadELW.read-forwards-from-record-1-64-kb",
                        log -> Eventlog.read(log, 1, false, 65_536)),
                sent(
                        EVENTS + "10-ReadELW.read-backwards-from-record-3-4200-bytes",
                        log -> Eventlog.read(log, 3, true, 4_200)),
                set("set-value-exe-reg-dword-0", EXE, DWORD, new byte[4]),
                set("set-value-empty-reg-binary-without-data", "empty", BINARY),
                set("set-value-odd-reg-binary-01-02-03", "odd", BINARY, (byte) 1, (byte) 2, (byte) 3),
                set("set-value-q-reg-qword-0", "q", QWORD, new byte[8]),
                set("set-the-default-value-reg-sz-x", "", SZ, text("x\0")),
                set("set-value-list-reg-multi-sz-one-two", "list", MULTI_SZ, text("one\0two\0\0"))));
        return all.stream();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void requestIsTheBytesThatAnotherClientSent(String name, Function<RpcHandle, RpcCall<?>> call) {
        Capture capture = Capture.of(name);
        RpcHandle handle = capture.request().length < RpcHandle.SIZE ? NO_HANDLE : capture.handle();
        RpcCall<?> ours = call.apply(handle);
        assertThat(ours.stub()).isEqualTo(capture.request());
        assertThat(capture.said("call")).startsWith(ours.operation() + " ");
    }

    /** impacket numbers its pointers at random, and pads with 0xAB; nothing else differs. */
    @Test
    void requestToOpenALogIsTheBytesOfAnotherClientButForTheNumbersOfItsPointersAndItsPadding() {
        byte[] ours = Eventlog.open("Lync Server").stub();
        byte[] theirs = Capture.of(OPEN_LOG).request();
        assertThat(theirs).hasSameSizeAs(ours);
        assertThat(Arrays.copyOfRange(theirs, 46, 48)).containsOnly((byte) 0xAB);
        theirs[46] = 0;
        theirs[47] = 0;
        for (int pointer : new int[] {8, 52}) {
            assertThat(number(theirs, pointer)).as("pointer at " + pointer).isNotZero();
            ByteBuffer.wrap(theirs).order(ByteOrder.LITTLE_ENDIAN).putInt(pointer, number(ours, pointer));
        }
        assertThat(ours).isEqualTo(theirs);
    }

    /**
     * impacket numbers its pointers at random; nothing else differs. Samba's client cannot send room without a text.
     */
    @Test
    void requestForTheNextValueIsTheBytesOfAnotherClientButForTheNumbersOfItsPointers() {
        Capture capture = Capture.of(ROOM_ALONE);
        byte[] ours = Winreg.enumValue(capture.handle(), 0, 65_536).stub();
        byte[] theirs = capture.request();
        assertThat(ours).hasSameSizeAs(theirs);
        for (int pointer : new int[] {28, 44, 52, 68, 76}) {
            assertThat(number(theirs, pointer)).as("pointer at " + pointer).isNotZero();
            ByteBuffer.wrap(theirs).order(ByteOrder.LITTLE_ENDIAN).putInt(pointer, number(ours, pointer));
        }
        assertThat(ours).isEqualTo(theirs);
    }

    private static int number(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }

    @Test
    void noCallIsLeftUncompared() {
        assertThat(Stream.concat(requests().map(request -> (String) request.get()[0]), Stream.of(ROOM_ALONE, OPEN_LOG))
                        .map(name -> key(Capture.of(name)))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(CALLS.keySet());
    }

    @SuppressWarnings("unchecked")
    private static <T> Answer<T> read(String name) {
        Capture capture = Capture.of(name);
        return (Answer<T>) call(capture).decode(capture.response());
    }

    @Test
    void valueIsReadWithItsTypeAndBytes() {
        Answer<Winreg.Data> zero = read(PYTHON + "17-QueryValue.query-value-exe-room-for-4096-bytes");
        assertThat(zero.content().value()).isEqualTo(RegistryValue.dword(0));
        Answer<Winreg.Data> small = read(PYTHON + "17-QueryValue.query-value-text-room-for-3-bytes-too-small");
        assertThat(small.error()).isEqualTo(234);
        assertThat(small.content().size()).isEqualTo(14);
        Answer<Winreg.Data> large = read(PYTHON + "17-QueryValue.query-value-large-room-for-32768-bytes");
        assertThat(large.content().value().bytes()).hasSize(20_000);
        Answer<Winreg.Data> text = read(PYTHON + "17-QueryValue.query-value-text-room-for-4096-bytes");
        assertThat(text.content().value().asString()).contains("Z\u00fcrich");
    }

    @Test
    void keyThatWasMadeIsToldFromOneThatWasThere() {
        Answer<Winreg.Created> made =
                read(PYTHON + "06-CreateKey.create-key-software-eku-captures-a-b-that-is-new-64-bit");
        Answer<Winreg.Created> there = read(PYTHON + "06-CreateKey.create-key-software-eku-captures-a-b-that-exists");
        assertThat(made.content().isNew()).isTrue();
        assertThat(there.content().isNew()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"impacket", "impacket-old-server"})
    void eventIsReadWithItsSourceAndStrings(String folder) {
        Answer<Eventlog.Records> all = read(folder + "/eventlog-10-ReadELW.read-forwards-from-record-1-64-kb");
        assertThat(all.content().all()).extracting(EventRecord::number).containsExactly(1L, 2L, 3L);
        EventRecord connected = all.content().all().get(0);
        assertThat(connected.id()).isEqualTo(41_025);
        assertThat(connected.source()).isEqualTo("LS Data MCU");
        assertThat(connected.strings()).containsExactly("edge.contoso.com", "8057");
        assertThat(connected.seconds()).isBetween(1_700_000_000L, 2_000_000_000L);
        assertThat(all.content().all().get(2).strings()).isEmpty();
        Answer<Eventlog.Records> backwards = Eventlog.read(NO_HANDLE, 3, true, 4_200)
                .decode(Capture.of(folder + "/eventlog-10-ReadELW.read-backwards-from-record-3-4200-bytes")
                        .response());
        assertThat(backwards.content().all()).extracting(EventRecord::number).containsExactly(3L, 2L, 1L);
        Answer<Eventlog.Records> small =
                read(folder + "/eventlog-10-ReadELW.read-forwards-from-record-2-60-bytes-which-are-too-few");
        assertThat(small.error()).isEqualTo(0xC000_0023);
        assertThat(small.content().needed()).isBetween(60, 200);
    }

    @Test
    void serviceIsReadWithItsPathAndState() {
        Answer<Svcctl.Config> config =
                read("samba-python-old-server/svcctl-17-QueryServiceConfigW.query-config-of-rtcdatamcu-8192-bytes");
        assertThat(config.content().displayName()).isNotBlank();
        assertThat(config.content().imagePath()).isNotBlank();
        Answer<Svcctl.Config> short0 = read(
                "samba-python-old-server/svcctl-17-QueryServiceConfigW.query-config-of-rtcdatamcu-no-buffer-how-much-is-needed");
        assertThat(short0.error()).isEqualTo(122);
        assertThat(short0.content().needed()).isPositive();
        Answer<Svcctl.Status> stopped =
                read("samba-python-old-server/svcctl-06-QueryServiceStatus.query-status-of-rtcdatamcu-that-is-stopped");
        assertThat(stopped.content().state()).isEqualTo(1);
        Answer<Optional<Svcctl.Status>> runs =
                read(SERVICES + "40-QueryServiceStatusEx.query-status-ex-of-spooler-level-0-36-bytes");
        assertThat(runs.content().orElseThrow().processId()).isPresent();
    }
}
