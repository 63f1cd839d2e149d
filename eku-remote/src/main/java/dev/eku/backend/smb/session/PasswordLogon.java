package dev.eku.backend.smb.session;

import com.hierynomus.protocol.commons.Factory;
import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.auth.Authenticator;
import com.hierynomus.smbj.auth.NtlmAuthenticator;
import dev.eku.error.EkuException;
import dev.eku.host.Credentials;
import java.time.Duration;

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
                user.substring(slash + 1),
                credentials.password().toCharArray(),
                slash < 0 ? "" : user.substring(0, slash));
    }

    @Override
    public EkuException refused(RuntimeException failure, Duration ahead) {
        return failures.loggingOn(failure, credentials.user());
    }

    @Override
    public void close() {}
}
