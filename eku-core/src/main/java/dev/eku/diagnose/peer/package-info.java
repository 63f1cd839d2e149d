/** What peers present, whether they accept it, and how that is judged. Pure except for the port that probes. */
@NullMarked
package dev.eku.diagnose.peer;

import org.jspecify.annotations.NullMarked;
