package dev.eku.backend.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.Winevt.EVT_HANDLE;
import com.sun.jna.platform.win32.Winevt.EVT_RPC_LOGIN;
import com.sun.jna.ptr.IntByReference;
import dev.eku.host.HostRef;
import dev.eku.host.event.EventQuery;
import dev.eku.host.event.LogExcerpt;
import dev.eku.host.event.LoggedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the functions of event logs are called, and what is made of their answers. No machine here has them. */
final class WindowsEventLogTest {
    private static final EventQuery QUERY = new EventQuery(
            "Lync Server",
            "LS Data MCU",
            Set.of(41_026, 41_025),
            Instant.parse("2017-06-10T00:00:00Z"),
            Instant.parse("2017-06-11T00:00:00.5Z"));

    private final RecordedApi api = new RecordedApi();
    private final List<String> texts = new ArrayList<>();
    private int open;
    private int given;
    private String oldest = "";
    private boolean asksForTheOldest;

    @Test
    void queryAsksByPathWithTheNewestFirst() {
        logHolds();

        assertThat(log(Optional.empty()).query(QUERY)).contains(List.of());
        assertThat(api.calls("EvtQuery"))
                .containsExactly(
                        "EvtQuery Lync Server *[System[Provider[@Name='LS Data MCU'] and (EventID=41025 or"
                                + " EventID=41026) and TimeCreated[@SystemTime>='2017-06-10T00:00:00Z' and"
                                + " @SystemTime<='2017-06-11T00:00:00.500Z']]] 0x201",
                        "EvtQuery Lync Server * 0x101");
        assertThat(open).isZero();
    }

    @Test
    void eventsAreGivenTheOldestFirst() {
        logHolds(event("2017-06-10T02:00:00Z", 9, "b"), event("2017-06-10T01:00:00Z", 8, "x".repeat(30_000)));

        List<LoggedEvent> events = log(Optional.empty()).query(QUERY).orElseThrow();

        assertThat(events).extracting(LoggedEvent::record).containsExactly(8L, 9L);
        // What does not fit the first buffer is read whole, and its first part kept.
        assertThat(events.get(0).data().get(0)).hasSize(2000);
        assertThat(open).isZero();
    }

    @Test
    void moreEventsThanComeAtOnceAreRead() {
        String[] many = new String[150];
        for (int i = 0; i < many.length; i++) {
            many[i] = event("2017-06-10T01:00:00Z", i, "x");
        }
        logHolds(many);

        assertThat(log(Optional.empty()).query(QUERY).orElseThrow()).hasSize(150);
        // Of which one ends it, and one asks for the oldest of all.
        assertThat(api.calls("EvtNext")).hasSize(5);
        assertThat(open).isZero();
    }

    @Test
    void oldestEventOfTheLogTellsHowFarBackItGoes() {
        logHolds(event("2017-06-10T02:00:00Z", 9, "b"));
        oldest = event("2017-06-10T00:30:00Z", 1, "a")
                .replace("LS Data MCU'/>", "LS Server'/><Channel>Lync Server</Channel>");

        assertThat(log(Optional.empty()).read(QUERY).orElseThrow().since())
                .contains(Instant.parse("2017-06-10T00:30:00Z"));
        assertThat(open).isZero();
    }

    @Test
    void logWithoutAnyEventCoversNothing() {
        logHolds();

        assertThat(log(Optional.empty()).read(QUERY).orElseThrow().since()).contains(QUERY.to());
    }

