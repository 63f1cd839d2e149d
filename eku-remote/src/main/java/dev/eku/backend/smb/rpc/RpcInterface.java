package dev.eku.backend.smb.rpc;

import java.util.UUID;

/**
 * An interface that a server offers on a named pipe. Immutable.
 *
 * @param pipe the pipe's name
 * @param version its major version; the minor one is 0
 * @param sealed whether each call must be encrypted on the pipe itself, although SMB protects it too
 */
public record RpcInterface(String pipe, UUID id, int version, boolean sealed) {
    /** The remote registry, MS-RRP. */
    public static final RpcInterface WINREG =
            new RpcInterface("winreg", UUID.fromString("338cd001-2244-31f1-aaaa-900038001003"), 1, false);

    /** The remote service manager, MS-SCMR. */
    public static final RpcInterface SVCCTL =
            new RpcInterface("svcctl", UUID.fromString("367abb81-9844-35f1-ad32-98f038001003"), 2, false);

    /** Event logs, MS-EVEN. Windows refuses its calls without encryption since June 2021 (CVE-2021-31958). */
    public static final RpcInterface EVENTLOG =
            new RpcInterface("eventlog", UUID.fromString("82273fdc-e32a-18c3-3f78-827929dc23ea"), 0, true);

    /** NDR, the only transfer syntax that eku uses. */
    static final RpcInterface NDR =
            new RpcInterface("", UUID.fromString("8a885d04-1ceb-11c9-9fe8-08002b104860"), 2, false);
}
