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
 * UTF-16, like every user string of a .NET library. So the name is a better proof than a list of updates. Immutable.
 *
 * @param path the file that was searched; empty if none was
 * @param unread why none was; empty if one was
 */
public record SystemLibrary(Presence presence, Optional<String> path, Optional<Message> unread) {
    /** The largest library that is read, in bytes; real ones have some 3.5 million. */
    static final int MAX_SIZE = 32 * 1024 * 1024;

    /** What was found of the setting's name. */
    public enum Presence {
        PRESENT,
        ABSENT,
        /** Nothing was searched, because the release of .NET already shows it. */
        NOT_NEEDED,
        /** There is no library in its place, or it cannot be read. */
        UNKNOWN
    }

    /** Searches the library that a process of that runtime and bitness loads. What prevents that is noted. */
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

    /** No library was searched, for that reason. */
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

    /** The runtime's own folder, which every update writes, comes before the global assembly cache. */
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

    /** The file with the settings for every application of CLR 4 whose own file has none. */
    static Optional<String> machineConfig(Bitness bitness, Optional<String> windows) {
        return windows.map(folder -> folder(folder, Clr.V4, bitness) + "\\Config\\machine.config");
    }

    /**
     * The file that IIS passes to the runtime of its worker processes, unless an application pool names another file
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
