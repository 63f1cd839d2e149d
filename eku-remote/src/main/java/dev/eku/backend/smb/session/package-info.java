/** One session with a server over SMB: the logon, the connection and its pipes, and plain words for their failures. */
@NullMarked
package dev.eku.backend.smb.session;

import org.jspecify.annotations.NullMarked;
