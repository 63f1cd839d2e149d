package dev.eku.diagnose.events;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names and addresses of servers as events write them: full names, short names, names in other scripts, and addresses
 * of both families, each with or without a port and a dot at its end. Pure.
 */
final class ServerName {
    private static final String LABEL = "[\\p{L}\\p{N}_](?:[\\p{L}\\p{M}\\p{N}_-]{0,61}[\\p{L}\\p{M}\\p{N}_])?";
    private static final Pattern NAME =
            Pattern.compile("(" + LABEL + "(?:[.\u3002\uff0e\uff61]" + LABEL + "){0,20}\\.?)(?::([0-9]{1,9}))?");
    private static final Pattern BRACKETED =
            Pattern.compile("\\[([0-9A-Fa-f:.]{2,45}(?:%[\\w.-]{1,20})?)](?::([0-9]{1,9}))?");
    private static final Pattern DOTTED = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}\\.?");
    private static final Pattern NUMBER = Pattern.compile("[0-9.]+|0[xX][0-9A-Fa-f]*");
    private static final int ADDRESS_PARTS = 8;
    private static final int LARGEST_PORT = 65_535;

    private ServerName() {}

    /**
     * A text that is only a name or an address.
     *
     * @param name as it is written, without brackets, port and dot
     * @param port as it is written, readable or not; empty if there is none
     * @param isShort whether it is a name of one label, which could be any word
     */
    record Written(String name, String port, boolean isShort) {}

    /** The server in a text that holds nothing else, except perhaps a port. */
    static Optional<Written> of(String text) {
        String plain = text.strip();
        Matcher bracketed = BRACKETED.matcher(plain);
        if (bracketed.matches()) {
            return parts(withoutZone(bracketed.group(1)))
                    .map(parts -> new Written(bracketed.group(1), group(bracketed, 2), false));
        }
        if (plain.indexOf(':') != plain.lastIndexOf(':')) {
            return parts(withoutZone(plain)).map(parts -> new Written(plain, "", false));
        }
        Matcher name = NAME.matcher(plain);
        if (!name.matches()) {
            return Optional.empty();
        }
        String written = withoutDot(name.group(1));
        if (DOTTED.matcher(written).matches()) {
            return isAddress(written) ? Optional.of(new Written(written, group(name, 2), false)) : Optional.empty();
        }
        boolean isShort = ascii(written).indexOf('.') < 0;
        // Versions, error codes and numbers are not servers.
        boolean isNumber = NUMBER.matcher(written).matches()
                || (!isShort && Character.isDigit(written.charAt(written.lastIndexOf('.') + 1)));
        return isNumber ? Optional.empty() : Optional.of(new Written(written, group(name, 2), isShort));
    }

    private static String group(Matcher matcher, int number) {
        return Optional.ofNullable(matcher.group(number)).orElse("");
    }

    /** The port in a text that is only a port. */
    static OptionalInt port(String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(text);
        return number >= 1 && number <= LARGEST_PORT ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /** A name without the dot at its end. */
    static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /**
     * One spelling for all spellings with the same meaning: small letters, punycode for other scripts (RFC 3492), no
     * dot at the end, and all parts of an address in full.
     */
    static String folded(String name) {
        String plain = withoutDot(name.strip());
        if (plain.indexOf(':') >= 0) {
            return parts(withoutZone(plain)).orElse(plain).toLowerCase(Locale.ROOT);
        }
        return ascii(plain);
    }

    private static String ascii(String name) {
        if (isAscii(name)) {
            return name.toLowerCase(Locale.ROOT);
        }
        StringBuilder all = new StringBuilder();
        String normal = Normalizer.normalize(name, Normalizer.Form.NFKC).replace('\u3002', '.');
        for (String label : normal.toLowerCase(Locale.ROOT).split("\\.", -1)) {
            all.append(all.isEmpty() ? "" : ".");
            all.append(isAscii(label) ? label : "xn--" + Punycode.encode(label));
        }
        return all.toString();
    }

    /** Nearly all texts are ASCII, and there may be many. */
    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    private static boolean isAddress(String dotted) {
        for (String part : dotted.split("\\.", -1)) {
            if (Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    /** The eight parts of an IPv6 address (RFC 4291, 2.2); empty if it is not one. */
    private static Optional<String> parts(String address) {
        String text = address;
        int last = text.lastIndexOf(':');
        String tail = text.substring(last + 1);
        if (tail.indexOf('.') >= 0) {
            if (!DOTTED.matcher(tail).matches() || tail.endsWith(".") || !isAddress(tail)) {
                return Optional.empty();
            }
            String[] bytes = tail.split("\\.", -1);
            text = text.substring(0, last + 1)
                    + String.format(
                            Locale.ROOT,
                            "%x:%x",
                            Integer.parseInt(bytes[0]) * 256 + Integer.parseInt(bytes[1]),
                            Integer.parseInt(bytes[2]) * 256 + Integer.parseInt(bytes[3]));
        }
        int gap = text.indexOf("::");
        if (gap != text.lastIndexOf("::") || text.contains(":::")) {
            return Optional.empty();
        }
        String[] before = split(gap < 0 ? text : text.substring(0, gap));
        String[] after = split(gap < 0 ? "" : text.substring(gap + 2));
        int missing = ADDRESS_PARTS - before.length - after.length;
        if (gap < 0 ? missing != 0 : missing < 1) {
            return Optional.empty();
        }
        StringBuilder all = new StringBuilder();
        boolean good = append(all, before);
        for (int i = 0; gap >= 0 && i < missing; i++) {
            all.append(":0");
        }
        good &= append(all, after);
        return good ? Optional.of(all.substring(1)) : Optional.empty();
    }

    private static String[] split(String parts) {
        return parts.isEmpty() ? new String[0] : parts.split(":", -1);
    }

    private static boolean append(StringBuilder all, String... parts) {
        for (String part : parts) {
            if (!part.matches("[0-9A-Fa-f]{1,4}")) {
                return false;
            }
            all.append(':').append(Integer.toHexString(Integer.parseInt(part, 16)));
        }
        return true;
    }
}
