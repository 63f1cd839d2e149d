package dev.eku.backend.smb.rpc;

import java.util.UUID;

/**
 * An interface that a server offers on a named pipe. Immutable.
 *
 * @param pipe the pipe's name
 * @param version its major version; the minor one is 0
 */
public record RpcInterface(String pipe, UUID id, int version) {
    /** The remote registry, MS-RRP. */
    public static final RpcInterface WINREG =
            new RpcInterface("winreg", UUID.fromString("338cd001-2244-31f1-aaaa-900038001003"), 1);

    /** The remote service manager, MS-SCMR. */
    public static final RpcInterface SVCCTL =
            new RpcInterface("svcctl", UUID.fromString("367abb81-9844-35f1-ad32-98f038001003"), 2);

    /** NDR, the only transfer syntax that eku uses. */
    static final RpcInterface NDR = new RpcInterface("", UUID.fromString("8a885d04-1ceb-11c9-9fe8-08002b104860"), 2);
}
