/**
 * Registration files ({@code .reg}): what {@code reg.exe} and {@code regedit} export and import. The reader names each
 * line that would do nothing, or not what it seems to, since an import ends with exit code 0 all the same. The writer
 * writes what {@code regedit} writes, and never the deletion of a key. Pure: streams and texts are given.
 *
 * <p>How files are read was taken from Wine 8.0 ({@code programs/reg/import.c}) and its tests, which Wine's developers
 * run on Windows, too; nothing of it was run on Windows by us.
 */
@NullMarked
package dev.eku.regfile;

import org.jspecify.annotations.NullMarked;
