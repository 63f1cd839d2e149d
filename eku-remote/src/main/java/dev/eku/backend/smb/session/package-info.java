/** One session with a server over SMB: logging on, the wire and its pipes, and what went wrong there in plain words. */
@NullMarked
package dev.eku.backend.smb.session;

import org.jspecify.annotations.NullMarked;
