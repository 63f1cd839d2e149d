package dev.eku.maven.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.command.input.HostAccessParameters;
import dev.eku.contract.TestParameters;
import dev.eku.host.Credentials;
import dev.eku.host.HostAccess;
import dev.eku.host.Kerberos;
import dev.eku.text.Option;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

class SettingsAccountsTest {
    private final Settings settings = new Settings();

    @Test
    void noServerMeansTheAccountMavenRunsAs() {
        assertThat(access(null, null).credentials()).isEmpty();
    }

    @Test
    void serverGivesUserAndDecryptedPassword() {
        settings.addServer(server("CONTOSO\\svc-eku", "{encrypted}"));

        assertThat(servers().credentials("front-ends")).isEqualTo(new Credentials("CONTOSO\\svc-eku", "decrypted"));
    }

    @Test
    void passwordThatCannotBeDecryptedIsNeverUsed() {
        settings.addServer(server("CONTOSO\\svc-eku", "{encrypted}"));
        SettingsProblem problem =
                new DefaultSettingsProblem("no master password", Severity.ERROR, "server", -1, -1, null);

        assertThatThrownBy(() -> servers(problem).credentials("front-ends"))
                .hasMessage(
                        "INVALID_PARAMETER: eku.serverId: the password of the server 'front-ends' cannot be decrypted:"
                                + " no master password\n  Next: see settings-security.xml, or encrypt the password again");
    }

    @Test
    void passwordOfAFileNeedsNoUser() {
        settings.addServer(server(null, "{encrypted}"));

        assertThat(servers().password("front-ends")).isEqualTo("decrypted");
        assertThatThrownBy(() -> servers().password("edge"))
                .hasMessageContaining("eku.certificatesServerId: the settings have no server 'edge'");
    }

    @Test
    void warningOfTheDecrypterIsNoHindrance() {
        settings.addServer(server("CONTOSO\\svc-eku", "{encrypted}"));
        SettingsProblem problem = new DefaultSettingsProblem("an old form", Severity.WARNING, "server", -1, -1, null);

        assertThat(servers(problem).credentials("front-ends").user()).isEqualTo("CONTOSO\\svc-eku");
    }

    @Test
    void serverWithoutUserOrPasswordIsRefused() {
        settings.addServer(server(null, "{encrypted}"));

        assertThatThrownBy(() -> servers().credentials("front-ends"))
                .hasMessageStartingWith(
                        "INVALID_PARAMETER: eku.serverId: the server 'front-ends' of the settings lacks");
    }

    @Test
    void ticketCacheNeedsNobodyNamedAndNoPassword() {
        assertThat(access(null, "cache").kerberos()).contains(new Kerberos.TicketCache(Optional.empty()));

        settings.addServer(server("svc-eku@CONTOSO.COM", null));
        HostAccess named = access("front-ends", "cache");
        assertThat(named.kerberos()).contains(new Kerberos.TicketCache(Optional.of("svc-eku@CONTOSO.COM")));
        assertThat(named.credentials()).isEmpty();
    }

    @Test
    void keytabIsOfTheUserOfTheServerAndThePasswordThereIsNotTouched() {
        settings.addServer(server("svc-eku@CONTOSO.COM", "{encrypted}"));
        SettingsProblem problem =
                new DefaultSettingsProblem("no master password", Severity.ERROR, "server", -1, -1, null);

        HostAccess access = HostAccessParameters.of(
                TestParameters.NONE.with(Option.CREDENTIALS, "front-ends").with(Option.KERBEROS, "eku.keytab"),
                servers(problem),
                (parameter, name) -> Path.of("base", name));

        assertThat(access)
                .isEqualTo(HostAccess.DEFAULT.by(
                        new Kerberos.Keytab(Path.of("base", "eku.keytab"), "svc-eku@CONTOSO.COM")));
    }

    @Test
    void keytabOfNobodyIsRefused() {
        assertThatThrownBy(() -> access(null, "eku.keytab"))
                .hasMessageStartingWith("INVALID_PARAMETER: eku.kerberos: no user is named")
                .hasMessageContaining("eku.kerberos=cache");
        settings.addServer(server(null, null));
        assertThatThrownBy(() -> access("front-ends", "eku.keytab")).hasMessageContaining("lacks its user name");
        assertThatThrownBy(() -> access("other", "cache")).hasMessageContaining("the settings have no server 'other'");
    }

    @Test
    void withoutKerberosItIsTheServersPassword() {
        settings.addServer(server("CONTOSO\\svc-eku", "{encrypted}"));

        assertThat(access("front-ends", null))
                .isEqualTo(HostAccess.as(Optional.of(new Credentials("CONTOSO\\svc-eku", "decrypted"))));
    }

    private HostAccess access(@Nullable String serverId, @Nullable String kerberos) {
        TestParameters given = TestParameters.NONE;
        if (serverId != null) {
            given = given.with(Option.CREDENTIALS, serverId);
        }
        if (kerberos != null) {
            given = given.with(Option.KERBEROS, kerberos);
        }
        return HostAccessParameters.of(given, servers(), (parameter, name) -> Path.of(name));
    }

    private SettingsAccounts servers(SettingsProblem... problems) {
        return new SettingsAccounts(settings, decrypter(problems));
    }

    private static Server server(@Nullable String user, @Nullable String password) {
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
