/**
 * What the event log of a front end says about its peers: which peer lost a connection, when, and which connected
 * again. Pure.
 */
@NullMarked
package dev.eku.diagnose.events;

import org.jspecify.annotations.NullMarked;
