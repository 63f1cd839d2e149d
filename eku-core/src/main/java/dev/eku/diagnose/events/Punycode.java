package dev.eku.diagnose.events;

/**
 * Writes a label of a name in another script in ASCII (RFC 3492, 6.3). The JDK's {@code java.net.IDN} replaces some
 * letters (the German sharp s by two letters), as was usual for names before 2010. Pure.
 */
final class Punycode {
    private static final int BASE = 36;
    private static final int LEAST = 1;
    private static final int MOST = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int FIRST_BIAS = 72;
    private static final int FIRST = 0x80;

    private Punycode() {}

    /** The encoded label without {@code xn--}. */
    static String encode(String label) {
        int[] points = label.codePoints().toArray();
        StringBuilder out = new StringBuilder();
        for (int point : points) {
            if (point < FIRST) {
                out.append((char) point);
            }
        }
        int basic = out.length();
        if (basic > 0) {
            out.append('-');
        }
        int point = FIRST;
        int delta = 0;
        int bias = FIRST_BIAS;
        int done = basic;
        while (done < points.length) {
            int next = Integer.MAX_VALUE;
            for (int other : points) {
                next = other >= point ? Math.min(next, other) : next;
            }
            delta += (next - point) * (done + 1);
            point = next;
            for (int other : points) {
                if (other < point) {
                    delta++;
                } else if (other == point) {
                    number(out, delta, bias);
                    bias = bias(delta, done + 1, done == basic);
                    delta = 0;
                    done++;
                }
            }
            delta++;
            point++;
        }
        return out.toString();
    }

    private static void number(StringBuilder out, int delta, int bias) {
        int rest = delta;
        for (int k = BASE; ; k += BASE) {
            int threshold = Math.min(MOST, Math.max(LEAST, k - bias));
            if (rest < threshold) {
                out.append(digit(rest));
                return;
            }
            out.append(digit(threshold + (rest - threshold) % (BASE - threshold)));
            rest = (rest - threshold) / (BASE - threshold);
        }
    }

    private static char digit(int number) {
        return (char) (number < MOST ? 'a' + number : '0' + number - MOST);
    }

    private static int bias(int delta, int points, boolean first) {
        int rest = first ? delta / DAMP : delta / 2;
        rest += rest / points;
        int k = 0;
        while (rest > (BASE - LEAST) * MOST / 2) {
            rest /= BASE - LEAST;
            k += BASE;
        }
        return k + BASE * rest / (rest + SKEW);
    }
}
