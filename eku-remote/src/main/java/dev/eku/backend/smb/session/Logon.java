package dev.eku.backend.smb.session;

import com.hierynomus.protocol.commons.Factory;
import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.auth.Authenticator;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Credentials;
import dev.eku.host.HostAccess;
import java.time.Duration;

/** Who logs on, and by which mechanism. Each has one mechanism, and no other one is tried. Not thread-safe. */
interface Logon extends AutoCloseable {
    /** The logon that the user has chosen. */
    static Logon of(SmbErrors place, HostAccess access) {
        if (access.kerberos().isPresent()) {
            return KerberosLogon.of(place, access, access.kerberos().get());
        }
        Credentials credentials = access.credentials()
                .orElseThrow(() -> new SmbException(ErrorCode.INVALID_PARAMETER, "smb.no-credentials", place.ref()));
        return new PasswordLogon(credentials, new SmbFailures(place, access));
    }

    /** The name of the user, for messages. */
    String user();

    /** The one mechanism that the library may use. */
    Factory.Named<Authenticator> mechanism();

    /** What the library needs for the mechanism. */
    AuthenticationContext context();

    /**
     * Explains why the server, or another server that was asked, refused the logon.
     *
     * @param ahead how far the server's clock is ahead of ours
     */
    EkuException refused(RuntimeException failure, Duration ahead);

    /** Forgets what was needed to log on. */
    @Override
    void close();
}
