package dev.eku.text;

/** A value that people read in words of their own language. As a text of Java it is English, for programs. */
public interface Worded {
    /** The message that says it. */
    Message words();
}
