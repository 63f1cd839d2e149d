package dev.eku.maven.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.host.Credentials;
import java.util.List;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsProblem;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.building.SettingsProblem.Severity;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServersTest {
    private final Settings settings = new Settings();

    @Test
    void noServerMeansTheAccountMavenRunsAs() {
        assertThat(Servers.credentials(null, settings, decrypter())).isEmpty();
    }

    @Test
    void serverGivesUserAndDecryptedPassword() {
        settings.addServer(server("CONTOSO\\svc-eku", "{encrypted}"));

        assertThat(Servers.credentials("front-ends", settings, decrypter()))
                .contains(new Credentials("CONTOSO\\svc-eku", "decrypted"));
    }

    @Test
    void passwordThatCannotBeDecryptedIsNeverUsed() {
        settings.addServer(server("CONTOSO\\svc-eku", "{encrypted}"));
        SettingsProblem problem =
                new DefaultSettingsProblem("no master password", Severity.ERROR, "server", -1, -1, null);

        assertThatThrownBy(() -> Servers.credentials("front-ends", settings, decrypter(problem)))
                .hasMessage(
                        "INVALID_PARAMETER: eku.serverId: the password of the server 'front-ends' cannot be decrypted:"
                                + " no master password\n  Next: see settings-security.xml, or encrypt the password anew");
    }

    @Test
    void warningOfTheDecrypterIsNoHindrance() {
        settings.addServer(server("CONTOSO\\svc-eku", "{encrypted}"));
        SettingsProblem problem = new DefaultSettingsProblem("an old form", Severity.WARNING, "server", -1, -1, null);

        assertThat(Servers.credentials("front-ends", settings, decrypter(problem)))
                .isPresent();
    }

    @Test
    void serverWithoutUserOrPasswordIsRefused() {
        settings.addServer(server(null, "{encrypted}"));

        assertThatThrownBy(() -> Servers.credentials("front-ends", settings, decrypter()))
                .hasMessageStartingWith(
                        "INVALID_PARAMETER: eku.serverId: the server 'front-ends' of the settings lacks");
    }

    private static Server server(@Nullable String user, String password) {
        Server server = new Server();
        server.setId("front-ends");
        server.setUsername(user);
        server.setPassword(password);
        return server;
    }

    /** As Maven's own, which answers even with problems. */
    private static SettingsDecrypter decrypter(SettingsProblem... problems) {
        return request -> new SettingsDecryptionResult() {
            @Override
            public Server getServer() {
                Server clear = request.getServers().get(0).clone();
                clear.setPassword("decrypted");
                return clear;
            }

            @Override
            public List<Server> getServers() {
                return List.of(getServer());
            }

            @Override
            public Proxy getProxy() {
                throw new UnsupportedOperationException();
            }

            @Override
            public List<Proxy> getProxies() {
                return List.of();
            }

            @Override
            public List<SettingsProblem> getProblems() {
                return List.of(problems);
            }
        };
    }
}
