/**
 * A Windows server, reached from any system as {@code smb://server[:port]}. Its registry is read and written through
 * the RemoteRegistry service (MS-RRP), its services through the service control manager (MS-SCMR), and its files
 * through the administrative shares. Nothing is installed there. The SMB library (smbj) is used nowhere else.
 *
 * <p>Everything uses one connection. It is made when the host is opened. After it was lost, the next call makes it
 * again. No call is repeated automatically, since the server may already have done what was asked.
 */
@NullMarked
package dev.eku.backend.smb;

import org.jspecify.annotations.NullMarked;
