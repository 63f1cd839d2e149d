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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people save of a log in other forms than XML. None of it is a quiet log. */
final class NoExportTest {
    private static final EventQuery ALL =
            new EventQuery("Lync Server", "LS Data MCU", Set.of(41_025, 41_026), Instant.MIN, Instant.MAX);

    @TempDir
    private Path folder = Path.of("");

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of(
                        "e.csv",
                        "Level,Date and Time,Source,Event ID,Task Category\r\nError,6/10/2017,LS Data MCU,41026,(1018)\r\n",
                        "a table (CSV)"),
                Arguments.of(
                        "e.xml",
                        "\u30ec\u30d9\u30eb,\u65e5\u4ed8\u3068\u6642\u523b,\u30bd\u30fc\u30b9,\u30a4\u30d9\u30f3\u30c8 ID\r\n",
                        "a table (CSV)"),
                Arguments.of(
                        "e.txt", "Level\tDate and Time\tSource\r\nError\t6/10/2017\tLS Data MCU\r\n", "a table (CSV)"),
                Arguments.of(
                        "e.xml",
                        "#TYPE System.Diagnostics.Eventing.Reader.EventLogRecord\r\n\"Message\",\"Id\"\r\n",
                        "a table (CSV)"),
                Arguments.of("e.xml", "\"Message\";\"Id\";\"Version\"\r\n\"x\";\"41026\";\"0\"\r\n", "a table (CSV)"),
                Arguments.of(
                        "e.txt",
                        "Event[0]:\r\n  Log Name: Lync Server\r\n  Source: LS Data MCU\r\n",
                        "a text for people"),
                Arguments.of("e.xml", "Event[0]\r\n  Log Name: Lync Server\r\n", "a text for people"),
                Arguments.of(
                        "e.xml",
                        "Log Name:      Lync Server\r\nSource:        LS Data MCU\r\nDate: 1, 2, 3\r\n",
                        "a text for people"),
                Arguments.of(
                        "e.xml",
                        "\r\n\r\nTimeCreated  : 6/10/2017 9:00:00 AM\r\nProviderName : LS Data MCU\r\n",
                        "a text for people"),
                Arguments.of("e.json", "[{\"Id\": 41026, \"ProviderName\": \"LS Data MCU\"}]", "JSON"),
                Arguments.of("e.xml", "{\"Id\": 41026}", "JSON"),
                Arguments.of("e.xml", "", "empty"),
                Arguments.of("e.xml", "\ufeff \r\n", "empty"),
                Arguments.of("e.xml", "<!DOCTYPE html><html><body><p>Event</p></body></html>", "a web page (HTML)"),
                Arguments.of("e.xml", "<HTML><HEAD></HEAD></HTML>", "a web page (HTML)"),
                Arguments.of(
                        "e.xml",
                        "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\"><Obj RefId=\"0\"/></Objs>",
                        "XML of PowerShell's Export-Clixml"),
                Arguments.of(
                        "e.xml",
                        "<?xml version=\"1.0\"?><configuration><runtime/></configuration>",
                        "XML of something else"),
                Arguments.of("e.xml", "<Objects><Object>41026</Object></Objects>", "XML of something else"),
                Arguments.of("e.xml", "<plan/>", "XML of something else"),
                Arguments.of(
                        "e.xml",
                        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<Events></Events>",
                        "XML without any event"),
                Arguments.of("e.xml", "<Events/>", "XML without any event"),
                Arguments.of("e.xml", "MZ\u0090\u0003", "something else"),
                Arguments.of("e.txt", "nothing to see", "a text for people"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void whatIsSavedInAnotherFormIsNamedWithTheCommandThatExportsRightly(String name, String text, String looks)
            throws IOException {
        for (Charset charset : new Charset[] {StandardCharsets.UTF_8, StandardCharsets.UTF_16LE}) {
            assertRefused(name, text.getBytes(charset))
                    .hasMessageContaining(name + " is " + looks)
                    .hasMessageContaining(
                            "Next: export the log on that host: wevtutil qe \"Lync Server\" /f:RenderedXml");
        }
    }

    @Test
    void binaryLogIsKnownByItsFirstBytesOrByItsName() throws IOException {
        assertRefused("e.xml", "ElfFile\0\0\0".getBytes(StandardCharsets.US_ASCII))
                .hasMessageContaining("is a binary event log");
        assertRefused("e.xml", "0\0\0\0LfLe\1\0".getBytes(StandardCharsets.US_ASCII))
                .hasMessageContaining("is a binary event log");
        assertRefused("Lync Server.EVTX", new byte[0]).hasMessageContaining("is a binary event log");
        assertRefused("x.evtx", new byte[] {1, 2, 3}).hasMessageContaining("wevtutil qe FILE /lf:true /f:xml");
    }

    @Test
    void exportOfAnotherLogIsNoQuietLog() throws IOException {
        String other = "<Event><System><Provider Name='Service Control Manager'/><EventID>7036</EventID>"
                + "<TimeCreated SystemTime='2017-06-10T09:00:00Z'/><Channel>System</Channel></System></Event>";

        assertRefused("system.xml", other.repeat(3).getBytes(StandardCharsets.UTF_8))
                .hasMessageContaining("holds events of System, and none of the log Lync Server")
                .hasMessageContaining("wevtutil qe \"Lync Server\" /f:RenderedXml");
    }

    @Test
    void eventsOfTheLogThatAreOtherMattersAreAQuietLog() throws IOException {
        String other = "<Event><System><Provider Name='LS Server'/><EventID>12345</EventID>"
                + "<TimeCreated SystemTime='2017-06-10T0HOUR:00:00Z'/><Channel>Lync Server</Channel></System></Event>";
        Path file = Files.writeString(folder.resolve("e.xml"), other.replace("HOUR", "9") + other.replace("HOUR", "1"));

        LogExcerpt log = EventExport.of(file).read(ALL).orElseThrow();

        assertThat(log.events()).isEmpty();
        assertThat(log.since()).contains(Instant.parse("2017-06-10T01:00:00Z"));
        assertThat(log.until()).contains(Instant.parse("2017-06-10T09:00:00Z"));
    }

    @Test
    void exportOfWhichNothingCanBeReadIsNoQuietLog() throws IOException {
        String bad = "<Event><System><Provider Name='LS Data MCU'/><EventID>41026</EventID>"
                + "<TimeCreated SystemTime='yesterday'/></System></Event>";

        assertRefused("e.xml", bad.repeat(5).getBytes(StandardCharsets.UTF_8))
                .hasMessageContaining("/System/TimeCreated cannot be read");
    }

    private org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            String name, byte... text) throws IOException {
        Path file = Files.write(folder.resolve(name), text);
        return assertThatThrownBy(() -> EventExport.of(file).query(ALL))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.MALFORMED_FILE));
    }
}
