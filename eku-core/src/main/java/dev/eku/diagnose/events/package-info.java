/** What the event log of a front end says of its peers: who lost a connection, when, and who connected again. Pure. */
@NullMarked
package dev.eku.diagnose.events;

import org.jspecify.annotations.NullMarked;
