package dev.eku.examples.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.host.Credentials;
import dev.eku.text.Option;
import dev.eku.text.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

class TypedOptionsTest {
    @TempDir
    private Path folder = Path.of("");

    static GivenOptions given(String... arguments) {
        return TypedOptions.of(
                new Grammar(Words.ENGLISH).parser(Ansi.OFF).parseArgs(arguments).subcommand());
    }

    @Test
    void textsAreTakenAsTheyStand() {
        GivenOptions given = given(
                "plan", "--hosts=\\\\fe01,\\\\fe02", "--reason", "100 % of ${x} @file \"q\"", "--tidy", "--owner='me'");

        assertThat(given.texts())
                .containsEntry(Option.HOSTS, "\\\\fe01,\\\\fe02")
                .containsEntry(Option.REASON, "100 % of ${x} @file \"q\"")
                .containsEntry(Option.TIDY, "true")
                .containsEntry(Option.OWNER, "'me'");
        assertThat(given.isTyped(Option.TIDY)).isTrue();
        assertThat(given.isGiven(Option.STOP)).isFalse();
        assertThat(given("plan", "--tidy=false").texts()).containsEntry(Option.TIDY, "false");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its files have other rights")
    void passwordIsOfAFileOfOnesOwn() throws Exception {
        Path file = Files.writeString(folder.resolve("p.txt"), "s3cret \u3042\nmore\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        TypedAccounts accounts = new TypedAccounts(Optional.of(file), folder::resolve, user -> Optional.empty());

        assertThat(accounts.credentials("CONTOSO\\admin"))
                .isEqualTo(new Credentials("CONTOSO\\admin", "s3cret \u3042"));
        assertThat(accounts.password("p.txt")).isEqualTo("s3cret \u3042");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> accounts.credentials("admin"))
                .hasMessageStartingWith(
                        "INVALID_PARAMETER: --password-file: " + file + " can be read by others (GROUP_READ)\n")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void passwordIsAskedForOnTheConsole() {
        assertThat(new TypedAccounts(Optional.empty(), folder::resolve, user -> Optional.of("of " + user))
                        .credentials("admin"))
                .isEqualTo(new Credentials("admin", "of admin"));
        assertThatThrownBy(() -> new TypedAccounts(Optional.empty(), folder::resolve, user -> Optional.empty())
                        .credentials("admin"))
                .hasMessage("INVALID_PARAMETER: --user: the password of admin cannot be asked for, because there is no"
                        + " console\n  Next: name a file with the password by --password-file");
    }

    @Test
    void passwordFileWithoutAUserIsRefused() {
        assertThat(Call.of(folder, "history", "--hosts=memory:sfb-2015", "--password-file=p.txt")
                        .err())
                .startsWith(
                        "INVALID_PARAMETER: --password-file has no effect: it is for --user, and not for --kerberos\n");
    }
}
