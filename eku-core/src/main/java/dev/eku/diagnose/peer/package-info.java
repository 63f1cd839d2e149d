/** What peers present, whether they accept our offer, and how that is judged. Pure except for the port of the probe. */
@NullMarked
package dev.eku.diagnose.peer;

import org.jspecify.annotations.NullMarked;
