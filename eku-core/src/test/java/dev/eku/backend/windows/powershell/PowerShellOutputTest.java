package dev.eku.backend.windows.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PowerShellOutputTest {
    private static final String STOPPED = "\u30b5\u30fc\u30d3\u30b9\u3092\u505c\u6b62\u3067\u304d\u307e\u305b\u3093";

    private final PowerShellOutput output = new PowerShellOutput();

    private String textOf(String written) {
        byte[] bytes = written.getBytes(StandardCharsets.UTF_8);
        output.write(bytes, 0, bytes.length);
        return output.text();
    }

    @Test
    void textIsReadAsUtf8() {
        assertThat(textOf(STOPPED + " [id]\r\n")).isEqualTo(STOPPED + " [id]");
    }

    @Test
    void textThatIsNoUtf8IsReadInTheCodePageOfTheSystem() {
        byte[] bytes = {(byte) 0x83, (byte) 0x54};

        assertThat(PowerShellOutput.decoded(bytes))
                .isEqualTo(new String(bytes, Charset.forName(System.getProperty("native.encoding"))));
    }

    @Test
    void xmlOfAnErrorBecomesItsLines() {
        assertThat(textOf(
                        "#< CLIXML\r\n<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">"
                                + "<S S=\"Error\">Cannot stop &lt;x&gt; &amp; &quot;y&quot;_x000D__x000A_</S>"
                                + "<S S=\"Error\">At line:1 char:1_x000D__x000A_</S></Objs>"))
                .isEqualTo("Cannot stop <x> & \"y\"\r\nAt line:1 char:1");
    }

    @Test
    void xmlOfProgressIsDroppedAndOurOwnTextStays() {
        assertThat(textOf("#< CLIXML\r\n" + STOPPED
                        + " [id]<Objs Version=\"1.1.0.1\" xmlns=\"x\"><Obj S=\"progress\" RefId=\"0\">"
                        + "<MS><S N=\"Activity\">Preparing modules for first use.</S></MS></Obj></Objs>"))
                .isEqualTo(STOPPED + " [id]");
    }

    @Test
    void xmlThatIsCutOffGivesTheLinesThatAreWhole() {
        assertThat(textOf("#< CLIXML\r\n<Objs Version=\"1\"><S S=\"Error\">one</S><S S=\"Error\">tw"))
                .isEqualTo("one");
    }

    @Test
    void anEscapedUnderscoreIsNoEscape() {
        assertThat(textOf("#< CLIXML\r\n<Objs><S S=\"Error\">a_x005F_x000A_b</S></Objs>"))
                .isEqualTo("a_x000A_b");
    }

    @Test
    void whatIsBeyondTheLimitIsDroppedWithoutHarm() {
        for (int i = 0; i < 100; i++) {
            textOf("\u65e5".repeat(1000));
        }
        output.write('x');

        assertThat(output.text()).hasSizeGreaterThan(21_800).matches("\u65e5+");
        byte[] more = new byte[PowerShellOutput.LIMIT * 2];
        Arrays.fill(more, (byte) 'y');
        output.write(more, 0, more.length);
        assertThat(output.text()).doesNotContain("y");
    }
}
