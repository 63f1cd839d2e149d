package dev.eku.backend.common;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the one method that may let its thread sleep; the build refuses it everywhere else. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface MaySleep {}
