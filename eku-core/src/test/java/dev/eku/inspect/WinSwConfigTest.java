package dev.eku.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.HostFiles;
import dev.eku.inspect.WinSwConfig.Reason;
import dev.eku.text.Message;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies beside an executable, or above it, and makes it a wrapper. */
class WinSwConfigTest {
    private static final String RELAY = "C:\\App\\bin\\Relay.exe";

    private static String service(String executable) {
        return "<service><id>x</id><executable>" + executable + "</executable></service>";
    }

    /** Files by their path; what has no bytes may not be read. */
    private record Files(Map<String, Optional<byte[]>> all, List<String> asked) implements HostFiles {
        static Files of(String path, String text) {
            return of(Map.of(path, text));
        }

        static Files of(Map<String, String> texts) {
            Map<String, Optional<byte[]>> all = new java.util.HashMap<>();
            texts.forEach((path, text) -> all.put(path, Optional.of(text.getBytes(StandardCharsets.UTF_8))));
            return new Files(all, new ArrayList<>());
        }

        @Override
        public boolean isFile(String path) {
            return all.containsKey(path);
        }

        @Override
        public Optional<String> longPath(String path) {
            return Optional.of(path);
        }

        @Override
        public Optional<byte[]> read(String path, int limit) {
            throw new AssertionError(path);
        }

        @Override
        public Optional<byte[]> read(String path, long offset, int length) {
            asked.add(path);
            if (!all.containsKey(path)) {
                return Optional.empty();
            }
            byte[] bytes =
                    all.get(path).orElseThrow(() -> new Win32Exception(Win32Error.ACCESS_DENIED, "CreateFile", path));
            return Optional.of(Arrays.copyOf(bytes, Math.min(bytes.length, length)));
        }
    }

    private static WinSwConfig of(HostFiles files) {
        return WinSwConfig.of(RELAY, "", files, true);
    }

    private static WinSwConfig xml(String text) {
        return of(Files.of("C:\\App\\bin\\Relay.xml", text));
    }

    private static WinSwConfig yml(String text) {
        return of(Files.of("C:\\App\\bin\\Relay.yml", text));
    }

    private static WinSwConfig yml(byte... bytes) {
        return of(new Files(Map.of("C:\\App\\bin\\Relay.yml", Optional.of(bytes)), new ArrayList<>()));
    }

    private static void requireUnknownProgram(WinSwConfig config, Reason reason) {
        assertThat(config.isThere()).isTrue();
        assertThat(config.executable()).isEmpty();
        assertThat(config.unread().map(Message::arguments).orElseThrow().get(1).toString())
                .contains(reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<service><executable>a.exe</executable></service>",
                "<service><id>x</id><executable>\n<![CDATA[a.exe]]></executable></service>",
                "<service><executable>a<b/>.exe<!-- b --></executable></service>",
                "<!DOCTYPE service><service><executable>a.exe</executable></service>",
                "<service><executable>a.exe</executable><env",
                "<service><executable>a.exe</executable><prestart><executable>b.exe</executable></prestart></service>",
            })
    void programIsNamed(String text) {
        WinSwConfig config = xml(text);
        assertThat(config.executable().map(String::strip)).contains("a.exe");
        assertThat(config.unread()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<service><id>a & b</id><executable>a.exe</executable></service> | XML",
                "<!DOCTYPE service [<!ENTITY p 'C:'>]><service><executable>&p;\\a.exe</executable></service> | XML",
                "<service><executable> </executable></service> | NO_PROGRAM",
                "<service><executable>a.ex | XML",
                "<service><a><executable>a.exe</executable></a></service> | NESTED",
                "<service><prestart><executable>a.exe</executable></prestart><executable>b</executable></service> | NESTED",
                "<service><executable>%SERVICE_ID%.exe</executable></service> | VARIABLE",
                "<service><executable>%D%\\a.exe</executable><env name='D' value='C:'/></service> | VARIABLE",
                "<service><executable>%D%\\a.exe</executable><env | VARIABLE",
            })
    void whatWasNotUnderstoodIsAWrapperOfAnUnknownProgram(String text, Reason reason) {
        requireUnknownProgram(xml(text), reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<doc><members><executable>a.exe</executable></members></doc>",
                "<service><name>x</name></service>",
                "<service xmlns='urn:x'><id>x</id><executable>a.exe</executable></service>",
                "<configuration><executable>a.exe</executable></configuration>",
                "<s:service xmlns:s='urn:x'><s:executable>a.exe</s:executable></s:service>",
                "no xml",
            })
    void fileThatWinSwCouldNotStartWithMakesNoWrapper(String text) {
        assertThat(xml(text)).isEqualTo(new WinSwConfig(false, Optional.empty(), Optional.empty()));
    }

