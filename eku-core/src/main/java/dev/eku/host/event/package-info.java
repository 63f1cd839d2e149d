/** Events of a Windows event log: queries, logged events, and logs that were exported to a file. */
@NullMarked
package dev.eku.host.event;

import org.jspecify.annotations.NullMarked;
