package dev.eku.product;

/** What Windows starts for a service. */
public sealed interface ServiceProgram {
    /**
     * It starts that file. Immutable.
     *
     * @param path the path it is started by, normalised by {@link ExecutablePath}; 8.3 names stay
     * @param arguments the rest of the command line, which may hold secrets
     */
    record Starts(String path, String arguments) implements ServiceProgram {
        /** Without the arguments. */
        @Override
        public String toString() {
            return path;
        }
    }

    /** It cannot be told what it starts, if anything. Immutable. */
    record Untold(Reason reason) implements ServiceProgram {}

    /** Why it cannot be told. */
    enum Reason {
        /** There is no command line. */
        EMPTY,
        /** The stored value is no text. */
        NOT_TEXT,
        /**
         * The command line, with what its variables stand for, is longer than Windows takes, or it can mean more files than any real
         * one: they are not all looked for.
         */
        TOO_LONG,
        /** The command line names a variable that the machine does not have, or a variable in a text that is not expanded. */
        VARIABLE,
        /** It names no file that is there. */
        NO_FILE,
        /** It names nothing that could be a file. */
        NOT_A_PATH
    }
}
