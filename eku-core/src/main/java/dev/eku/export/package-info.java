/**
 * A plan as files for what organisations already run, where Java may not: so far registration files. Each comes with
 * what it cannot do, the command that carries it out and the one that takes it back. Pure: files are bytes here.
 */
@NullMarked
package dev.eku.export;

import org.jspecify.annotations.NullMarked;
