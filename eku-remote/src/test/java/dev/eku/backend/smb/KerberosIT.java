package dev.eku.backend.smb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eku.backend.smb.session.SmbErrors;
import dev.eku.backend.smb.session.SmbLink;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Credentials;
import dev.eku.host.Host;
import dev.eku.host.HostAccess;
import dev.eku.host.HostRef;
import dev.eku.host.Hosts;
import dev.eku.host.Kerberos;
import dev.eku.host.event.EventQuery;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Logging on by Kerberos against a real domain: {@code src/lab/samba-ad.sh}, as {@code mvn verify -Pkerberos} starts
 * it.
 */
final class KerberosIT {
    private static final KeyPath KEY = KeyPath.of("SOFTWARE", "eku tests", "kerberos");
    private static final Properties LAB = new Properties();

    @BeforeAll
    static void readTheLab() throws IOException {
        Path file = Path.of(System.getProperty("eku.samba.ad", "target/samba-ad.properties"));
        String why = "not shown: no domain was started; mvn verify -Pkerberos does";
        if (!Files.exists(file)) {
            System.out.println("Skipped, " + why);
        }
        assumeTrue(Files.exists(file), why);
        try (InputStream stream = Files.newInputStream(file)) {
            LAB.load(stream);
        }
    }

    private static String lab(String name) {
        return LAB.getProperty(name);
    }

    private static Kerberos keytab(String file, String principal) {
        return new Kerberos.Keytab(Path.of(lab("lab"), file + ".keytab"), principal);
    }

    private static HostAccess administrator() {
        return HostAccess.DEFAULT.by(keytab("administrator", lab("user")));
    }

    private static Host open(String server, HostAccess access) {
        return Hosts.open(HostRef.parse("smb://" + server), access);
    }

    @Test
    void keyOfAFileLogsOnAndRegistryAndServicesAnswer() {
        answers(administrator().encrypted());
    }

    @Test
    void ticketOfTheCacheLogsOnWhoeverItBelongsTo() {
        answers(HostAccess.DEFAULT.by(new Kerberos.TicketCache(Optional.empty())));
    }

    @Test
    void ticketOfTheCacheLogsOnTheOneNamed() {
        answers(HostAccess.DEFAULT.by(new Kerberos.TicketCache(Optional.of(lab("user")))));
    }

    /** The same server in the other way: what is shown here is not that it lets everybody in. */
    @Test
    void passwordLogsOnToTheSameServerByNtlm() {
        answers(HostAccess.as(Optional.of(new Credentials(lab("user"), lab("password")))));
        assertThatThrownBy(() -> open(
                        lab("server"), HostAccess.as(Optional.of(new Credentials(lab("user"), "no such password")))))
                .hasMessageStartingWith("ACCESS_DENIED");
    }

    private static void answers(HostAccess access) {
        try (Host host = open(lab("server"), access)) {
            host.registry().createKey(RegistryView.VIEW_64, KEY);
            host.registry().setValue(RegistryView.VIEW_64, KEY, "C:\\a.exe", RegistryValue.dword(0));
            assertThat(host.registry().value(RegistryView.VIEW_64, KEY, "C:\\a.exe"))
                    .contains(RegistryValue.dword(0));
            host.registry().deleteKey(RegistryView.VIEW_64, KEY);
            assertThat(host.services().config(ServiceName.of("RemoteRegistry"))).isPresent();
        }
    }

    /** Its pipe is encrypted by NTLM, for which there is no password. */
    @Test
    void eventLogIsNotReadButTellsWhyAndTheHostServesOn() {
        KeyPath key = KeyPath.of("SYSTEM", "CurrentControlSet", "Services", "EventLog", "eku tests");
        EventQuery query = new EventQuery("eku tests", "S", Set.of(1), Instant.EPOCH, Instant.now());
        try (Host host = open(lab("server"), administrator())) {
            host.registry().createKey(RegistryView.VIEW_64, key);
            assertThatThrownBy(() -> host.events().orElseThrow().read(query))
                    .hasMessageStartingWith("UNSUPPORTED: eku does not read the event log of smb://" + lab("server"))
                    .hasMessageContaining("log on with a password");
            host.registry().deleteKey(RegistryView.VIEW_64, key);
            assertThat(host.events().orElseThrow().read(query))
                    .as("no such log")
                    .isEmpty();
        }
    }

    @Test
    void connectionThatIsLostIsLoggedOnAnew() {
        SmbLink link = new SmbLink(SmbErrors.of(HostRef.parse("smb://" + lab("server"))), administrator());
        link.lose();

        Object pipe = link.openPipe("winreg").get();
        assertThat(pipe).isNotNull();
        link.close();
    }

    @ParameterizedTest
    @CsvSource({
        "disabled, disabled@EKU.LAB, ACCESS_DENIED, account is disabled",
        "changed, changed@EKU.LAB, ACCESS_DENIED, the domain rejects the key of changed@EKU.LAB",
        "administrator, nobody@EKU.LAB, ACCESS_DENIED, holds no key that can be used for nobody@EKU.LAB",
        "administrator, EKULAB\\Administrator, INVALID_PARAMETER, Administrator@REALM",
        "strangers, nobody@EKU.LAB, ACCESS_DENIED, the domain does not know nobody@EKU.LAB",
        "strangers, nobody@SILENT.LAB, HOST_UNREACHABLE, no KDC answers",
        "strangers, nobody@NOWHERE.LAB, INVALID_PARAMETER, Kerberos is not set up on this machine",
        "none, Administrator@EKU.LAB, FILE_FAILURE, none.keytab cannot be read"
    })
    void keytabThatDoesNotHelpIsExplained(String file, String principal, ErrorCode code, String what) {
        refused(lab("server"), HostAccess.DEFAULT.by(keytab(file, principal)), code, what);
    }

    @Test
    void cacheWithoutATicketOfTheOneNamedIsExplained() {
        refused(
                lab("server"),
                HostAccess.DEFAULT.by(new Kerberos.TicketCache(Optional.of("nobody@EKU.LAB"))),
                ErrorCode.ACCESS_DENIED,
                "there is no valid ticket of nobody@EKU.LAB");
    }

    @Test
    void serverWhoseNameTheDomainDoesNotKnowIsExplained() {
        refused(
                lab("stranger"),
                administrator(),
                ErrorCode.ACCESS_DENIED,
                "does not know the server cifs/stranger.eku.lab");
    }

    @Test
    void serverWhoseNameBelongsToAnotherAccountIsExplained() {
        refused(lab("alias"), administrator(), ErrorCode.ACCESS_DENIED, "does not accept the ticket of Administrator");
    }

    @Test
    void serverNamedByItsAddressIsRefusedBeforeItIsAsked() {
        refused(lab("address"), administrator(), ErrorCode.INVALID_PARAMETER, "is named by its address");
    }

    @Test
    void serverThatKnowsOnlyNtlmIsRefused() {
        refused(lab("plain"), administrator(), ErrorCode.UNSUPPORTED, "does not accept Kerberos");
    }

    private static void refused(String server, HostAccess access, ErrorCode code, String what) {
        assertThatThrownBy(() -> open(server, access))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code))
                .hasMessageContaining(what)
                .hasMessageContaining("\n  Cause: ")
                .hasMessageContaining("\n  Next: ");
    }
}
