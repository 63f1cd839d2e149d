/**
 * The certificates of peers, as a TLS port presents them and as files hold them. Nothing here trusts a certificate,
 * sends data or changes a security setting of the JVM. The TLS library (Bouncy Castle's own API, without an installed
 * provider) is used nowhere else. It is needed because the JDK refuses the old TLS versions that old servers use.
 */
@NullMarked
package dev.eku.probe;

import org.jspecify.annotations.NullMarked;
