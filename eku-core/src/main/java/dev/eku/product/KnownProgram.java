package dev.eku.product;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What is known about a program from the name of its file alone. */
public enum KnownProgram {
    /** The worker process of IIS, which also hosts the CLR. It passes {@code aspnet.config} to the runtime. */
    WEB_SERVER,
    /**
     * A native program that hosts the CLR itself and runs other people's code. It reads the setting under its own path,
     * so one exemption exempts all code that runs in it. Its file does not say which runtime it loads.
     */
    CLR_HOST,
    /** Runs another program as a service. */
    WRAPPER,
    /** Runs .NET 5+ and .NET Core programs, which do not read the setting. */
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
     * Service wrappers by the names under which they are published, with a version, a processor or .NET behind the
     * name. A tilde there is that of an 8.3 name, which shows only the first letters of a longer name.
     */
    private static final Pattern WRAPPERS =
            Pattern.compile("(?:NSSM|SRVANY|PRUNSRV|WINSW)(?:[^A-Z~].*)?\\.EXE", Pattern.DOTALL);

    /** Whether it is a native program that hosts the CLR itself. */
    public boolean hostsTheClr() {
        return this == WEB_SERVER || this == CLR_HOST;
    }

    /**
     * What is known about the program at that path.
     *
     * @param path with long names, since any file can have a known name as its 8.3 name
     */
    public static KnownProgram at(String path) {
        String name = ExecutablePath.fileName(path).toUpperCase(Locale.ROOT);
        return WRAPPERS.matcher(name).matches() ? WRAPPER : BY_NAME.getOrDefault(name, NONE);
    }
}
