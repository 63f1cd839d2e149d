package dev.eku.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.fleet.Inventory.NamedPool;
import dev.eku.host.HostRef;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryTest {
    @Test
    void hostsStandBelowTheirPoolWithCommentsAndBlankLines() {
        Inventory inventory = parse("""
                # both sites
                [pool-a.contoso.com]
                \\\\fe01
                  memory:fe02.json   # was reinstalled

                [Pool B]\r
                \\\\fe03#4711
                """.replace("#4711", ""));

        assertThat(inventory.pools()).extracting(Inventory.Pool::name).containsExactly("pool-a.contoso.com", "Pool B");
        assertThat(inventory.members())
                .extracting(member -> member + " of " + member.pool())
                .containsExactly(
                        "\\\\fe01 of pool-a.contoso.com",
                        "memory:fe02.json of pool-a.contoso.com",
                        "\\\\fe03 of Pool B");
    }

    @Test
    void hostsAboveTheFirstHeadingAreAPoolOfTheirOwn() {
        assertThat(parse("\\\\fe01\n[b]\n\\\\fe02").members())
                .extracting(FleetHost::pool)
                .containsExactly("default", "b");
    }

    @Test
    void byteOrderMarkAndAnyLineEndAreTaken() {
        assertThat(parse("\uFEFF[a]\r\\\\fe01\r\n\\\\fe02\n").members()).hasSize(2);
    }

    @Test
    void hashWithinANameIsNoComment() {
        assertThat(parse("memory:fe#1.json").members())
                .extracting(FleetHost::toString)
                .containsExactly("memory:fe#1.json");
    }

    @Test
    void everyMistakeIsNamedWithItsLine() {
        assertThatThrownBy(() -> parse("""
                        [a]
                        \\\\fe01
                        fe02
                        \\\\FE01
                        [A]
                        \\\\fe03
                        []
                        smb://alice:secret@fe04
                        [b
                        memory:x\ty.json
                        smb://fe05:65536
                        smb://${fe06}
                        """)).isInstanceOf(EkuException.class).hasMessage("""
                        INVALID_INVENTORY: the inventory fleet.txt cannot be used:
                          - line 3: 'fe02' is not a valid host: it starts with neither a scheme nor two backslashes
                          - line 4: \\\\FE01 was already named at line 2
                          - line 5: pool A was already named at line 1
                          - line 7: '' is not a valid name of a pool
                          - line 8: '...@fe04' is not a valid host: user names and passwords are not part of a host; give them with \
                        credentials
                          - line 9: '[b' is not a valid host: it starts with neither a scheme nor two backslashes
                          - line 10: 'memory:x<U+0009>y.json' is not a valid host: it holds a control character
                          - line 11: 'smb://fe05:65536' is not a valid host: after smb:// only a server and a port from \
                        1 to 65535 may follow, as in smb://fe01:445 or smb://[::1]
                          - line 12: 'smb://${fe06}' is not a valid host: it holds a property that eku does not know
                          Next: correct them; a host is written in one of these forms: \\\\fe01, local:, memory:fe01.json""");
    }

    @Test
    void hostInTwoPoolsIsAMistake() {
        assertThatThrownBy(() -> parse("[a]\n\\\\fe01\n[b]\n\\\\fe01"))
                .hasMessageContaining("line 4: \\\\fe01 was already named at line 2");
    }

    @Test
    void poolWithoutHostsIsAMistake() {
        assertThatThrownBy(() -> parse("[a]\n[b]\n\\\\fe01")).hasMessageContaining("line 1: pool a has no hosts");
    }

    @Test
    void emptyFleetIsAnErrorAndNoSuccess() {
        assertThatThrownBy(() -> parse("# nobody yet\n\n")).hasMessage("""
                        INVALID_INVENTORY: the inventory fleet.txt names no host
                          Cause: it is empty, or holds comments only
                          Next: write one host per line""");
    }

    @Test
    void ofManyMistakesTheFirstAreNamedAndTheRestCounted() {
        EkuException wrong = catchThrowableOfType(EkuException.class, () -> parse("x\n".repeat(10_000)));

        assertThat(wrong.getMessage())
                .contains("line 20: 'x' is not a valid host")
                .contains("and 9980 more")
                .doesNotContain("line 21");
    }

    @Test
    void tenThousandHostsAreRead() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            text.append(i % 20 == 0 ? "[pool-" + i + "]\n" : "")
                    .append("\\\\fe")
                    .append(i)
                    .append(".contoso.com\n");
        }

        Inventory inventory = parse(text.toString());

        assertThat(inventory.members()).hasSize(10_000);
        assertThat(inventory.pools()).hasSize(500);
    }

    @Test
    void fileThatIsTooLargeIsRefusedBeforeItIsRead(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("large.txt");
        Files.write(file, new byte[Inventory.MAX_LENGTH + 1]);

        assertThatThrownBy(() -> Inventory.read(file)).hasMessageStartingWith("FILE_TOO_LARGE: " + file);
        assertThatThrownBy(() -> parse("#".repeat(Inventory.MAX_LENGTH + 1)))
                .hasMessageStartingWith("FILE_TOO_LARGE: fleet.txt");
    }

    @Test
    void fileIsReadAsUtf8AndRefusedWhereItIsNot(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("fleet.txt");
        Files.writeString(file, "[会議]\n\\\\fe01\n", StandardCharsets.UTF_8);
        assertThat(Inventory.read(file).pools().get(0).name()).isEqualTo("会議");

        Files.writeString(file, "\ufeff[会議]\r\n\\\\fe01\r\n", StandardCharsets.UTF_16LE);
        assertThat(Inventory.read(file).pools().get(0).name())
                .as("as PowerShell writes it")
                .isEqualTo("会議");

        Files.write(file, "[a]\n\\\\fe01 # \u00E9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Inventory.read(file))
                .hasMessageStartingWith("INVALID_INVENTORY: the inventory " + file + " is not UTF-8");

        assertThatThrownBy(() -> Inventory.read(folder.resolve("none.txt")))
                .hasMessageStartingWith("FILE_FAILURE: the file " + folder.resolve("none.txt"));
    }

    @Test
    void poolsAreChosenByNameInAnyCase() {
        Inventory inventory = parse("[a]\n\\\\fe01\n[b]\n\\\\fe02\n[c]\n\\\\fe03");

        assertThat(inventory.only(List.of("C", "a")).members())
                .extracting(FleetHost::toString)
                .containsExactly("\\\\fe01", "\\\\fe03");
        assertThatThrownBy(() -> inventory.only(List.of("a", "d"))).hasMessage("""
                        INVALID_INVENTORY: there is no pool d
                          Cause: a typing error, or another inventory was meant
                          Next: choose among a, b, c""");
    }

    @Test
    void hostsAndPoolsOfAProgramAreCheckedAsWell() {
        assertThat(Inventory.of(List.of(HostRef.parse("local:"))).members())
                .extracting(FleetHost::pool)
                .containsExactly("default");
        assertThatThrownBy(() -> Inventory.of(List.of()))
                .hasMessageStartingWith("INVALID_INVENTORY: the inventory hosts names no host");
        EkuException wrong = catchThrowableOfType(
                EkuException.class,
                () -> Inventory.of(
                        "<fleet>",
                        List.of(
                                new NamedPool("a", List.of("\\\\fe01")),
                                new NamedPool("b", List.of("\\\\fe01", "fe 2")))));
        assertThat(wrong.code()).isEqualTo(ErrorCode.INVALID_INVENTORY);
        assertThat(wrong.getMessage())
                .contains(
                        "  - b: \\\\fe01 was already named in pool a\n  - b: 'fe 2' is not a valid host: it starts with");
    }

    @Test
    void doubleNameWithoutALineIsSaidWithoutOne() {
        assertThatThrownBy(() -> Inventory.of(
                        "<fleet>",
                        List.of(new NamedPool("a", List.of("\\\\fe01")), new NamedPool("A", List.of("\\\\fe02")))))
                .hasMessageContaining("  - A: pool A is named twice\n");
        assertThatThrownBy(() -> Inventory.of(List.of(HostRef.parse("smb://FE01"), HostRef.parse("smb://fe01:445"))))
                .hasMessageContaining("  - smb://fe01:445: smb://fe01:445 was already named as smb://FE01\n");
    }

    private static Inventory parse(String text) {
        return Inventory.parse(text, "fleet.txt");
    }

    @Test
    void serverThatIsWrittenInAnotherWayIsTheSame() {
        for (String other : List.of("smb://fe01:445", "smb://FE01", "\\\\fe01")) {
            assertThatThrownBy(() -> Inventory.parse("[a]\nsmb://fe01\n[b]\n" + other + "\n", "fleet.txt"))
                    .as(other)
                    .hasMessageStartingWith("INVALID_INVENTORY")
                    .hasMessageContaining("line 4: ");
        }
        assertThat(Inventory.parse("smb://fe01\nsmb://fe01:4450\n", "fleet.txt").members())
                .hasSize(2);
    }
}
