package dev.eku.product;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What is known of a program by its file's name alone. */
public enum KnownProgram {
    /** The worker process of IIS, a host of the CLR as well. It hands {@code aspnet.config} to the runtime. */
    WEB_SERVER,
    /**
     * A native program that hosts the CLR itself and runs other people's code: it reads the setting under its own path, so an exemption
     * for one is an exemption for all that run in it. Which runtime it loads its file does not say.
     */
    CLR_HOST,
    /** Runs another program as a service. */
    WRAPPER,
    /** Runs .NET 5+ and .NET Core programs, which read none of this. */
    DOTNET,
    /** Runs Java programs. */
    JAVA,
    /** Runs what its command line says. */
    SHELL,
    /** Runs a native library. */
    LIBRARY_HOST,
    /** Nothing. */
    NONE;

    private static final Map<String, KnownProgram> BY_NAME = Map.ofEntries(
            Map.entry("W3WP.EXE", WEB_SERVER),
            Map.entry("IISEXPRESS.EXE", CLR_HOST),
            Map.entry("POWERSHELL.EXE", CLR_HOST),
            Map.entry("POWERSHELL_ISE.EXE", CLR_HOST),
            Map.entry("WSMPROVHOST.EXE", CLR_HOST),
            Map.entry("DLLHOST.EXE", CLR_HOST),
            Map.entry("MMC.EXE", CLR_HOST),
            Map.entry("SQLSERVR.EXE", CLR_HOST),
            Map.entry("DOTNET.EXE", DOTNET),
            Map.entry("JAVA.EXE", JAVA),
            Map.entry("JAVAW.EXE", JAVA),
            Map.entry("CMD.EXE", SHELL),
            Map.entry("RUNDLL32.EXE", LIBRARY_HOST),
            Map.entry("SVCHOST.EXE", LIBRARY_HOST));

    /**
     * Service wrappers as they are handed out: with their version, processor or .NET behind the name. A tilde there is that of an 8.3
     * name, which tells no more than the first letters of a longer one.
     */
    private static final Pattern WRAPPERS =
            Pattern.compile("(?:NSSM|SRVANY|PRUNSRV|WINSW)(?:[^A-Z~].*)?\\.EXE", Pattern.DOTALL);

    /** Whether it is a native program that hosts the CLR itself. */
    public boolean hostsTheClr() {
        return this == WEB_SERVER || this == CLR_HOST;
    }

    /**
     * What is known of the program at that path.
     *
     * @param path by long names: any file can have a known name as its 8.3 name
     */
    public static KnownProgram at(String path) {
        String name = ExecutablePath.fileName(path).toUpperCase(Locale.ROOT);
        return WRAPPERS.matcher(name).matches() ? WRAPPER : BY_NAME.getOrDefault(name, NONE);
    }
}
