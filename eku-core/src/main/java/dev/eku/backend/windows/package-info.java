/**
 * The Windows machine on which eku runs ({@code local:}) and other machines of its network ({@code \\server}), through
 * the Windows API (JNA). The graceful stop uses PowerShell (Commons Exec). JNA and Commons Exec are used nowhere else.
 *
 * <p>JNA's own helpers are not used. They read values by type and fail on the wrong type, forget the registry view,
 * throw for a service without dependents, and report errors as the operating system's localised text.
 * {@code WindowsData} decodes the answers of the API; it is pure and tested on any machine.
 */
@NullMarked
package dev.eku.backend.windows;

import org.jspecify.annotations.NullMarked;
