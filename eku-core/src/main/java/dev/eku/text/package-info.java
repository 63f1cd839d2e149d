/** What a text for people says before it is one: a key and its arguments. Words are made of it where a person reads them. */
@NullMarked
package dev.eku.text;

import org.jspecify.annotations.NullMarked;
