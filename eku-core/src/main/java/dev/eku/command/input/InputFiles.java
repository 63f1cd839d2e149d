package dev.eku.command.input;

import dev.eku.error.EkuException;
import java.nio.file.Path;

/** The files that are read because a parameter names them. */
public interface InputFiles {
    /**
     * A file that a parameter names.
     *
     * @param parameter its name, for messages
     * @param name as it was given
     * @throws EkuException {@code INVALID_PARAMETER} if it cannot be a path here, or must not be read
     */
    Path input(String parameter, String name);
}
