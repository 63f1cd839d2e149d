/**
 * A backend of a third party. {@code audited:local:} is the local machine; every change is written to an audit file
 * first. A backend needs three things: a {@link dev.eku.host.HostProvider}, its line in {@code META-INF/services}, and
 * the contract tests of eku-core's test jar.
 */
@NullMarked
package dev.eku.examples.custombackend;

import org.jspecify.annotations.NullMarked;
