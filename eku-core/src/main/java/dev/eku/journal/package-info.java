/**
 * What eku keeps on a host, in the host's own registry below {@code HKLM\SOFTWARE\eku} (64-bit view): the record of
 * each run, which is written before the first change, and the lock. So any machine can finish or undo what another one
 * started.
 */
@NullMarked
package dev.eku.journal;

import org.jspecify.annotations.NullMarked;
