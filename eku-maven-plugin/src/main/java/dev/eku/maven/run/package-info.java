/** What goals share while they run: fleets, the guard of the account, the safe end, and what a build fails of. */
@NullMarked
package dev.eku.maven.run;

import org.jspecify.annotations.NullMarked;
