/**
 * A backend of a third party: {@code audited:local:} is the local machine, with every change written to an audit file first.
 * Three things make a backend: a {@link dev.eku.host.HostProvider}, its line in {@code META-INF/services}, and the contract
 * tests of eku-core's test jar.
 */
@NullMarked
package dev.eku.examples.custombackend;

import org.jspecify.annotations.NullMarked;
