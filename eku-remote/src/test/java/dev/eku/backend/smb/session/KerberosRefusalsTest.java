package dev.eku.backend.smb.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hierynomus.protocol.transport.TransportException;
import com.hierynomus.smbj.common.SMBRuntimeException;
import dev.eku.backend.smb.SmbHostProvider;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.HostAccess;
import dev.eku.host.HostRef;
import dev.eku.host.Kerberos;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What users see where Kerberos says no; the texts are those that OpenJDK 17 gave in a real domain. */
final class KerberosRefusalsTest {
    private static final SmbErrors PLACE = SmbErrors.of(HostRef.parse("smb://fe01.contoso.com"));
    private static final Kerberos KEYTAB = new Kerberos.Keytab(Path.of("eku.keytab"), "svc@CONTOSO.COM");
    private static final Kerberos CACHE = new Kerberos.TicketCache(Optional.empty());

    private static EkuException ticket(Kerberos how, String text) {
        return new KerberosRefusals(PLACE, HostAccess.DEFAULT, how).ticket(new LoginException(text));
    }

    private static EkuException service(RuntimeException failure, Duration ahead) {
        return new KerberosRefusals(PLACE, HostAccess.DEFAULT, KEYTAB).service(failure, "svc@CONTOSO.COM", ahead);
    }

    private static EkuException service(String text, Duration ahead) {
        GSSException refused = new GSSException(GSSException.NO_CRED, -1, text);
        return service(new SMBRuntimeException(new TransportException(refused)), ahead);
    }

    @Test
    void noTicketSaysWhoseAndHowToGetOne() {
        assertThat(ticket(CACHE, "Unable to obtain Principal Name for authentication "))
                .hasMessageStartingWith("ACCESS_DENIED: there is no valid ticket of the owner of the ticket cache\n")
                .hasMessageContaining("expired")
                .hasMessageContaining("kinit");
    }

    @Test
    void keytabWithoutTheUsersKeyIsNamed() {
        assertThat(ticket(KEYTAB, "Unable to obtain password from user\n"))
                .hasMessageContaining("the keytab eku.keytab holds no key that can be used for svc@CONTOSO.COM")
                .hasMessageContaining("klist -k -e eku.keytab");
    }

    @Test
    void clocksThatDifferAreNamedByTheDomain() {
        assertThat(ticket(KEYTAB, "Clock skew too great (37)"))
                .hasMessageContaining("the domain rejects svc@CONTOSO.COM: the clocks differ too much");
    }

    /** OpenJDK 17 cannot read what Samba then says, and fails with this. */
    @Test
    void clocksThatDifferAreSeenByTheServersTimeWhateverJavaSays() {
        RuntimeException unreadable = new IllegalArgumentException("Empty nameStrings not allowed");

        assertThat(service(unreadable, Duration.ofMinutes(-20)))
                .hasMessageContaining("its clock differs from this machine's by 1200 s");
        assertThat(service(unreadable, Duration.ofMinutes(4))).hasMessageNotContaining("clock");
    }

    @Test
    void kdcThatDoesNotAnswerIsNotTakenForTheServer() {
        LoginException silent = new LoginException("Receive timed out");
        silent.initCause(new SocketTimeoutException("Receive timed out"));

        assertThat(new KerberosRefusals(PLACE, HostAccess.DEFAULT, KEYTAB).ticket(silent))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.HOST_UNREACHABLE))
                .hasMessageContaining("no KDC answers: Receive timed out")
                .hasMessageContaining("port 88");
    }

    /** The library wraps what Kerberos says in what it says of a broken connection. */
    @Test
    void ticketThatIsRefusedIsNotTakenForALostConnection() {
        assertThat(service("Server not found in Kerberos database (7)", Duration.ZERO))
                .hasMessageContaining("the domain does not know the server cifs/fe01.contoso.com")
                .hasMessageContaining("setspn -Q cifs/fe01.contoso.com");
        assertThat(service("Ticket expired (32)", Duration.ZERO)).hasMessageContaining("kinit");
        assertThat(service("something new", Duration.ZERO))
                .hasMessageContaining("Kerberos did not let svc@CONTOSO.COM log on:")
                .hasMessageContaining("something new");
    }

    @Test
    void connectionThatIsLostWhileLoggingOnIsSaidSo() {
        assertThat(service(new SMBRuntimeException(new TransportException(new TimeoutException())), Duration.ZERO))
                .hasMessageStartingWith("HOST_UNREACHABLE: logging on to smb://fe01.contoso.com");
    }

    @Test
    void realmThatIsMissingTellsWhereItBelongs() {
        assertThat(ticket(KEYTAB, "KrbException: Cannot locate default realm"))
                .hasMessageStartingWith("INVALID_PARAMETER: Kerberos is not set up on this machine")
                .hasMessageContaining("-Djava.security.krb5.conf=FILE");
    }

    /** Each text has its cause and next step, and none a placeholder that nothing fills. */
    @Test
    void everyNumberThatIsKnownIsExplained() {
        List<String> all = Stream.of(6, 7, 14, 18, 23, 24, 31, 32, 37, 60)
                .map(number -> ticket(KEYTAB, "text (" + number + ")").getMessage())
                .toList();

        assertThat(all)
                .allSatisfy(text ->
                        assertThat(text).contains("\n  Cause: ", "\n  Next: ").doesNotContainPattern("\\{[0-9]"));
        assertThat(Set.copyOf(all)).hasSize(9); // 24 and 31 are one cause
    }

    @Test
    void addressOrUserThatKerberosCannotKnowIsRefusedBeforeAnybodyIsAsked() {
        for (String server : List.of("smb://10.0.0.7", "smb://[fe80::1]")) {
            assertThatThrownBy(() -> new SmbHostProvider().open(HostRef.parse(server), HostAccess.DEFAULT.by(CACHE)))
                    .hasMessageStartingWith("INVALID_PARAMETER: " + server + " is named by its address");
        }
        assertThatThrownBy(() -> new SmbHostProvider()
                        .open(
                                PLACE.ref(),
                                HostAccess.DEFAULT.by(new Kerberos.TicketCache(Optional.of("CONTOSO\\svc")))))
                .hasMessageContaining("write it as svc@REALM");
    }

    @Test
    void keytabThatCannotBeReadIsNamedWithWhatItIs(@TempDir Path folder) throws Exception {
        refusedKeytab(folder.resolve("none"), "there is no such file");
        refusedKeytab(folder, "it is a folder");
    }

    @Test
    @Timeout(20)
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "devices and pipes have no path there")
    void keytabThatIsAPipeOrADeviceIsNotOpened(@TempDir Path folder) throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        refusedKeytab(pipe, "it is a device or a pipe");
        refusedKeytab(Path.of("/dev/zero"), "it is a device or a pipe");
    }

    private static void refusedKeytab(Path file, String why) {
        assertThatThrownBy(() -> new SmbHostProvider()
                        .open(PLACE.ref(), HostAccess.DEFAULT.by(new Kerberos.Keytab(file, "svc@X"))))
                .hasMessageStartingWith("FILE_FAILURE: the file " + file + " cannot be read")
                .hasMessageContaining(why)
                .hasMessageNotContaining("Exception");
    }
}
