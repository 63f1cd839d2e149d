package dev.eku.inspect;

import dev.eku.error.EkuException;
import dev.eku.host.HostFiles;
import dev.eku.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The configuration of WinSW for an executable, found where WinSW looks for it (repository winsw/winsw). Versions up to
 * 2.9 look for {@code NAME.xml} beside the executable and then in each folder above it
 * ({@code src/Core/WinSWCore/ServiceDescriptor.cs} of tag v2.9.0). From 2.10 on, they look for {@code NAME.xml}, then
 * {@code NAME.yml}, beside it only ({@code src/WinSW/Program.cs}, LoadConfigAndInitLoggers, of v2.12.0). Version 3
 * looks for the file of its first argument, else for {@code NAME.xml} beside it (the same file of v3.0.0-alpha.11). A
 * file with such a name that WinSW could not start with is not a configuration; it may be the documentation of a .NET
 * program. Immutable.
 *
 * @param isThere whether there is one, so that the executable is WinSW whatever it is called
 * @param executable the program that it runs, as the file says it, with the folder of the file instead of
 *     {@code %BASE%}; empty if that was not understood
 * @param unread what could not be read or was not understood; without {@code isThere}, eku does not know whether there
 *     is a configuration
 */
record WinSwConfig(boolean isThere, Optional<String> executable, Optional<Message> unread) {
    /** The most that is read, in bytes; real files have some thousand, and start with what is searched for. */
    static final int MAX_SIZE = 64 * 1024;

    private static final WinSwConfig NONE = new WinSwConfig(false, Optional.empty(), Optional.empty());

    /**
     * The variables that WinSW itself sets before it expands the name of the program, except for BASE (the same files,
     * and WinSWSystem.cs).
     */
    private static final Pattern OWN_VARIABLE =
            Pattern.compile("(?i)%(?:SERVICE_ID|WINSW_EXECUTABLE|WINSW_SERVICE_ID)%");

    private static final Pattern BASE = Pattern.compile("(?i)%BASE%");

