/** Starts the program, or says why the Java cannot. Of Java 8. */
package dev.eku.examples.commandline.launcher;
