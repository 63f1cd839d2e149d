package dev.eku.host.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.contract.SpoiledInputs;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A character that is none, or a time that is none, costs no more than the event it is in. */
final class DamagedExportTest {
    private static final EventQuery ALL =
            new EventQuery("Lync Server", "LS Data MCU", Set.of(41_025, 41_026), Instant.MIN, Instant.MAX);

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000",
                "\u0001",
                "\u000b",
                "\u001f",
                "\ufffe",
                "\uffff",
                "&#0;",
                "&#x0;",
                "&#xD800;",
                "&#55296;",
                "&#xFFFE;",
                "&#x110000;",
                "&#99999999999999999999;"
            })
    void badCharacterCostsItself(String bad) throws IOException {
        String damaged = event(2, "edge" + bad + ".x.com");
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            LogExcerpt log = read((event(1, "a") + damaged + event(3, "c")).getBytes(charset));

            assertThat(log.events())
                    .extracting(LoggedEvent::data)
                    .containsExactly(List.of("a"), List.of("edge\ufffd.x.com"), List.of("c"));
            assertThat(log.altered()).isOne();
            assertThat(log.unreadable()).isZero();
        }
    }

    @Test
    void badCharacterBetweenEventsCostsNothing() throws IOException {
        LogExcerpt log = read((event(1, "a") + "\0\u0001\ufffe\ufeff\u001a" + event(2, "b") + "\0\0")
                .getBytes(StandardCharsets.UTF_8));

        assertThat(log.events()).hasSize(2);
        assertThat(log.unreadable() + log.altered()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<TimeCreated SystemTime='2017-06-10T09:00:00'/>",
                "<TimeCreated SystemTime=''/>",
                "<TimeCreated/>",
                "",
                "<TimeCreated SystemTime='yesterday'/>",
                "<TimeCreated SystemTime='+1000000000-12-31T23:59:59.999999999Z'/>",
                "<TimeCreated SystemTime='-1000000000-01-01T00:00:00Z'/>",
                "<TimeCreated SystemTime='1600-12-31T23:59:59Z'/>",
                "<TimeCreated SystemTime='2017-02-30T09:00:00Z'/>",
                "<TimeCreated SystemTime='2017-06-10T09:00:00Z'",
                "<TimeCreated SystemTime='2017-06-10T09:00:00Z/>",
                "<TimeCreated SystemTime='2017-06-10T09:00:00Z'/><EventID>one</EventID>",
                "<TimeCreated SystemTime='2017-06-10T09:00:00Z'/><EventRecordID>99999999999999999999</EventRecordID>",
                "<TimeCreated SystemTime='2017-06-10T09:00:00Z'/>&outside;",
                "<TimeCreated SystemTime='2017-06-10T09:00:00Z'/>a & b",
                "<TimeCreated SystemTime='2017-06-10T09:00:00Z'/><a></b>",
            })
    void eventThatCannotBeReadCostsItself(String time) throws IOException {
        String damaged = event(2, "b").replaceFirst("<TimeCreated[^>]*>", time);

        LogExcerpt log = read((event(1, "a") + damaged + event(3, "c")).getBytes(StandardCharsets.UTF_8));

        assertThat(log.events()).extracting(LoggedEvent::record).containsExactly(1L, 3L);
        assertThat(log.unreadable()).isOne();
    }

    /** Nobody knows whether such a one is a loss, so a log that holds it is not quiet. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Provider Name='LS Data MCU'/>",
                "<Provider Name='LS Data MCU'/><EventID>1073782849</EventID>",
                "<Provider Name='LS Data MCU'/><EventID>-1</EventID>",
                "<Provider Name='LS Data MCU'/><EventID/>",
                "<Provider Guid='{0}'/><EventID>41025</EventID>",
                "<Provider Name=''/><EventID>41025</EventID>",
                "<Provider/><EventID>41025</EventID>",
                "<EventID>41025</EventID>",
                ""
            })
    void eventThatDoesNotTellWhichOrWhoseItIsIsCounted(String about) throws IOException {
        String damaged = event(2, "b").replaceFirst("<Provider.*</EventID>", about);

        LogExcerpt log = read((event(1, "a") + damaged + event(3, "c")).getBytes(StandardCharsets.UTF_8));

        assertThat(log.events()).extracting(LoggedEvent::record).containsExactly(1L, 3L);
        assertThat(log.unreadable()).isOne();
        assertThatThrownBy(() -> read(damaged.getBytes(StandardCharsets.UTF_8)))
                .hasMessageStartingWith("MALFORMED_FILE")
                .hasMessageContaining("at line 1: ")
                .hasMessageNotContaining(":  cannot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Name='ls data mcu'", "Name=' LS Data MCU '", "EventSourceName='LS Data MCU'"})
    void sourceIsKnownInEverySpelling(String name) throws IOException {
        LogExcerpt log = read(event(1, "a").replace("Name='LS Data MCU'", name).getBytes(StandardCharsets.UTF_8));

        assertThat(log.events()).extracting(LoggedEvent::source).containsExactly("LS Data MCU");
    }

    @Test
    void eventsWithAPrefixAreReadWhereverItIsDeclared() throws IOException {
        String prefixed = (event(1, "a") + event(2, "b")).replaceAll("<(/?)", "<$1e:");
        String below = prefixed.replaceAll(" xmlns='[^']*'", "");
        String declared = " xmlns:e='http://schemas.microsoft.com/win/2004/08/events/event'";
        for (String text : List.of(
                prefixed.replace(" xmlns=", " xmlns:e="),
                "<e:Events" + declared + ">" + below + "</e:Events>",
                below)) {
            assertThat(read(text.getBytes(StandardCharsets.UTF_8)).events()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Events", "Log", "root"})
    void exportsOneBehindTheOtherAreReadAndWhatBothHoldCountsOnce(String root) throws IOException {
        String begin = "<?xml version='1.0' encoding='utf-8'?>\r\n<" + root + ">";
        String end = "</" + root + ">\r\n";
        LogExcerpt log =
                read((begin + event(1, "a") + event(2, "b") + end + begin + event(2, "b") + event(3, "c") + end)
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(log.events()).extracting(LoggedEvent::record).containsExactly(1L, 2L, 3L);
        assertThat(log.unreadable()).isZero();
    }

    @Test
    void eventWithoutAnEndCostsItself() throws IOException {
        String damaged = event(2, "b").replace("</Event>", "</Evxnt>");

        LogExcerpt log = read((event(1, "a") + damaged + event(3, "c")).getBytes(StandardCharsets.UTF_8));

        assertThat(log.events()).extracting(LoggedEvent::record).containsExactly(1L, 3L);
        assertThat(log.unreadable()).isOne();
    }

    @Test
    void damagedEventThatIsNotAskedForIsNotCounted() throws IOException {
        String other = event(2, "b").replace("LS Data MCU", "LS Server").replace("SystemTime='2", "SystemTime='x");
        String otherId = event(3, "b").replace("41025", "30001").replace("SystemTime='2", "SystemTime='x");

        LogExcerpt log = read((event(1, "a") + other + otherId).getBytes(StandardCharsets.UTF_8));

        assertThat(log.events()).hasSize(1);
        assertThat(log.unreadable()).isZero();
    }

    @Test
    void timeWithAnOffsetIsATime() throws IOException {
        LogExcerpt log = read(
                event(1, "a").replace("09:00:01Z", "18:00:01.1234567+09:00").getBytes(StandardCharsets.UTF_8));

        assertThat(log.events())
                .extracting(LoggedEvent::at)
                .containsExactly(Instant.parse("2017-06-10T09:00:01.1234567Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void encodingIsKnownWithAndWithoutByteOrderMark(String name) throws IOException {
        String text = "\r\n" + event(1, "\u30a8\u30c3\u30b8.x.com") + event(2, "b");
        for (String mark : List.of("", "\ufeff")) {
            LogExcerpt log = read((mark + text).getBytes(Charset.forName(name)));

            assertThat(log.events()).hasSize(2);
            assertThat(log.events().get(0).data()).containsExactly("\u30a8\u30c3\u30b8.x.com");
            assertThat(log.altered()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-31j", "windows-1252", "IBM437", "GBK", "Big5", "GB18030", "windows-1251"})
    void codePageOfTheConsoleLosesNoEvent(String name) throws IOException {
        Charset page = Charset.forName(name);
        String letters = new String(new char[] {'\u00e9', '\u30a8', '\u8a9e', '\u0416', '\u4e2d'});
        StringBuilder known = new StringBuilder();
        letters.chars()
                .filter(letter -> page.newEncoder().canEncode((char) letter))
                .forEach(known::appendCodePoint);

        LogExcerpt log = read((event(1, known + "x") + event(2, "edge.x.com")).getBytes(page));
        assertThat(log.events()).hasSize(2);
        assertThat(log.events().get(1).data()).containsExactly("edge.x.com");
        assertThat(log.altered()).isOne();

        String declared = "<?xml version=\"1.0\" encoding=\"" + name + "\"?>";
        LogExcerpt told = read((declared + event(1, known + "x")).getBytes(page));
        assertThat(told.events().get(0).data()).containsExactly(known + "x");
        assertThat(told.altered()).isZero();
    }

    /**
     * Whatever bytes of an export are damaged: it is read or refused with one clear error, within the time of its size,
     * and what is undamaged and whole is not lost where it is read.
     */
    @Test
    void damageAtRandomIsOneClearErrorOrCostsNoMoreThanTheEventsItIsIn() {
        int[] read = new int[1];
        String why = "each is a file that is written, and three documents";
        int inputs = SpoiledInputs.eachFewer("exports of events", why, 20_000, (random, input) -> {
            Charset charset = random.nextInt(4) == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            int damaged = random.nextInt(3);
            for (int i = 0; i < 3; i++) {
                byte[] event = event(i, "edge" + i + ".x.com", "8057").getBytes(charset);
                all.write(
                        i == damaged ? damaged(event, charset.equals(StandardCharsets.UTF_8) ? 1 : 2, random) : event);
            }
            try {
                LogExcerpt log = read(all.toByteArray());
                read[0]++;
                for (long i = 0; i < 3; i++) {
                    long record = i;
                    boolean next = i == damaged + 1;
                    if (i != damaged && !next) {
                        assertThat(log.events()).anyMatch(event -> event.record() == record);
                    }
                }
                // The one behind may be lost with it, where its start is damaged; then that is told.
                assertThat(log.events().size() + log.unreadable()).isGreaterThanOrEqualTo(2);

            } catch (EkuException refused) {
                assertThat(refused.code()).isEqualTo(ErrorCode.MALFORMED_FILE);
            }
        });
        assertThat(read[0]).isGreaterThan(inputs / 2);
    }

    /** Bytes are lost in whole units only: what is behind half of one is another text. */
    private static byte[] damaged(byte[] event, int unit, SplittableRandom random) {
        byte[] changed = event.clone();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            int at = random.nextInt(changed.length / unit) * unit;
            switch (random.nextInt(3)) {
                case 0 -> changed[at] = (byte) random.nextInt(256);
                case 1 -> changed[at] = (byte) "<>&'\"/=;#x\0".charAt(random.nextInt(11));
                default -> {
                    int length = Math.min(changed.length - at, unit * (1 + random.nextInt(8)));
                    byte[] shorter = new byte[changed.length - length];
                    System.arraycopy(changed, 0, shorter, 0, at);
                    System.arraycopy(changed, at + length, shorter, at, shorter.length - at);
                    changed = shorter.length == 0 ? changed : shorter;
                }
            }
        }
        return changed;
    }

    private LogExcerpt read(byte... text) throws IOException {
        Path file = Files.write(folder.resolve("export.xml"), text);
        return EventExport.of(file).read(ALL).orElseThrow();
    }

    private static String event(int number, String... data) {
        StringBuilder all = new StringBuilder();
        for (String one : data) {
            all.append("<Data>").append(one).append("</Data>");
        }
        return "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='LS Data MCU'/>"
                + "<EventID Qualifiers='50175'>41025</EventID><TimeCreated SystemTime='2017-06-10T09:00:0" + number
                + "Z'/><EventRecordID>" + number + "</EventRecordID><Channel>Lync Server</Channel></System><EventData>"
                + all + "</EventData></Event>\r\n";
    }
}
