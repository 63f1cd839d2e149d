/** What operations share while they run: fleets, the guard of the account, the safe end, and when one fails. */
@NullMarked
package dev.eku.command.run;

import org.jspecify.annotations.NullMarked;
