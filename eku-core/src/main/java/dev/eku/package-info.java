/**
 * The entry point of eku, which exempts .NET Framework processes from the check of their peers' Enhanced Key Usage, safely.
 * The packages below follow the data: {@code product} and the ports {@code registry}, {@code service}, {@code host}; then
 * {@code inspect}, {@code plan}, {@code apply} (with its {@code journal}), {@code verify}, {@code report}.
 */
@NullMarked
package dev.eku;

import org.jspecify.annotations.NullMarked;
