/**
 * Remote procedure calls over a named pipe (C706, MS-RPCE), and the calls of the remote registry (MS-RRP) and of the
 * remote service manager (MS-SCMR) that eku needs. Pure except for {@code RpcTransport}. A call is a value with the
 * bytes that it sends and with the code that reads the bytes of the answer. So each call is tested byte by byte.
 *
 * <p>Data from a server is never trusted. A count is not used before the bytes for it are there, and everything that is
 * not a valid answer is a {@code RpcException}.
 */
@NullMarked
package dev.eku.backend.smb.rpc;

import org.jspecify.annotations.NullMarked;
