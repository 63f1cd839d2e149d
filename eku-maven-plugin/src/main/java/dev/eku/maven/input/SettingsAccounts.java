package dev.eku.maven.input;

import dev.eku.command.input.Accounts;
import dev.eku.command.input.BadParameter;
import dev.eku.host.Credentials;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/** The servers of Maven's settings. Not thread-safe. */
public final class SettingsAccounts implements Accounts {
    private static final String NAME = "eku.serverId";
    private static final String OF_CERTIFICATES = "eku.certificatesServerId";
    private static final String KERBEROS = "eku.kerberos";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(env\\.[^}]*)}");

    private final Settings settings;
    private final SettingsDecrypter decrypter;

    /** @param settings Maven's settings */
    public SettingsAccounts(Settings settings, SettingsDecrypter decrypter) {
        this.settings = settings;
        this.decrypter = decrypter;
    }

    /**
     * The credentials of a server in the settings.
     *
     * @throws BadParameter if there is no such server, it lacks a user or password, or its password cannot be
     *     decrypted; Maven 3.8 would use the encrypted text as the password
     */
    @Override
    public Credentials credentials(String id) {
        Server clear = clear(NAME, id);
        if (clear.getUsername() == null || clear.getPassword() == null) {
            throw BadParameter.of("input.server-incomplete", NAME, id);
        }
        return new Credentials(clear.getUsername(), clear.getPassword());
    }

    /**
     * The password of a server in the settings, for whatever use.
     *
     * @throws BadParameter if there is no such server, it lacks a password, or the password cannot be decrypted
     */
    @Override
    public String password(String id) {
        Server clear = clear(OF_CERTIFICATES, id);
        if (clear.getPassword() == null) {
            throw BadParameter.of("input.server-password", OF_CERTIFICATES, id);
        }
        return clear.getPassword();
    }

    /** Kerberos needs no password from the settings, so the settings need not contain one. */
    @Override
    public String user(String id) {
        String user = server(NAME, id).getUsername();
        requireResolved(NAME, id, user);
        if (user == null) {
            throw BadParameter.of("input.server-user", NAME, id);
        }
        return user;
    }

    /**
     * Maven leaves a reference to an environment variable that is not set unchanged. A password does not contain such a
     * text by chance.
     */
    private static void requireResolved(String name, String id, @Nullable String value) {
        Matcher variable = VARIABLE.matcher(value == null ? "" : value);
        if (variable.find()) {
            throw BadParameter.of("input.server-variable", name, id, variable.group(1));
        }
    }

    private Server clear(String name, String id) {
        Server asWritten = server(name, id);
        requireResolved(name, id, asWritten.getUsername());
        requireResolved(name, id, asWritten.getPassword());
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(asWritten));
        String problems = result.getProblems().stream()
                .filter(problem -> problem.getSeverity() != SettingsProblem.Severity.WARNING)
                .map(SettingsProblem::getMessage)
                .collect(Collectors.joining("; "));
        if (!problems.isEmpty()) {
            throw BadParameter.of("input.server-decryption", name, id, problems);
        }
        return result.getServer();
    }

    private Server server(String name, String id) {
        Server server = settings.getServer(id);
        if (server == null) {
            throw BadParameter.of("input.server-unknown", name, id);
        }
        return server;
    }

    @Override
    public BadParameter keytabWithoutUser(String keytab) {
        return BadParameter.of("input.keytab-user", KERBEROS, keytab, NAME);
    }

    @Override
    public BadParameter fileWithoutPassword(String file) {
        return BadParameter.of("input.file-password", file, OF_CERTIFICATES);
    }
}
