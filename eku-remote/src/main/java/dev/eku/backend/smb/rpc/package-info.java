/**
 * Remote procedure calls over a named pipe (C706, MS-RPCE), and the calls that eku needs of the remote registry
 * (MS-RRP) and of the remote service manager (MS-SCMR). Pure except for {@code RpcTransport}. A call is a value with
 * the bytes that it sends and with the code that reads the bytes of the answer. So each call is tested byte by byte.
 *
 * <p>What a server sends is never trusted. A count is not used before the bytes for it are there, and everything that
 * is not an answer is a {@code RpcException} and nothing else.
 */
@NullMarked
package dev.eku.backend.smb.rpc;

import org.jspecify.annotations.NullMarked;
