/**
 * The meaning of each port, as tests, which the test jar publishes. To prove a backend, implement
 * {@code RegistryContract}, {@code ServiceControlContract} and {@code HostFilesContract} in its own test classes.
 */
@NullMarked
package dev.eku.contract;

import org.jspecify.annotations.NullMarked;
