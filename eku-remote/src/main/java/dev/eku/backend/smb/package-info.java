/**
 * A Windows server, reached from any system as {@code smb://server[:port]}. Its registry is read and written through
 * the RemoteRegistry service (MS-RRP), its services through the service control manager (MS-SCMR), and its files
 * through the administrative shares. Nothing is installed there. The SMB library (smbj) is used nowhere else.
 *
 * <p>Everything uses one connection, which is made when the host is opened. If it is lost, the next call connects
 * again. No call is repeated automatically, because the server may already have carried it out.
 */
@NullMarked
package dev.eku.backend.smb;

import org.jspecify.annotations.NullMarked;
