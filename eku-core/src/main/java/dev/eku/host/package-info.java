/** One Windows machine as the ports show it. A backend for it is found by the scheme of its reference. */
@NullMarked
package dev.eku.host;

import org.jspecify.annotations.NullMarked;