    /** The argument with which version 3 is installed: {@code "PATH"}, or a path without blanks. */
    private static final Pattern ARGUMENT = Pattern.compile(
            "\"([A-Z]:\\\\[^\"]*\\.xml)\".*|([A-Z]:\\\\\\S*\\.xml)(?:\\s.*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Why a file does not show which program is run, or whether it is a configuration at all. */
    enum Reason {
        /** The file is larger than what is read. */
        LARGE,
        /** It is not XML that eku can read. */
        XML,
        /** A form of YAML that eku cannot read. */
        YAML,
        /** It names no program, or not in the right place. */
        NO_PROGRAM,
        /** Versions of WinSW read different programs from it. */
        NESTED,
        /** Its root is not {@code service}, which the versions before 3 ignore. */
        ROOT,
        /** The program is named by a variable that WinSW sets. */
        VARIABLE,
        /** Another file names a program, too, and the version of WinSW decides which file counts. */
        SECOND_FILE
    }

    /**
     * What a file says. Immutable.
     *
     * @param isConfig whether WinSW reads it; empty if eku cannot tell
     * @param executable the program as the file says it; empty if that was not understood
     * @param setsVariables whether it sets variables for the program's name
     * @param why what was not understood
     */
    record Told(Optional<Boolean> isConfig, Optional<String> executable, boolean setsVariables, Optional<Reason> why) {
        /** Not a configuration of WinSW. */
        static final Told NOTHING = new Told(Optional.of(false), Optional.empty(), false, Optional.empty());

        /** A configuration that names that program. */
        static Told named(String executable, boolean setsVariables) {
            return executable.isBlank()
                    ? unclear(Reason.NO_PROGRAM)
                    : new Told(Optional.of(true), Optional.of(executable), setsVariables, Optional.empty());
        }

        /** A configuration whose program is not known. */
        static Told unclear(Reason why) {
            return new Told(Optional.of(true), Optional.empty(), false, Optional.of(why));
        }

        /** Perhaps a configuration. */
        static Told doubtful(Reason why) {
            return new Told(Optional.empty(), Optional.empty(), false, Optional.of(why));
        }
    }

    /**
     * The configuration of that executable.
     *
     * @param arguments the arguments with which the service starts it
     * @param above whether to look in the folders above, too; each folder costs a request
     */
    static WinSwConfig of(String path, String arguments, HostFiles files, boolean above) {
        Matcher argument = ARGUMENT.matcher(arguments.strip());
        if (argument.matches()) {
            Optional<WinSwConfig> given =
                    xml(Optional.ofNullable(argument.group(1)).orElseGet(() -> argument.group(2)), files);
            if (given.filter(WinSwConfig::mayBeThere).isPresent()) {
                return given.get();
            }
        }
        String xml = ProgramReader.besideIt(path, ".xml");
        Optional<WinSwConfig> beside = xml(xml, files);
        if (beside.isPresent()) {
            return beside.get();
        }
        String yml = ProgramReader.besideIt(path, ".yml");
        WinSwConfig later = read(yml, files, WinSwYaml::read).orElse(NONE);
        WinSwConfig older = above ? above(xml, files) : NONE;
        if (later.mayBeThere() && older.mayBeThere()) {
            return of(yml, Told.unclear(Reason.SECOND_FILE));
        }
        return later.mayBeThere() ? later : older;
    }

    /**
     * The files that are looked at for an executable, unless an argument names another one.
     *
     * @param above whether the folders above count, too
     */
    static List<String> places(String path, boolean above) {
        String xml = ProgramReader.besideIt(path, ".xml");
        List<String> places = new ArrayList<>(List.of(xml, ProgramReader.besideIt(path, ".yml")));
        if (above) {
            String name = xml.substring(xml.lastIndexOf('\\'));
            for (String folder : foldersAbove(xml)) {
                places.add(folder + name);
            }
        }
        return places;
    }

    private boolean mayBeThere() {
        return isThere || unread.isPresent();
    }

    /** The first file with that name in the folders above. */
    private static WinSwConfig above(String xml, HostFiles files) {
        String name = xml.substring(xml.lastIndexOf('\\'));
        for (String folder : foldersAbove(xml)) {
            Optional<WinSwConfig> found = xml(folder + name, files);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return NONE;
    }

    /** The folders from the nearest one down to the drive or the share. */
    static List<String> foldersAbove(String path) {
        List<String> folders = new ArrayList<>();
        int root = path.startsWith("\\\\") ? path.indexOf('\\', path.indexOf('\\', 2) + 1) : path.indexOf('\\');
        int end = path.lastIndexOf('\\');
        while (root > 0 && end > root) {
            end = path.lastIndexOf('\\', end - 1);
            folders.add(path.substring(0, end));
        }
        return folders;
    }

    private static Optional<WinSwConfig> xml(String path, HostFiles files) {
        return read(path, files, WinSwXml::read);
    }

    /** Reads the bytes of a file. */
    private interface Parser {
        Told parse(boolean whole, byte... bytes);
    }

    /** What a file says; empty if there is none. */
    private static Optional<WinSwConfig> read(String path, HostFiles files, Parser parser) {
        try {
            Optional<byte[]> bytes = files.read(path, 0, MAX_SIZE);
            return bytes.isPresent()
                    ? Optional.of(of(path, parser.parse(bytes.get().length < MAX_SIZE, bytes.get())))
                    : Optional.empty();
        } catch (EkuException failure) {
            return Optional.of(new WinSwConfig(
                    false, Optional.empty(), Optional.of(Message.of("inspect.doubt.winsw", path, failure.code()))));
        }
    }

    private static WinSwConfig of(String path, Told told) {
        if (told.isConfig().filter(is -> !is).isPresent()) {
            return NONE;
        }
        String folder = path.substring(0, Math.max(0, path.lastIndexOf('\\')));
        Optional<String> executable =
                told.executable().map(text -> BASE.matcher(text).replaceAll(Matcher.quoteReplacement(folder)));
        Optional<Reason> why = told.why();
        if (executable
                .filter(text -> OWN_VARIABLE.matcher(text).find() || (told.setsVariables() && text.indexOf('%') >= 0))
                .isPresent()) {
            executable = Optional.empty();
            why = Optional.of(Reason.VARIABLE);
        }
        boolean isThere = told.isConfig().isPresent();
        String key = isThere ? "inspect.winsw" : "inspect.doubt.winsw.unclear";
        return new WinSwConfig(
                isThere,
                executable,
                why.map(reason -> Message.of(
                        key,
                        path,
                        Message.of("inspect.winsw."
                                + reason.name().toLowerCase(Locale.ROOT).replace('_', '-')))));
    }
}
