/**
 * Remote procedure calls over a named pipe (C706, MS-RPCE), and just the calls eku needs of the remote registry (MS-RRP) and
 * the remote service manager (MS-SCMR). Pure but for {@code RpcTransport}: a call is a value with the bytes it sends and the
 * way to read the bytes that come back, so each is tested byte by byte.
 *
 * <p>What a server sends is never trusted: no count is believed before the bytes for it are there, and everything that is not
 * an answer is a {@code RpcException} and nothing else.
 */
@NullMarked
package dev.eku.backend.smb.rpc;

import org.jspecify.annotations.NullMarked;
