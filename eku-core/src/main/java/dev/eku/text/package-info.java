/** The values of texts for people: a key and its arguments. They become words only where a person reads them. */
@NullMarked
package dev.eku.text;

import org.jspecify.annotations.NullMarked;
