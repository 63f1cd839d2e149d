/** Strict JSON. Unknown fields, double names, wrong types and cut-off files are errors that name the place. */
@NullMarked
package dev.eku.json;

import org.jspecify.annotations.NullMarked;
