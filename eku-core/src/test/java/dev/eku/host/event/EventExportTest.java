package dev.eku.host.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports as {@code wevtutil} and the Event Viewer write them, and files that are none. */
final class EventExportTest {
    private static final Instant NINE = Instant.parse("2017-06-10T09:00:00Z");
    private static final EventQuery ALL =
            new EventQuery("Lync Server", "LS Data MCU", Set.of(41_025, 41_026), Instant.MIN, Instant.MAX);
    private static final String CONNECTED =
            event("2017-06-10T09:00:00.123456700Z", 7, 41_025, "edge.contoso.com", "8057");
    private static final String LOST = event("2017-06-10T09:00:01.000000000Z", 8, 41_026);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void eventsOneBehindTheOtherAreRead() throws IOException {
        assertThat(events(CONNECTED + LOST, StandardCharsets.UTF_8))
                .containsExactly(
                        new LoggedEvent(
                                NINE.plusNanos(123_456_700),
                                7,
                                41_025,
                                "LS Data MCU",
                                List.of("edge.contoso.com", "8057"),
                                Optional.empty()),
                        new LoggedEvent(NINE.plusSeconds(1), 8, 41_026, "LS Data MCU", List.of(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void eventsBelowOneRootAreReadWithByteOrderMarkAndDeclaration(String charset) throws IOException {
        String whole = "\ufeff<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\r\n<Events>" + CONNECTED
                + "\r\n" + LOST + "</Events>\r\n";

        assertThat(events(whole, Charset.forName(charset))).hasSize(2);
    }

    @Test
    void messageThatWasPutTogetherIsRead() throws IOException {
        String rendered = CONNECTED.replace(
                "</Event>",
                "<RenderingInfo Culture='en-US'><Message>It has\nsucceeded.</Message></RenderingInfo></Event>");

        assertThat(events(rendered, StandardCharsets.UTF_8).get(0).message()).contains("It has\nsucceeded.");
    }

    @Test
    void userDataIsReadAsData() throws IOException {
        String user = event("2017-06-10T09:00:00Z", 1, 41_025)
                .replace(
                        "<EventData></EventData>",
                        "<UserData><A xmlns='x'><Fqdn> e.x.com </Fqdn><P>8057</P></A></UserData>");

        assertThat(events(user, StandardCharsets.UTF_8).get(0).data()).containsExactly("e.x.com", "8057");
    }

    @Test
    void otherSourcesIdsAndTimesAreLeftOut() throws IOException {
        String all = CONNECTED
                + CONNECTED.replace("LS Data MCU", "LS Protocol Stack")
                + event("2017-06-10T09:00:02Z", 9, 41_032)
                + event("2017-06-10T08:59:59Z", 3, 41_026)
                + event("2017-06-10T09:00:05Z", 10, 41_026);

        assertThat(EventExport.of(file(all, StandardCharsets.UTF_8))
                        .query(new EventQuery(
                                "Lync Server", "LS Data MCU", Set.of(41_025, 41_026), NINE, NINE.plusSeconds(4))))
                .hasValueSatisfying(events ->
                        assertThat(events).extracting(LoggedEvent::record).containsExactly(7L));
    }

    @Test
    void newestFirstIsTurnedRound() throws IOException {
        assertThat(events(LOST + CONNECTED, StandardCharsets.UTF_8))
                .extracting(LoggedEvent::id)
                .containsExactly(41_025, 41_026);
    }

    @Test
    void ofTooManyTheNewestAreKeptInWhicheverOrderTheyStand() throws IOException {
        StringBuilder newestFirst = new StringBuilder();
        for (int second = EventLog.MAX_EVENTS; second >= 0; second--) {
            newestFirst.append("<Event><System><Provider Name='LS Data MCU'/><EventID>41025</EventID>");
            newestFirst
                    .append("<TimeCreated SystemTime='")
                    .append(NINE.plusSeconds(second))
                    .append("'/></System></Event>");
        }

        List<LoggedEvent> kept = events(newestFirst.toString(), StandardCharsets.UTF_8);

        assertThat(kept).hasSize(EventLog.MAX_EVENTS);
        assertThat(kept.get(0).at()).isEqualTo(NINE.plusSeconds(1));
        assertThat(kept.get(kept.size() - 1).at()).isEqualTo(NINE.plusSeconds(EventLog.MAX_EVENTS));
    }

    @Test
    void nestedWithoutEndIsNoEvent() throws IOException {
        String deep = "<Event>" + "<a>".repeat(300_000) + "</a>".repeat(300_000) + "</Event>";
        Path file = file(deep, StandardCharsets.UTF_8);

        assertThatThrownBy(() -> EventExport.of(file).query(ALL))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.MALFORMED_FILE));
    }

    /** Whatever it is that has no end: a text, an attribute, a list, a comment, or what stands between two events. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Event><EventData><Data>|x|</Data></EventData></Event>",
                "<Event><RenderingInfo><Message>|x|</Message></RenderingInfo></Event>",
                "<Event><System><Provider Name='|x|'/></System></Event>",
                "<Event><EventData>|<Data/>|</EventData></Event>",
                "<Event><!--|x|--></Event>",
                "<Event></Event>| |<Event></Event>"
            })
    void eventLargerThanAnyIsOneClearError(String form) throws IOException {
        String[] parts = form.split("\\|", -1);
        String some = parts[0] + parts[1].repeat(900_000 / parts[1].length()) + parts[2];
        String more = parts[0] + parts[1].repeat(5_000_000 / parts[1].length()) + parts[2];

        assertThat(events(CONNECTED + some + some + LOST, StandardCharsets.UTF_8))
                .hasSize(2);
        Path file = file(CONNECTED + "\n" + more + LOST, StandardCharsets.UTF_8);
        assertThatThrownBy(() -> EventExport.of(file).query(ALL))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.MALFORMED_FILE))
                .hasMessageContaining("at line 2: the text there is larger than any event");
    }

    @Test
    void ofOneEventNoMoreIsKeptThanManyLeaveRoomFor() throws IOException {
        String big = event("2017-06-10T09:00:00Z", 1, 41_025, "edge.contoso.com", "x".repeat(100_000), "8057");
        String many = event(
                        "2017-06-10T09:00:01Z", 2, 41_025, "y,".repeat(10_000).split(","))
                .replace(
                        "</Event>",
                        "<RenderingInfo><Message>" + "z".repeat(100_000) + "</Message></RenderingInfo></Event>");

        List<LoggedEvent> events = events(big + many, StandardCharsets.UTF_8);

        assertThat(events.get(0).data().get(0)).isEqualTo("edge.contoso.com");
        assertThat(events)
                .allSatisfy(event -> assertThat(event.data().stream()
                                        .mapToInt(text -> text.length() + 1)
                                        .sum()
                                + event.message().orElse("").length())
                        .isLessThanOrEqualTo(4100));
    }

    @Test
    void controlCharactersAndForeignCodePagesDoNoHarm() throws IOException {
        byte[] text = event("2017-06-10T09:00:00Z", 1, 41_025, "a&#x1;b", "?").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < text.length; i++) {
            text[i] = text[i] == '?' ? (byte) 0x83 : text[i];
        }
        Path file = Files.write(folder.resolve("sjis.xml"), text);

        assertThat(EventExport.of(file).query(ALL).orElseThrow().get(0).data()).containsExactly("a\u0001b", "\ufffd");
    }

    /** Wherever it is cut within an event, there is one error and it says where. */
    @Test
    void exportThatIsCutShortIsOneClearError() throws IOException {
        String whole = CONNECTED + "\n" + LOST;
        int second = CONNECTED.length() + 1;
        for (int end = second + 1; end < whole.length(); end += 7) {
            Path file = file(whole.substring(0, end), StandardCharsets.UTF_8);
            assertThatThrownBy(() -> EventExport.of(file).query(ALL))
                    .as("cut at " + end)
                    .isInstanceOfSatisfying(
                            EkuException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.MALFORMED_FILE))
                    .hasMessageContaining("is not a complete export of an event log, at line 2")
                    .hasMessageContaining("Next: export the log again: wevtutil qe");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body/></html>",
                "nonsense <",
                "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><Events/>",
                "<Event>&outside;</Event>",
                "</eku-events>",
                "<Event><System><EventID>one</EventID></System></Event>",
                "<Event><System><TimeCreated SystemTime='yesterday'/></System></Event>",
                "<Event><System><EventRecordID>99999999999999999999</EventRecordID></System></Event>"
            })
    void whatIsNoExportIsOneClearError(String text) throws IOException {
        Path file = file(text, StandardCharsets.UTF_8);

        assertThatThrownBy(() -> EventExport.of(file).query(ALL))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.MALFORMED_FILE));
    }

    @Test
    void binaryLogIsRefusedWithTheCommandThatExportsIt() throws IOException {
        Path file = file("ElfFile\0and more", StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> EventExport.of(file).query(ALL))
                .hasMessageContaining("is a binary event log")
                .hasMessageContaining("wevtutil qe FILE /lf:true /f:xml > FILE.xml");
    }

    @Test
    void missingFileIsAnError() {
        assertThatThrownBy(() -> EventExport.of(folder.resolve("missing.xml")).query(ALL))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.FILE_FAILURE));
    }

    private List<LoggedEvent> events(String text, Charset charset) throws IOException {
        return EventExport.of(file(text, charset)).query(ALL).orElseThrow();
    }

    private Path file(String text, Charset charset) throws IOException {
        return Files.write(folder.resolve("export.xml"), text.getBytes(charset));
    }

    private static String event(String at, long record, int id, String... data) {
        StringBuilder all = new StringBuilder();
        for (String one : data) {
            all.append("<Data>").append(one).append("</Data>");
        }
        return "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='LS Data MCU'/>"
                + "<EventID Qualifiers='50175'>" + id + "</EventID><Level>2</Level><Task>1018</Task>"
                + "<TimeCreated SystemTime='" + at + "'/><EventRecordID>" + record + "</EventRecordID>"
                + "<Channel>Lync Server</Channel><Computer>fe01.contoso.com</Computer><Security/></System><EventData>"
                + all + "</EventData></Event>";
    }
}
