package dev.eku.backend.windows;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.host.HostAccess;
import dev.eku.host.HostProvider;
import dev.eku.host.HostRef;
import dev.eku.host.Hosts;
import java.util.List;
import java.util.Optional;

/**
 * Opens the Windows machine on which eku runs ({@code local:}) and, from there, other machines of its network
 * ({@code \\fe01}), always as the user who runs eku. It loads no native library until a host is opened. Thread-safe.
 */
public final class WindowsHostProvider implements HostProvider {
    private static final String LOCAL = "local";

    /** For {@link java.util.ServiceLoader}. */
    public WindowsHostProvider() {}

    @Override
    public List<String> schemes() {
        return List.of(LOCAL, HostRef.UNC);
    }

    @Override
    public List<String> examples() {
        return List.of("local:", "\\\\fe01");
    }

    @Override
    public boolean isRemote(HostRef ref) {
        return !ref.scheme().equals(LOCAL);
    }

    /**
     * Opens a host.
     *
     * @throws EkuException {@code UNSUPPORTED} on a machine that does not run Windows, if credentials or a Kerberos
     *     ticket are given, and if {@code \\\\server} is to be encrypted for certain or its RemoteRegistry to be
     *     started; {@code NATIVE_LIBRARY} if JNA cannot be used; {@code HOST_UNREACHABLE}, {@code ACCESS_DENIED}
     */
    @Override
    public Host open(HostRef ref, HostAccess access) {
        String system = System.getProperty("os.name", "");
        if (!system.startsWith("Windows")) {
            List<String> others = Hosts.examples().stream()
                    .filter(example -> !examples().contains(example))
                    .toList();
            throw EkuException.worded(
                    ErrorCode.UNSUPPORTED, "windows.not-windows", ref, system, String.join(", ", others));
        }
        if (access.credentials().isPresent()) {
            throw EkuException.worded(
                    ErrorCode.UNSUPPORTED,
                    "windows.credentials",
                    ref,
                    access.credentials().get().user());
        }
        if (access.kerberos().isPresent()) {
            throw EkuException.worded(ErrorCode.UNSUPPORTED, "windows.kerberos", ref);
        }
        boolean local = ref.scheme().equals(LOCAL);
        if (!local && access.encryptionRequired()) {
            throw EkuException.worded(ErrorCode.UNSUPPORTED, "windows.encryption", ref, ref.rest());
        }
        if (!local && access.remoteRegistryStarted()) {
            throw EkuException.worded(ErrorCode.UNSUPPORTED, "windows.remote-registry", ref, ref.rest());
        }
        if (local && !ref.rest().isEmpty()) {
            throw new EkuException(ErrorCode.INVALID_PARAMETER, "host", ref, "local:");
        }
        return WindowsHost.open(ref, local ? Optional.empty() : Optional.of(ref.rest()), System.getenv());
    }
}
