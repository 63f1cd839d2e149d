package dev.eku.inspect;

import dev.eku.error.EkuException;
import dev.eku.host.HostFiles;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Setting;
import dev.eku.text.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Whether the {@code System.dll} of a runtime knows a setting at all. Its code holds the name of the setting's key as
 * UTF-16, as every user string of a .NET library, so the name tells more surely than a list of updates does. Immutable.
 *
 * @param path the file looked at; empty if none was
 * @param unread why none was; empty if one was
 */
public record SystemLibrary(Presence presence, Optional<String> path, Optional<Message> unread) {
    /** The largest library read, in bytes; real ones have some 3.5 million. */
    static final int MAX_SIZE = 32 * 1024 * 1024;

    /** What was found of the setting's name. */
    public enum Presence {
        PRESENT,
        ABSENT,
        /** Nobody looked, since the release of .NET tells already. */
        NOT_NEEDED,
        /** There is no library where it should be, or it cannot be read. */
        UNKNOWN
    }

    /** Looks at the library that a process of that runtime and kind loads. What prevents that is noted. */
    static SystemLibrary look(Setting setting, Clr clr, Bitness bitness, Optional<String> windows, HostFiles files) {
        List<String> places =
                windows.map(folder -> places(folder, clr, bitness)).orElse(List.of());
        try {
            for (String place : places) {
                Optional<byte[]> library = files.read(place, MAX_SIZE);
                if (library.isPresent()) {
                    boolean isThere = holds(library.get(), literal(setting));
                    return new SystemLibrary(
                            isThere ? Presence.PRESENT : Presence.ABSENT, Optional.of(place), Optional.empty());
                }
            }
        } catch (EkuException failure) {
            return unread(Presence.UNKNOWN, failure.summary());
        }
        return unread(Presence.UNKNOWN, Message.of("inspect.no-library", String.join("; ", places)));
    }

    /** No library was looked at, for that reason. */
    static SystemLibrary unread(Presence presence, Message why) {
        return new SystemLibrary(presence, Optional.empty(), Optional.of(why));
    }

    /** A library that says the same about the setting as this one, for a copy of the host. */
    byte[] standIn(Setting setting) {
        return presence == Presence.PRESENT ? literal(setting) : new byte[0];
    }

    private static byte[] literal(Setting setting) {
        return setting.keyName().getBytes(StandardCharsets.UTF_16LE);
    }

    /** The runtime's own folder, which every update writes, before the global assembly cache. */
    private static List<String> places(String windows, Clr clr, Bitness bitness) {
        String cache = clr == Clr.V4
                ? "Microsoft.NET\\assembly\\GAC_MSIL\\System\\v4.0_4.0.0.0__b77a5c561934e089"
                : "assembly\\GAC_MSIL\\System\\2.0.0.0__b77a5c561934e089";
        return List.of(folder(windows, clr, bitness) + "\\System.dll", windows + "\\" + cache + "\\System.dll");
    }

    private static String folder(String windows, Clr clr, Bitness bitness) {
        String framework = bitness == Bitness.BITS_64 ? "Framework64" : "Framework";
        return windows + "\\Microsoft.NET\\" + framework + "\\" + clr.keyName();
    }

    /** Where the settings stand that count for every application of CLR 4 whose own file has none. */
    static Optional<String> machineConfig(Bitness bitness, Optional<String> windows) {
        return windows.map(folder -> folder(folder, Clr.V4, bitness) + "\\Config\\machine.config");
    }

    /**
     * What IIS hands to the runtime of its worker processes, where no application pool names another file
     * (learn.microsoft.com, applicationPools, CLRConfigFile).
     */
    static Optional<String> aspnetConfig(Bitness bitness, Optional<String> windows) {
        return windows.map(folder -> folder(folder, Clr.V4, bitness) + "\\Aspnet.config");
    }

    private static boolean holds(byte[] all, byte[] wanted) {
        for (int start = 0; start <= all.length - wanted.length; start++) {
            int same = 0;
            while (same < wanted.length && all[start + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return true;
            }
        }
        return false;
    }
}
