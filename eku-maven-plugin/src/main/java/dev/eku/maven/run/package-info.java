/** What goals share while they run: fleets, the guard of the account, the safe end, and when a build fails. */
@NullMarked
package dev.eku.maven.run;

import org.jspecify.annotations.NullMarked;
