package dev.eku.product;

/** What Windows starts for a service. */
public sealed interface ServiceProgram {
    /**
     * Windows starts that file. Immutable.
     *
     * @param path the path by which the file is started, normalised by {@link ExecutablePath}; 8.3 names stay
     * @param arguments the rest of the command line, which may hold secrets
     */
    record Starts(String path, String arguments) implements ServiceProgram {
        /** Without the arguments. */
        @Override
        public String toString() {
            return path;
        }
    }

    /** It is not known what Windows starts, if anything. Immutable. */
    record Untold(Reason reason) implements ServiceProgram {}

    /** Why it is not known. */
    enum Reason {
        /** There is no command line. */
        EMPTY,
        /** The stored value is not a text. */
        NOT_TEXT,
        /**
         * The command line, with its variables expanded, is longer than Windows accepts, or it can mean more files than
         * any real command line, so that not all of them are looked for.
         */
        TOO_LONG,
        /**
         * The command line names a variable that the machine does not have, or a variable in a text that is not
         * expanded.
         */
        VARIABLE,
        /** It names no file that exists. */
        NO_FILE,
        /** It names nothing that could be a file. */
        NOT_A_PATH
    }
}
