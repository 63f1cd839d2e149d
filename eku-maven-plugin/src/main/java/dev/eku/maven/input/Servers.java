package dev.eku.maven.input;

import dev.eku.host.Credentials;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/** Finds credentials in Maven's settings. */
public final class Servers {
    private static final String NAME = "eku.serverId";

    private Servers() {}

    /**
     * The credentials of a server of the settings, or empty if none was named.
     *
     * @throws BadParameter if there is no such server, it lacks a user or password, or its password cannot be decrypted: Maven
     *     3.8 would go on with the encrypted text as the password
     */
    public static Optional<Credentials> credentials(
            @Nullable String serverId, Settings settings, SettingsDecrypter decrypter) {
        return Texts.optional(NAME, serverId).map(id -> {
            Server server = settings.getServer(id);
            if (server == null) {
                throw BadParameter.of("input.server-unknown", NAME, id);
            }
            SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
            String problems = result.getProblems().stream()
                    .filter(problem -> problem.getSeverity() != SettingsProblem.Severity.WARNING)
                    .map(SettingsProblem::getMessage)
                    .collect(Collectors.joining("; "));
            if (!problems.isEmpty()) {
                throw BadParameter.of("input.server-decryption", NAME, id, problems);
            }
            Server clear = result.getServer();
            if (clear.getUsername() == null || clear.getPassword() == null) {
                throw BadParameter.of("input.server-incomplete", NAME, id);
            }
            return new Credentials(clear.getUsername(), clear.getPassword());
        });
    }
}
