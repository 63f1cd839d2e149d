/** What eku does for a front end: one class for each operation, which reads what was given and asks the library. */
@NullMarked
package dev.eku.command;

import org.jspecify.annotations.NullMarked;