    /**
     * Versions before 3 take {@code //executable} and {@code //id} from it, and other programs have files of that name,
     * too.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<relay><id>x</id><executable>a.exe</executable></relay>",
                "<s:service xmlns:s='urn:x'><id>x</id><executable>a.exe</executable></s:service>",
                "<service id='x'<executable>",
            })
    void fileThatOnlySomeVersionsReadLeavesItOpen(String text) {
        WinSwConfig config = xml(text);
        assertThat(config.isThere()).isFalse();
        assertThat(config.unread()).isPresent();
    }

    @Test
    void fileLargerThanIsReadIsAWrapperIfItsRootSaysSo() {
        String long64 = "x".repeat(70_000);
        requireUnknownProgram(xml("<service><!--" + long64), Reason.LARGE);
        assertThat(xml("<doc><!--" + long64).unread()).isEmpty();
        assertThat(xml("<relay><!--" + long64).unread()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void textWithAByteOrderMarkIsReadByIt(String charset) {
        byte[] text = "\uFEFFexecutable: C:\\\u00fc.exe\n".getBytes(Charset.forName(charset));
        assertThat(yml(text).executable()).contains("C:\\\u00fc.exe");
    }

    @Test
    void yamlInUtf16WithoutAMarkLeavesItOpen() {
        WinSwConfig config = yml("executable: a.exe\n".getBytes(StandardCharsets.UTF_16LE));
        assertThat(config.executable()).isEmpty();
        assertThat(config.unread()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "executable: C:\\a b.exe | C:\\a b.exe",
                "\"executable\" : C:\\a.exe # it | C:\\a.exe",
                "executable: C:\\a#1.exe | C:\\a#1.exe",
                "executable:\tC:\\a.exe\t# it | C:\\a.exe",
                "executable: 'C:\\O''Brien\\a # b.exe' # it | C:\\O'Brien\\a # b.exe",
                "executable: \"C:\\\\a b.exe\" | C:\\a b.exe",
                "executable: '%BASE%\\a.exe' | C:\\App\\bin\\a.exe",
            })
    void programIsNamedInYaml(String line, String executable) {
        for (String text : List.of(
                line,
                "id: x\n" + line + "\n",
                "---\n# it\n  id: x\n  " + line + "\r\n  log:\r\n    mode: roll",
                "description: >\n  executable: b.exe\n" + line + "\nenv:\n- name: A\n  value: '%BASE%'\n",
                "arguments: -x\n  -y \"a\nlog: {mode: roll}\n" + line + "\n\n#\n",
                "arguments: |-\n\n   executable: b.exe\n  # text\n" + line)) {
            assertThat(yml(text).executable()).as(text).contains(executable);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "executable: >\n  a.exe",
                "executable: &it C:\\a.exe",
                "executable: *it",
                "executable: !!str a.exe",
                "executable: %BASE%\\a.exe",
                "executable: \"C:\\a.exe\"",
                "executable: \"C:\\\\a.exe",
                "executable: C:\\a\n  b.exe",
                "executable:\n  a.exe",
                "executable: a: b",
                "executable: a.exe\nexecutable: b.exe",
                "executable: [a.exe]",
                "{id: x, executable: a.exe}",
                "executable: a.exe\n--- \nid: y",
            })
    void yamlThatIsNotUnderstoodIsAWrapperOfAnUnknownProgram(String text) {
        requireUnknownProgram(yml(text), Reason.YAML);
    }

    @ParameterizedTest
    @ValueSource(strings = {"executable:", "executable: ~", "executable: ''", "executable: # a.exe"})
    void yamlWithoutAProgramIsAWrapperOfAnUnknownOne(String text) {
        requireUnknownProgram(yml(text), Reason.NO_PROGRAM);
    }

    /** Each hides the key, or a part of the text that looks like one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "description: \"it\nexecutable: a.exe\n\"",
                "description: 'it\nexecutable: a.exe\n'",
                "log: {mode:\nexecutable: a.exe\n}",
                "? executable\n: a.exe",
                "? a: b\nexecutable: a.exe",
                "!!map\nexecutable: a.exe",
                "%YAML 1.1\n---\nexecutable: a.exe",
                "\texecutable: a.exe",
                "log:\n  name: \"a\nexecutable: a.exe\n\"",
                "- executable: a.exe\n- b",
            })
    void yamlOfAnotherFormLeavesItOpen(String text) {
        WinSwConfig config = yml(text);
        assertThat(config.isThere()).isFalse();
        assertThat(config.unread()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "id: x",
                "#executable: a.exe",
                "my-executable: a.exe",
                "log:\n  executable: a.exe",
                "Executable: a.exe",
                "id: *x\n"
            })
    void otherYamlMakesNoWrapper(String text) {
        assertThat(yml(text)).isEqualTo(new WinSwConfig(false, Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource
    void eachReasonHasItsWords(Reason reason) {
        Message words = Message.of("inspect.winsw."
                + reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        assertThat(dev.eku.text.Words.ENGLISH.text(words)).doesNotContain("inspect.");
    }

    @Test
    void olderVersionsLookInTheFoldersAbove() {
        Files above = Files.of("C:\\Relay.xml", service("%BASE%\\a.exe"));
        assertThat(of(above).executable()).contains("C:\\a.exe");
        assertThat(above.asked())
                .containsExactly(
                        "C:\\App\\bin\\Relay.xml", "C:\\App\\bin\\Relay.yml", "C:\\App\\Relay.xml", "C:\\Relay.xml");
        assertThat(WinSwConfig.of(RELAY, "", above, false).isThere()).isFalse();
        assertThat(of(Files.of("C:\\App\\Relay.yml", "executable: a.exe")).isThere())
                .isFalse();
    }

    @Test
    void nearestFileCountsWhateverItIs() {
        assertThat(of(Files.of(Map.of(
                                "C:\\App\\bin\\Relay.xml", "<doc/>",
                                "C:\\App\\bin\\Relay.yml", "executable: a.exe",
                                "C:\\Relay.xml", service("b.exe"))))
                        .isThere())
                .isFalse();
        assertThat(of(Files.of(Map.of("C:\\App\\Relay.xml", "<doc/>", "C:\\Relay.xml", service("b.exe"))))
                        .isThere())
                .isFalse();
    }

    @Test
    void versionDecidesBetweenYamlBesideItAndXmlAboveIt() {
        requireUnknownProgram(
                of(Files.of(Map.of(
                        "C:\\App\\bin\\Relay.yml", "executable: a.exe", "C:\\App\\Relay.xml", service("b.exe")))),
                Reason.SECOND_FILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"D:\\My Conf\\relay.xml\"", "\"D:\\My Conf\\relay.xml\" -x"})
    void fileGivenToTheThirdVersionCounts(String arguments) {
        Files files = Files.of("D:\\My Conf\\relay.xml", service("a.exe"));
        assertThat(WinSwConfig.of(RELAY, arguments, files, true).executable()).contains("a.exe");
        Files own = Files.of("D:\\My Conf\\relay.xml", "<relay/>");
        assertThat(WinSwConfig.of(RELAY, arguments, own, true).isThere()).isFalse();
    }

    @Test
    void foldersAboveEndAtTheDriveOrTheShare() {
        assertThat(WinSwConfig.foldersAbove("C:\\a\\b\\R.xml")).containsExactly("C:\\a", "C:");
        assertThat(WinSwConfig.foldersAbove("C:\\R.xml")).isEmpty();
        assertThat(WinSwConfig.foldersAbove("\\\\s\\share\\a\\b\\R.xml"))
                .containsExactly("\\\\s\\share\\a", "\\\\s\\share");
        assertThat(WinSwConfig.foldersAbove("\\\\s\\share\\R.xml")).isEmpty();
    }

    @Test
    void fileThatMayNotBeReadLeavesItOpen() {
        WinSwConfig config = of(new Files(Map.of("C:\\App\\bin\\Relay.xml", Optional.empty()), new ArrayList<>()));
        assertThat(config.isThere()).isFalse();
        assertThat(config.unread()).isPresent();
    }
}
