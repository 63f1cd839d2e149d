@NullMarked
package dev.eku.backend.smb;

import org.jspecify.annotations.NullMarked;
