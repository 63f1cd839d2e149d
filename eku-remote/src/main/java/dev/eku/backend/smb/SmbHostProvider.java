package dev.eku.backend.smb;

import dev.eku.error.EkuException;
import dev.eku.host.Host;
import dev.eku.host.HostAccess;
import dev.eku.host.HostProvider;
import dev.eku.host.HostRef;
import java.util.List;

/**
 * Opens Windows servers from any system: {@code smb://fe01}. Nothing of the SMB library is loaded before. Thread-safe.
 */
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
     * Connects, signed always and encrypted where the server can, and logs on by a password or by Kerberos.
     *
     * @throws EkuException {@code HOST_UNREACHABLE}, {@code ACCESS_DENIED}; {@code INVALID_PARAMETER} without
     *     credentials, or with Kerberos and no realm; {@code FILE_FAILURE} if there is no keytab; {@code UNSUPPORTED}
     *     where encryption is required, or Kerberos, and the server has none
     */
    @Override
    public Host open(HostRef ref, HostAccess access) {
        return SmbHost.open(ref, access);
    }
}
