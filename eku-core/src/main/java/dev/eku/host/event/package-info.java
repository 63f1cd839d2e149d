/** Events of a Windows event log: what is asked for, what was logged, and logs that were exported to a file. */
@NullMarked
package dev.eku.host.event;

import org.jspecify.annotations.NullMarked;
