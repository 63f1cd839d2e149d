package dev.eku.backend.smb;

import dev.eku.error.EkuException;
import dev.eku.host.Host;
import dev.eku.host.HostAccess;
import dev.eku.host.HostProvider;
import dev.eku.host.HostRef;
import java.util.List;

/** Opens Windows servers from any system: {@code smb://fe01}. The SMB library is not loaded before. Thread-safe. */
public final class SmbHostProvider implements HostProvider {
    /** For {@link java.util.ServiceLoader}. */
    public SmbHostProvider() {}

    @Override
    public List<String> schemes() {
        return List.of(HostRef.SMB);
    }

    @Override
    public List<String> examples() {
        return List.of("smb://fe01");
    }

    /**
     * Connects, always signed, and encrypted if the server supports it, and logs on by a password or by Kerberos.
     *
     * @throws EkuException {@code HOST_UNREACHABLE}, {@code ACCESS_DENIED}; {@code INVALID_PARAMETER} without
     *     credentials, or with Kerberos and no realm; {@code FILE_FAILURE} if there is no keytab; {@code UNSUPPORTED}
     *     if encryption or Kerberos is required, but the server does not support it
     */
    @Override
    public Host open(HostRef ref, HostAccess access) {
        return SmbHost.open(ref, access);
    }
}
