package dev.eku.backend.windows.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.service.ServiceName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PowerShellScriptTest {
    private static final ServiceName SERVICE = ServiceName.of("RTCDATAMCU");

    @Test
    void stopImportsTheModuleAndStopsTheNamedServiceGracefully() {
        assertThat(PowerShellScript.stop("SkypeForBusiness", SERVICE, Optional.empty())
                        .text())
                .isEqualTo("""
                        $ErrorActionPreference = 'Stop'
                        $ProgressPreference = 'SilentlyContinue'
                        try {
                          Import-Module 'SkypeForBusiness'
                          Stop-CsWindowsService -Name 'RTCDATAMCU' -Graceful -Confirm:$false
                          exit 0
                        } catch {
                          $text = $_.Exception.Message + ' [' + $_.FullyQualifiedErrorId + ']'
                          $bytes = [Text.Encoding]::UTF8.GetBytes($text)
                          $stream = [Console]::OpenStandardError()
                          $stream.Write($bytes, 0, $bytes.Length)
                          $stream.Flush()
                          exit 1
                        }""".replace("\n", "\r\n"));
    }

    @Test
    void startNeverSaysGraceful() {
        assertThat(PowerShellScript.start("Lync", SERVICE, Optional.of("fe01.contoso.com"))
                        .text())
                .contains("Import-Module 'Lync'")
                .contains(
                        "  Start-CsWindowsService -Name 'RTCDATAMCU' -ComputerName 'fe01.contoso.com' -Confirm:$false\r\n")
                .doesNotContain("Graceful");
    }

    @Test
    void stopOnAServerNamesIt() {
        assertThat(PowerShellScript.stop("Lync", SERVICE, Optional.of("fe01")).text())
                .contains(
                        "  Stop-CsWindowsService -Name 'RTCDATAMCU' -Graceful -ComputerName 'fe01' -Confirm:$false\r\n");
    }

    @Test
    void encodedIsBase64OfUtf16() {
        PowerShellScript script = new PowerShellScript("\u4f1a\u8b70'");

        assertThat(new String(Base64.getDecoder().decode(script.encoded()), StandardCharsets.UTF_16LE))
                .isEqualTo("\u4f1a\u8b70'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "'; Stop-CsWindowsService; '",
                "\u2019; Remove-Item C:\\ ; \u2018",
                "\u201a\u201b'\u2019\u2018",
                "$(Get-Process) `n ${env:PATH} \" & | ; # <# #>",
                "line\r\nbreak",
                "'",
                "''",
                "\\'",
                "\u201c\u201d\u201e",
                "\ud83d\ude00"
            })
    void quotedIsReadBackUnchanged(String text) {
        assertThat(unquoted(PowerShellScript.quoted(text))).isEqualTo(text);
    }

    @Test
    void quotedIsReadBackUnchangedWhateverTheText() {
        String alphabet = "'\u2018\u2019\u201a\u201b\"\u201c`$(){};|& ab\r\n#@\\";
        Random random = new Random(20170525);
        for (int run = 0; run < 5_000; run++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(unquoted(PowerShellScript.quoted(text.toString()))).isEqualTo(text.toString());
        }
    }

    /** A service's name may hold what means something to PowerShell outside of quotes. */
    @Test
    void aStrangeServiceNameStaysOneWord() {
        ServiceName strange = ServiceName.of("MSSQL$(a)&{b}@#~");

        assertThat(PowerShellScript.stop("Lync", strange, Optional.empty()).text())
                .contains(" -Name 'MSSQL$(a)&{b}@#~' -Graceful");
    }

    /**
     * Reads a quoted text by the rule of PowerShell's tokenizer: any of five characters starts and ends it, two of them
     * in a row stand for the first.
     */
    private static String unquoted(String source) {
        String quotes = "'\u2018\u2019\u201a\u201b";
        assertThat(quotes).contains(source.substring(0, 1));
        StringBuilder text = new StringBuilder();
        int at = 1;
        while (true) {
            char c = source.charAt(at++);
            if (quotes.indexOf(c) < 0) {
                text.append(c);
            } else if (at < source.length() && quotes.indexOf(source.charAt(at)) >= 0) {
                text.append(c);
                at++;
            } else {
                assertThat(at).as("the text ends before the source does").isEqualTo(source.length());
                return text.toString();
            }
        }
    }
}
