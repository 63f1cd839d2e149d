/** Errors that help a user to act: stable codes, Win32 codes with their symbolic names, causes and next steps. */
@NullMarked
package dev.eku.error;

import org.jspecify.annotations.NullMarked;
