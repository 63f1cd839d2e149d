package dev.eku.registry;

/**
 * How Windows compares the names of keys, values and services. It compares each UTF-16 unit by itself, by a table of
 * 973 pairs. The table is fixed here, so that the answer is the same on every JDK. {@code É} equals {@code é}, but
 * {@code ß}, the dotless {@code ı}, the final sigma, the Kelvin sign, and Georgian and Cherokee letters equal only
 * themselves. {@link String#equalsIgnoreCase} and {@link String#toLowerCase} both give wrong answers for this, so only
 * this class compares names. Source: [MS-UCODEREF] 3.1.5.3, "Windows 8 Upper Case Mapping Table". Thread-safe.
 */
public final class NameFolding {
    /**
     * The pairs of that table in runs. A run has the first lower case unit in hex, {@code +} and the number of units,
     * {@code /2} if only every second unit counts, and {@code :} and the difference to the upper case unit.
     */
    private static final String RUNS = """
            61+26:-32 e0+23:-32 f8+7:-32 ff+1:121 101+24/2:-1 133+3/2:-1 13a+8/2:-1 14b+23/2:-1 17a+3/2:-1
            180+1:195 183+2/2:-1 188+1:-1 18c+1:-1 192+1:-1 195+1:97 199+1:-1 19a+1:163 19e+1:130 1a1+3/2:-1
            1a8+1:-1 1ad+1:-1 1b0+1:-1 1b4+2/2:-1 1b9+1:-1 1bd+1:-1 1bf+1:56 1c6+1:-2 1c9+1:-2 1cc+1:-2
            1ce+8/2:-1 1dd+1:-79 1df+9/2:-1 1f3+1:-2 1f5+1:-1 1f9+20/2:-1 223+9/2:-1 23c+1:-1 242+1:-1
            247+5/2:-1 250+1:10783 251+1:10780 253+1:-210 254+1:-206 256+2:-205 259+1:-202 25b+1:-203
            260+1:-205 263+1:-207 268+1:-209 269+1:-211 26b+1:10743 26f+1:-211 271+1:10749 272+1:-213
            275+1:-214 27d+1:10727 280+1:-218 283+1:-218 288+1:-218 289+1:-69 28a+2:-217 28c+1:-71 292+1:-219
            371+2/2:-1 377+1:-1 37b+3:130 3ac+1:-38 3ad+3:-37 3b1+17:-32 3c3+9:-32 3cc+1:-64 3cd+2:-63 3d7+1:-8
            3d9+12/2:-1 3f2+1:7 3f8+1:-1 3fb+1:-1 430+32:-32 450+16:-80 461+17/2:-1 48b+27/2:-1 4c2+7/2:-1
            4cf+1:-15 4d1+42/2:-1 561+38:-48 1d79+1:35332 1d7d+1:3814 1e01+75/2:-1 1ea1+48/2:-1 1f00+8:8
            1f10+6:8 1f20+8:8 1f30+8:8 1f40+6:8 1f51+4/2:8 1f60+8:8 1f70+2:74 1f72+4:86 1f76+2:100 1f78+2:128
            1f7a+2:112 1f7c+2:126 1f80+8:8 1f90+8:8 1fa0+8:8 1fb0+2:8 1fb3+1:9 1fc3+1:9 1fd0+2:8 1fe0+2:8
            1fe5+1:7 1ff3+1:9 214e+1:-28 2170+16:-16 2184+1:-1 24d0+26:-26 2c30+47:-48 2c61+1:-1 2c65+1:-10795
            2c66+1:-10792 2c68+3/2:-1 2c73+1:-1 2c76+1:-1 2c81+50/2:-1 2d00+38:-7264 a641+16/2:-1 a663+6/2:-1
            a681+12/2:-1 a723+7/2:-1 a733+31/2:-1 a77a+2/2:-1 a77f+5/2:-1 a78c+1:-1 ff41+26:-32
            """;

    /** What to add to each unit, modulo 65536. */
    private static final char[] TO_UPPER = table();

    private NameFolding() {}

    private static char[] table() {
        char[] table = new char[Character.MAX_VALUE + 1];
        for (String run : RUNS.strip().split("\\s+", -1)) {
            int plus = run.indexOf('+');
            int colon = run.indexOf(':');
            int slash = run.indexOf('/');
            int first = Integer.parseInt(run.substring(0, plus), 16);
            int count = Integer.parseInt(run.substring(plus + 1, slash < 0 ? colon : slash));
            char distance = (char) Integer.parseInt(run.substring(colon + 1));
            for (int i = 0; i < count; i++) {
                table[first + i * (slash < 0 ? 1 : 2)] = distance;
            }
        }
        return table;
    }

    /** The form under which all spellings of a name are equal. */
    public static String fold(String name) {
        char[] folded = name.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = upper(folded[i]);
        }
        return new String(folded);
    }

    private static char upper(char unit) {
        return (char) (unit + TO_UPPER[unit]);
    }

    /** Whether Windows takes both for the same name. */
    public static boolean same(String one, String other) {
        if (one.length() != other.length()) {
            return false;
        }
        for (int i = 0; i < one.length(); i++) {
            if (upper(one.charAt(i)) != upper(other.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
