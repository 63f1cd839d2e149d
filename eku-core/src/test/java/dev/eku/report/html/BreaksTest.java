package dev.eku.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a line may be broken: the bar stands for the place. */
final class BreaksTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "C:\\Program Files\\A\\b.exe, C:\\|Program Files\\|A\\|b.exe",
                "HKLM\\SOFTWARE\\Microsoft, HKLM\\|SOFTWARE\\|Microsoft",
                // The name of a server is one thing, and an end is no place to break.
                "\\\\fe01\\share\\, \\\\fe01\\|share\\",
                "reads \"\\\\fe01\" there, reads \"\\\\fe01\" there",
                "a\\ b, a\\ b",
                "(C:\\a) x, (C:\\|a) x",
                "System.Net.ServicePointManager.RequireCertificateEKUs, System.|Net.|ServicePointManager.|RequireCertificateEKUs",
                "Software\\System.Net.ServicePointManager.Require, Software\\|System.|Net.|ServicePointManager.|Require",
                "v4.0.30319, v4.0.30319",
                "edge.contoso.com:8057, edge.contoso.com:8057",
                // Many short names in a line are no long one.
                "a.b c.d e.f g.h i.j k.l m.n o.p q.r, a.b c.d e.f g.h i.j k.l m.n o.p q.r",
                "it ends here. And starts again., it ends here. And starts again.",
                "``, ``",
                "\\, \\",
                ".., .."
            })
    void lineMayBeBrokenThere(String text, String pieces) {
        assertThat(String.join("|", Breaks.pieces(text))).isEqualTo(pieces);
        assertThat(String.join("", Breaks.pieces(text))).isEqualTo(text);
    }
}
