package dev.eku.backend.smb.session;

import com.hierynomus.protocol.commons.Factory;
import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.auth.Authenticator;
import com.hierynomus.smbj.auth.NtlmAuthenticator;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Credentials;
import dev.eku.registry.NameFolding;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Logs on by NTLMv2. Immutable. */
record PasswordLogon(Credentials credentials, SmbFailures failures) implements Logon {
    @Override
    public String user() {
        return credentials.user();
    }

    @Override
    public Factory.Named<Authenticator> mechanism() {
        return new NtlmAuthenticator.Factory();
    }

    /** {@code DOMAIN\name}, {@code name@domain} or {@code name}. */
    @Override
    public AuthenticationContext context() {
        String user = credentials.user();
        int slash = user.indexOf('\\');
        return new AuthenticationContext(
                spelled(user.substring(slash + 1)),
                credentials.password().toCharArray(),
                slash < 0 ? "" : user.substring(0, slash));
    }

    /**
     * The name as it must be sent. The password is checked with the name in upper case (MS-NLMP 3.3.2), and the library
     * makes it by the language of this JVM and the rules of Java, the server by those of Windows. A name that is in
     * upper case already names the same account, and rarely changes again.
     */
    private String spelled(String name) {
        String upper = NameFolding.fold(name);
        for (String spelling : List.of(name, upper)) {
            if (spelling.toUpperCase(Locale.getDefault()).equals(upper)) {
                return spelling;
            }
        }
        throw new SmbException(
                ErrorCode.UNSUPPORTED, "smb.user-letters", failures.place().ref(), credentials.user());
    }

    @Override
    public EkuException refused(RuntimeException failure, Duration ahead) {
        return failures.loggingOn(failure, credentials.user());
    }

    @Override
    public void close() {}
}
