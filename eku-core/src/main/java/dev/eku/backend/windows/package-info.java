/**
 * The Windows machine we run on ({@code local:}) and others of its network ({@code \\server}), through the Windows API (JNA)
 * and, for the graceful stop, through PowerShell (Commons Exec). JNA and Commons Exec appear nowhere else.
 *
 * <p>JNA's own helpers are not used: they read values by type and fail on the wrong one, forget the registry view, throw for
 * a service without dependents, and report errors as the operating system's localised text. What the API answers is decoded
 * by {@code WindowsData}, which is pure and tested on any machine.
 */
@NullMarked
package dev.eku.backend.windows;

import org.jspecify.annotations.NullMarked;
