package dev.eku.examples.commandline;

import dev.eku.command.input.Accounts;
import dev.eku.command.input.BadParameter;
import dev.eku.host.Credentials;
import dev.eku.text.Option;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * The user that {@code --user} names. The password comes from a file that only its owner can read, or is asked for on
 * the console. It is asked for once.
 */
final class TypedAccounts implements Accounts {
    private final Optional<Path> passwordFile;
    private final Function<String, Path> file;
    private final Function<String, Optional<String>> console;

    /**
     * @param passwordFile of {@code --password-file}
     * @param file finds the file of another option
     * @param console asks for the password of a user; answers nothing if there is no console
     */
    TypedAccounts(
            Optional<Path> passwordFile, Function<String, Path> file, Function<String, Optional<String>> console) {
        this.passwordFile = passwordFile;
        this.file = file;
        this.console = console;
    }

    @Override
    public Credentials credentials(String user) {
        String password = passwordFile.isPresent()
                ? PasswordFile.read(Options.PASSWORD_FILE, passwordFile.get())
                : console.apply(user)
                        .orElseThrow(() -> BadParameter.of(
                                "option.no-console", Options.name(Option.CREDENTIALS), user, Options.PASSWORD_FILE));
        return new Credentials(user, password);
    }

    @Override
    public String user(String user) {
        return user;
    }

    @Override
    public String password(String name) {
        return PasswordFile.read(Options.name(Option.CERTIFICATES_CREDENTIALS), file.apply(name));
    }

    @Override
    public BadParameter keytabWithoutUser(String keytab) {
        return BadParameter.of(
                "option.keytab-user", Options.name(Option.KERBEROS), keytab, Options.name(Option.CREDENTIALS));
    }

    @Override
    public BadParameter fileWithoutPassword(String name) {
        return BadParameter.of("option.file-password", name, Options.name(Option.CERTIFICATES_CREDENTIALS));
    }
}
