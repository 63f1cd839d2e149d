/**
 * What each port means, as tests. A backend proves itself by implementing {@code RegistryContract}, {@code
 * ServiceControlContract} and {@code HostFilesContract} in test classes of its own; published in the test jar.
 */
@NullMarked
package dev.eku.contract;

import org.jspecify.annotations.NullMarked;
