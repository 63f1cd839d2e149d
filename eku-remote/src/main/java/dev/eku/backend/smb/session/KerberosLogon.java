package dev.eku.backend.smb.session;

import com.hierynomus.protocol.commons.Factory;
import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.auth.Authenticator;
import com.hierynomus.smbj.auth.GSSAuthenticationContext;
import com.hierynomus.smbj.auth.SpnegoAuthenticator;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.file.LocalFile;
import dev.eku.host.HostAccess;
import dev.eku.host.Kerberos;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;

/**
 * Logs on by Kerberos and by nothing else. The login module of the Java runtime gets all that it needs from here. So it
 * reads no setting of the process except the realm and its KDC, and changes none. Not thread-safe.
 */
final class KerberosLogon implements Logon {
    private static final String MODULE = "com.sun.security.auth.module.Krb5LoginModule";

    private final String user;
    private final KerberosRefusals refusals;
    private final LoginContext login;

    private KerberosLogon(String user, KerberosRefusals refusals, LoginContext login) {
        this.user = user;
        this.refusals = refusals;
        this.login = login;
    }

    /**
     * Gets the initial ticket: from the cache, or from the KDC with the key in a file.
     *
     * @throws EkuException that says why there is no ticket
     */
    static KerberosLogon of(SmbErrors place, HostAccess access, Kerberos how) {
        if (place.isAddress()) {
            throw new SmbException(ErrorCode.INVALID_PARAMETER, "smb.krb-address", place.ref());
        }
        KerberosRefusals refusals = new KerberosRefusals(place, access, how);
        Map<String, String> options = new HashMap<>(Map.of("doNotPrompt", "true", "isInitiator", "true"));
        if (how instanceof Kerberos.Keytab keytab) {
            Path file = readable(keytab.file().toAbsolutePath());
            options.putAll(
                    Map.of("useKeyTab", "true", "keyTab", file.toString(), "principal", principal(keytab.principal())));
        } else if (how instanceof Kerberos.TicketCache cache) {
            options.put("useTicketCache", "true");
            cache.principal().ifPresent(name -> options.put("principal", principal(name)));
        }
        Subject subject = new Subject();
        try {
            LoginContext login = new LoginContext("eku", subject, null, new Module(options));
            login.login();
            String user = subject.getPrincipals().iterator().next().getName();
            return new KerberosLogon(user, refusals, login);
        } catch (LoginException refused) {
            throw refusals.ticket(refused);
        }
    }

    /**
     * For any file that it cannot read, the login module would report that it holds no key, and it would wait for a
     * pipe.
     */
    private static Path readable(Path keytab) {
        try (InputStream in = LocalFile.open(keytab)) {
            return keytab;
        } catch (IOException failure) {
            throw LocalFile.unreadable(keytab, failure);
        }
    }

    private static String principal(String name) {
        if (name.indexOf('\\') >= 0) {
            throw new SmbException(
                    ErrorCode.INVALID_PARAMETER, "smb.krb-user", name, name.substring(name.indexOf('\\') + 1));
        }
        return name;
    }

    /** The configuration of the login module, instead of a file of the process. */
    private static final class Module extends Configuration {
        private final Map<String, String> options;

        Module(Map<String, String> options) {
            this.options = Map.copyOf(options);
        }

        @Override
        public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
            return new AppConfigurationEntry[] {
                new AppConfigurationEntry(MODULE, LoginModuleControlFlag.REQUIRED, options)
            };
        }
    }

    @Override
    public String user() {
        return user;
    }

    @Override
    public Factory.Named<Authenticator> mechanism() {
        return new SpnegoAuthenticator.Factory();
    }

    @Override
    public AuthenticationContext context() {
        return new GSSAuthenticationContext(user, "", login.getSubject(), null);
    }

    @Override
    public EkuException refused(RuntimeException failure, Duration ahead) {
        return refusals.service(failure, user, ahead);
    }

    /** Forgets the tickets. */
    @Override
    public void close() {
        try {
            login.logout();
        } catch (LoginException forgotten) {
            // The tickets end with this object.
        }
    }
}
