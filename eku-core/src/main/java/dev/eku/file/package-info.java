/** The files of the machine that eku runs on. Only this package opens, reads and writes them. */
@NullMarked
package dev.eku.file;

import org.jspecify.annotations.NullMarked;
