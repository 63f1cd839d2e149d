package dev.eku.inspect;

import dev.eku.error.EkuException;
import dev.eku.host.HostFiles;
import dev.eku.product.Clr;
import dev.eku.text.Message;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * What a {@code .config} file says about one AppContext switch, by the rules of the CLR ({@link ClrConfig}) and of .NET
 * ({@link SwitchText}). Immutable.
 *
 * @param path the path of the file
 * @param decides whether the file sets any switches, so that {@code machine.config} is not used (coreclr,
 *     {@code clrconfignames.h}: AppContextSwitchOverrides is {@code ConfigFile_ApplicationFirst})
 * @param override what the switch is set to; empty if the file does not set it
 * @param problem why the file cannot be used
 */
public record ConfigFile(
        String path, State state, boolean decides, Optional<Boolean> override, Optional<Message> problem) {
    /** The largest file that is read, in bytes; real ones have some thousand. */
    public static final int MAX_SIZE = 1024 * 1024;

    private static final String ELEMENT = "AppContextSwitchOverrides";

    /** How a file was found. */
    public enum State {
        ABSENT,
        READ,
        /** The file is too large or malformed, or this account may not read it. */
        UNUSABLE
    }

    /** Reads the {@code .config} file of an executable, and notes what prevents that. */
    static ConfigFile of(String executable, Clr clr, String name, HostFiles files) {
        return at(executable + ".config", clr, name, files);
    }

    /** Reads the file at that path, and notes what prevents that. */
    static ConfigFile at(String path, Clr clr, String name, HostFiles files) {
        try {
            return files.read(path, MAX_SIZE)
                    .map(bytes -> parse(path, clr, name, bytes))
                    .orElseGet(() -> new ConfigFile(path, State.ABSENT, false, Optional.empty(), Optional.empty()));
        } catch (EkuException failure) {
            return unusable(path, failure.summary());
        }
    }

    static ConfigFile parse(String path, Clr clr, String name, byte... bytes) {
        try {
            Optional<String> overrides = ClrConfig.read(ELEMENT, clr.keyName(), bytes);
            return new ConfigFile(
                    path,
                    State.READ,
                    overrides.isPresent(),
                    overrides.flatMap(list -> SwitchText.inList(list, name)),
                    Optional.empty());
        } catch (XMLStreamException malformed) {
            return unusable(
                    path,
                    Message.of(
                            "inspect.config-malformed",
                            malformed.getLocation() == null
                                    ? "-"
                                    : malformed.getLocation().getLineNumber()));
        }
    }

    /** A file that says the same about the switch as this one, and nothing else. The rest may hold secrets. */
    byte[] reduced(String name) {
        String element = "<" + ELEMENT + " value=\""
                + override.map(on -> name + "=" + on).orElse("-") + "\"/>";
        String text = state == State.UNUSABLE
                ? "<configuration"
                : "<configuration><runtime>" + (decides ? element : "") + "</runtime></configuration>";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ConfigFile unusable(String path, Message why) {
        return new ConfigFile(path, State.UNUSABLE, false, Optional.empty(), Optional.of(why));
    }
}
