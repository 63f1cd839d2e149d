package dev.eku.maven.input;

import dev.eku.host.Credentials;
import dev.eku.host.HostAccess;
import dev.eku.host.Kerberos;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
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

/** Reads from Maven's settings how to log on to the hosts. Not thread-safe. */
public final class HostAccessParameters {
    private static final String NAME = "eku.serverId";
    private static final String KERBEROS = "eku.kerberos";
    private static final String CACHE = "cache";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(env\\.[^}]*)}");

    private final Settings settings;
    private final SettingsDecrypter decrypter;

    /** @param settings Maven's settings */
    public HostAccessParameters(Settings settings, SettingsDecrypter decrypter) {
        this.settings = settings;
        this.decrypter = decrypter;
    }

    /**
     * The account to use, and how to prove it.
     *
     * @param keytab finds the file for a relative path
     * @throws BadParameter as {@link #credentials}; also if a keytab is given without a user whose key it holds
     */
    public HostAccess access(@Nullable String serverId, @Nullable String kerberos, Function<String, Path> keytab) {
        Optional<String> how = TextParameter.optional(KERBEROS, kerberos);
        if (how.isEmpty()) {
            return HostAccess.as(credentials(serverId));
        }
        Optional<String> user = TextParameter.optional(NAME, serverId).map(this::user);
        if (how.get().equals(CACHE)) {
            return HostAccess.DEFAULT.by(new Kerberos.TicketCache(user));
        }
        return HostAccess.DEFAULT.by(new Kerberos.Keytab(
                keytab.apply(how.get()),
                user.orElseThrow(() -> BadParameter.of("input.keytab-user", KERBEROS, how.get(), NAME))));
    }

    /**
     * The credentials of a server in the settings, or empty if none was named.
     *
     * @throws BadParameter if there is no such server, it lacks a user or password, or its password cannot be
     *     decrypted; Maven 3.8 would use the encrypted text as the password
     */
    Optional<Credentials> credentials(@Nullable String serverId) {
        Optional<String> id = TextParameter.optional(NAME, serverId);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Server clear = clear(NAME, id.get());
        if (clear.getUsername() == null || clear.getPassword() == null) {
            throw BadParameter.of("input.server-incomplete", NAME, id.get());
        }
        return Optional.of(new Credentials(clear.getUsername(), clear.getPassword()));
    }

    /**
     * The password of a server in the settings, for whatever use, or empty if none was named.
     *
     * @param name the name of the parameter
     * @throws BadParameter if there is no such server, it lacks a password, or the password cannot be decrypted
     */
    public Optional<String> password(String name, @Nullable String serverId) {
        return TextParameter.optional(name, serverId).map(id -> {
            Server clear = clear(name, id);
            if (clear.getPassword() == null) {
                throw BadParameter.of("input.server-password", name, id);
            }
            return clear.getPassword();
        });
    }

    /** Kerberos needs no password from the settings, so the settings need not contain one. */
    private String user(String id) {
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
}