    @Test
    void beginOfTheLogThatCannotBeReadIsNotKnown() {
        logHolds(event("2017-06-10T02:00:00Z", 9, "b"));
        oldest = "<Event/>";

        LogExcerpt log = log(Optional.empty()).read(QUERY).orElseThrow();

        assertThat(log.since()).isEmpty();
        assertThat(log.unreadable()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2017-06-10T01:00:00", "", "+1000000000-12-31T23:59:59Z", "1600-12-31T00:00:00Z", "&#xD800;"})
    void eventWithABadTimeCostsItself(String time) {
        logHolds(event("2017-06-10T02:00:00Z", 9, "b"), event(time, 8, "bad"), event("2017-06-10T01:00:00Z", 7, "a"));

        LogExcerpt log = log(Optional.empty()).read(QUERY).orElseThrow();

        assertThat(log.events()).extracting(LoggedEvent::record).containsExactly(7L, 9L);
        assertThat(log.unreadable()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u0001", "\uFFFE", "\uD800", "&#0;", "&#xD800;", "&#xFFFFFFFFFF;"})
    void badCharacterCostsItself(String bad) {
        logHolds(event("2017-06-10T02:00:00Z", 9, "edge" + bad + ".x.com"), event("2017-06-10T01:00:00Z", 7, "a"));

        LogExcerpt log = log(Optional.empty()).read(QUERY).orElseThrow();

        assertThat(log.events())
                .extracting(LoggedEvent::data)
                .containsExactly(List.of("a"), List.of("edge\uFFFD.x.com"));
        assertThat(log.altered()).isOne();
        assertThat(log.unreadable()).isZero();
    }

    @Test
    void eventThatWindowsCannotRenderCostsItself() {
        logHolds(event("2017-06-10T02:00:00Z", 9, "b"), "", event("2017-06-10T01:00:00Z", 7, "a"));

        LogExcerpt log = log(Optional.empty()).read(QUERY).orElseThrow();

        assertThat(log.events()).hasSize(2);
        assertThat(log.unreadable()).isOne();
        assertThat(open).isZero();
    }

    @Test
    void logThatCannotBeReadToItsEndIsNoShorterLog() {
        logHolds(event("2017-06-10T02:00:00Z", 9, "b"));
        RecordedApi.Answer some = arguments -> {
            Native.setLastError(15_011);
            return false;
        };
        api.on("EvtNext", some);

        assertThatThrownBy(() -> log(Optional.empty()).query(QUERY)).hasMessageContaining("EvtNext failed");
        assertThat(open).isZero();
    }

    @Test
    void serverIsAskedInASessionOfItsOwn() {
        logHolds();
        List<String> servers = new ArrayList<>();
        api.on("EvtOpenSession", arguments -> {
            servers.add(((EVT_RPC_LOGIN) arguments[1]).Server);
            open++;
            return handle();
        });

        assertThat(log(Optional.of("fe01")).query(QUERY)).isPresent();
        assertThat(servers).containsExactly("fe01");
        assertThat(open).isZero();
    }

    @Test
    void logThatIsNotThereIsEmpty() {
        api.on("EvtQuery", arguments -> failing(15_007));

        assertThat(log(Optional.empty()).query(QUERY)).isEmpty();
    }

    @Test
    void refusalNamesTheCall() {
        api.on("EvtQuery", arguments -> failing(5));

        assertThatThrownBy(() -> log(Optional.empty()).query(QUERY))
                .hasMessageContaining("ACCESS_DENIED: EvtQuery failed on local:");
    }

    @Test
    void sessionThatCannotBeOpenedIsAnError() {
        api.on("EvtOpenSession", arguments -> failing(1722));

        assertThatThrownBy(() -> log(Optional.of("fe01")).query(QUERY))
                .hasMessageContaining("HOST_UNREACHABLE: EvtOpenSession failed");
    }

    @Test
    void whatWasOpenedIsClosedWhenReadingFails() {
        logHolds(event("2017-06-10T01:00:00Z", 1, "x"));
        api.on("EvtRender", arguments -> {
            Native.setLastError(13);
            return false;
        });

        assertThatThrownBy(() -> log(Optional.empty()).query(QUERY)).hasMessageContaining("EvtRender failed");
        assertThat(open).isZero();
    }

    private WindowsEventLog log(Optional<String> server) {
        return new WindowsEventLog(() -> api.proxy(WevtApi.class), new WindowsErrors(HostRef.parse("local:")), server);
    }

    private static @Nullable Object failing(int error) {
        Native.setLastError(error);
        return null;
    }

    private static EVT_HANDLE handle() {
        return new EVT_HANDLE(new Pointer(99));
    }

    private void logHolds(String... newestFirst) {
        texts.addAll(List.of(newestFirst));
        api.on("EvtQuery", arguments -> {
            open++;
            asksForTheOldest = arguments[2].equals("*");
            return handle();
        });
        api.on("EvtClose", arguments -> {
            open--;
            return true;
        });
        api.on("EvtNext", arguments -> {
            if (asksForTheOldest && !oldest.isEmpty()) {
                texts.add(given, oldest);
                oldest = "";
            }
            int count = Math.min((Integer) arguments[1], texts.size() - given);
            if (count == 0) {
                Native.setLastError(259);
                return false;
            }
            for (int i = 0; i < count; i++) {
                ((EVT_HANDLE[]) arguments[2])[i] = new EVT_HANDLE(new Pointer(1000 + given + i));
            }
            given += count;
            open += count;
            ((IntByReference) arguments[5]).setValue(count);
            return true;
        });
        api.on("EvtRender", arguments -> {
            int number = (int) Pointer.nativeValue(((EVT_HANDLE) arguments[1]).getPointer()) - 1000;
            String text = texts.get(number);
            if (text.isEmpty()) {
                Native.setLastError(15_005);
                return false;
            }
            int needed = (text.length() + 1) * Native.WCHAR_SIZE;
            ((IntByReference) arguments[5]).setValue(needed);
            if ((Integer) arguments[3] < needed) {
                Native.setLastError(122);
                return false;
            }
            for (int i = 0; i < text.length(); i++) {
                ((Memory) arguments[4]).setMemory((long) i * Native.WCHAR_SIZE, Native.WCHAR_SIZE, (byte) 0);
                ((Memory) arguments[4]).setChar((long) i * Native.WCHAR_SIZE, text.charAt(i));
            }
            return true;
        });
    }

    private static String event(String at, int record, String data) {
        return "<Event><System><Provider Name='LS Data MCU'/><EventID>41025</EventID><TimeCreated SystemTime='" + at
                + "'/><EventRecordID>" + record + "</EventRecordID></System><EventData><Data>" + data
                + "</Data></EventData></Event>";
    }
}
