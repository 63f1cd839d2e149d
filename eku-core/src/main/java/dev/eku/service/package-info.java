/** The ports through which eku asks and controls a host's services, and the words for it. */
@NullMarked
package dev.eku.service;

import org.jspecify.annotations.NullMarked;
