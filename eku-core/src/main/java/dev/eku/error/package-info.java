/** What can go wrong, in words a user can act on: stable codes, Win32 codes with their symbolic names, the message catalogue. */
@NullMarked
package dev.eku.error;

import org.jspecify.annotations.NullMarked;
