/** Runs the product's own cmdlets in a PowerShell process, and reads their answers. */
@NullMarked
package dev.eku.backend.windows.powershell;

import org.jspecify.annotations.NullMarked;
