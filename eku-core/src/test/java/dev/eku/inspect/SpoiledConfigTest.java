package dev.eku.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.contract.CountedText;
import dev.eku.contract.SpoiledInputs;
import dev.eku.product.Clr;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whatever stands in the files beside an executable: it is told as unusable at worst, and nothing is printed. */
final class SpoiledConfigTest {
    private static final List<byte[]> CONFIGS = List.of(
            bytes(
                    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<configuration><startup><supportedRuntime version=\"v4.0\"/>"
                            + "</startup><runtime version=\"v4.0.30319\"><AppContextSwitchOverrides value=\""
                            + RuntimeFacts.SWITCH + "=true;a=false\"/></runtime></configuration>"),
            bytes("<configuration>\n<runtime><AppContextSwitchOverrides enabled='a=1'>" + RuntimeFacts.SWITCH
                    + "=false</AppContextSwitchOverrides><![CDATA[ x ]]><!-- y --></runtime></configuration>"),
            "<?xml version=\"1.0\" encoding=\"utf-16\"?><configuration/>".getBytes(StandardCharsets.UTF_16));

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void spoiledConfigIsReadOrToldAsUnusable() {
        SpoiledInputs.read(".config files", 100_000, 4, CONFIGS, input -> {
            ConfigFile file = ConfigFile.parse("a.exe.config", Clr.V4, RuntimeFacts.SWITCH, input);
            assertThat(file.problem().isPresent()).isEqualTo(file.state() == ConfigFile.State.UNUSABLE);
            ConfigFile again = ConfigFile.parse("a", Clr.V4, RuntimeFacts.SWITCH, file.reduced(RuntimeFacts.SWITCH));
            assertThat(again.override()).isEqualTo(file.override());
            return file.state() == ConfigFile.State.READ;
        });
    }

    @Test
    void spoiledConfigurationOfWinSwIsReadOrNotUnderstood() {
        List<byte[]> xml =
                List.of(bytes("<?xml version='1.0'?><service><id>x</id><executable>%BASE%\\a.exe</executable>"
                        + "<arguments>-x</arguments><log mode=\"roll\"/></service>"));
        SpoiledInputs.read(
                "WinSW's .xml",
                100_000,
                4,
                xml,
                input -> WinSwXml.read(true, input).isConfig().orElse(false));
        List<byte[]> yml = List.of(
                bytes("id: x\nname: y\nexecutable: \"C:\\a b.exe\" # why\nlog:\n  mode: roll\n"),
                bytes("{ id: x, executable: a }"),
                bytes("executable: >\n  a.exe\n"));
        SpoiledInputs.read(
                "WinSW's .yml",
                100_000,
                4,
                yml,
                input -> WinSwYaml.read(true, input).isConfig().orElse(false));
    }

    /** Each character is looked at a few times, however long the lines are. */
    @Test
    void longLineOfBlanksTakesNoMoreStepsThanItIsLong() {
        for (String blank : List.of(" ", "\t", "\r", " #", "\t\r", "executable", "{", "executable:\n")) {
            String line = "executable:" + blank.repeat(64 * 1024 / blank.length() - 20) + "\u00a0x\u2028";
            for (String text : List.of(line, line + "\n" + line, "x" + line, "{" + line)) {
                CountedText counted = new CountedText(text, new AtomicInteger());
                WinSwYaml.read(true, counted);
                assertThat(counted.looks().get())
                        .as("looks at %s...", line.substring(0, 20))
                        .isLessThan(20 * text.length());
            }
        }
    }

    @Test
    void malformedFilePrintsNothing() {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            for (String malformed : List.of(
                    "<a>\u00e4</a>",
                    "<a b='\u00ff'/>",
                    "<?xml version='1.0' encoding='us-ascii'?><a>\u00e4</a>",
                    "<?xml version='1.0' encoding='none'?><a/>",
                    "",
                    "<",
                    "<a",
                    "<a><b></a>",
                    "<a>&x;</a>",
                    "<!DOCTYPE a [<!ENTITY % x SYSTEM 'y'>%x;]><a/>",
                    "<a b='1' b='2'/>",
                    "<a>]]></a>",
                    "<?xml version='9.9'?><a/>",
                    "<service><executable>")) {
                byte[] text = malformed.getBytes(StandardCharsets.ISO_8859_1);
                assertThat(ConfigFile.parse("a.config", Clr.V4, RuntimeFacts.SWITCH, text)
                                .state())
                        .as(malformed)
                        .isEqualTo(ConfigFile.State.UNUSABLE);
                RuntimeChoice.of("v4.0.30319", Optional.of(text), RuntimeChoiceTest.installed(Set.of(Clr.V4)), false);
                WinSwXml.read(true, text);
            }
        } finally {
            System.setErr(before);
        }
        assertThat(printed).hasToString("");
    }
}
