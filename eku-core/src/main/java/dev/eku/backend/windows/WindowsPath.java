package dev.eku.backend.windows;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Converts a host's paths to the form that the file functions of this machine need: long paths with the prefix that
 * lifts the limit of 260 units, and paths of {@code \\server} through its administrative share. Pure and immutable.
 *
 * @param server empty for this machine
 */
record WindowsPath(Optional<String> server) {
    /** The longest path of the API, with its terminating NUL. */
    static final int LONGEST = 32_768;

    /** From this length on, the plain form may fail: 260 with the NUL, for folders 12 less. */
    private static final int PLAIN_LIMIT = 248;

    private static final String LONG = "\\\\?\\";
    private static final String LONG_SHARE = "\\\\?\\UNC\\";
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

    /** {@code C:\x} unchanged, as {@code \\?\C:\...} if it is long, or as {@code \\server\C$\x}. */
    String forApi(String path) {
        String reached = server.filter(name -> isOnDrive(path))
                .map(name -> share(name, path.charAt(0)) + path.substring(2))
                .orElse(path);
        if (reached.length() < PLAIN_LIMIT || reached.startsWith(LONG)) {
            return reached;
        }
        return reached.startsWith("\\\\") ? LONG_SHARE + reached.substring(2) : LONG + reached;
    }

    /**
     * Reverses {@link #forApi}.
     *
     * @param answer a path from the API
     * @param asked the host's path that was asked for
     */
    String fromApi(String answer, String asked) {
        String plain = answer;
        if (!asked.startsWith(LONG)) {
            plain = plain.startsWith(LONG_SHARE) ? "\\\\" + plain.substring(LONG_SHARE.length()) : plain;
            plain = plain.startsWith(LONG) ? plain.substring(LONG.length()) : plain;
        }
        if (server.isPresent() && isOnDrive(asked)) {
            int share = share(server.get(), asked.charAt(0)).length();
            return plain.length() < share ? asked : asked.substring(0, 2) + plain.substring(share);
        }
        return plain;
    }

    private static boolean isOnDrive(String path) {
        return DRIVE.matcher(path).matches();
    }

    private static String share(String server, char drive) {
        return "\\\\" + server + "\\" + drive + "$";
    }
}
