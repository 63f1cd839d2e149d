/**
 * A Windows server, reached from any system as {@code smb://server[:port]}: its registry through the RemoteRegistry service
 * (MS-RRP), its services through the service control manager (MS-SCMR), its files through the administrative shares. Nothing is
 * installed there. The SMB library (smbj) appears nowhere else.
 *
 * <p>One connection carries it all. It is made when the host is opened and made again by the next call after it was lost; no
 * call is ever repeated by itself, since what was asked may have been done.
 */
@NullMarked
package dev.eku.backend.smb;

import org.jspecify.annotations.NullMarked;
