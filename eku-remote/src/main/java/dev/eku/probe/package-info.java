/**
 * The certificates of peers: as a TLS port shows them, and as files hold them. Nothing here trusts anybody, sends data or changes
 * a security setting of the JVM. The TLS library (Bouncy Castle's own API, no provider is installed) appears nowhere else: the
 * JDK's refuses the old versions that old servers speak.
 */
@NullMarked
package dev.eku.probe;

import org.jspecify.annotations.NullMarked;
