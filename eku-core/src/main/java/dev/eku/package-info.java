/**
 * The entry point of eku. eku safely exempts .NET Framework processes from the check of their peers' Enhanced Key
 * Usage. The packages below follow the flow of data. {@code product} and the ports {@code registry}, {@code service}
 * and {@code host} come first. Then come {@code inspect}, {@code plan}, {@code apply} (with its {@code journal}),
 * {@code verify} and {@code report}.
 */
@NullMarked
package dev.eku;

import org.jspecify.annotations.NullMarked;
