package dev.eku.examples.commandline.launcher;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.text.MessageFormat;
import java.util.ResourceBundle;

/**
 * What the scripts start. It is compiled for Java 8, so that an old Java says what it lacks, in a sentence, and with
 * another exit code than "not as desired". It also lets JNA take its library from the unpacked folder.
 */
public final class Launcher {
    private static final int NEEDED = 17;
    private static final int ENVIRONMENT = 3;

    private Launcher() {}

    /**
     * Starts the program, or says why it cannot be started.
     *
     * @param arguments for the program
     * @throws Exception if this program is not complete
     */
    public static void main(String[] arguments) throws Exception {
        if (version(System.getProperty("java.specification.version")) < NEEDED) {
            end("java", System.getProperty("java.version"), System.getProperty("java.home"), NEEDED);
        }
        useUnpackedLibrary();
        try {
            Class.forName("dev.eku.examples.commandline.Main")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException failed) {
            end("failed", System.getProperty("java.home"), failed.getCause());
        }
    }

    static int version(String specification) {
        return Integer.parseInt(specification.startsWith("1.") ? specification.substring(2) : specification);
    }

    /** The folder {@code native} beside {@code lib}, which one rule of AppLocker can allow. */
    private static void useUnpackedLibrary() throws URISyntaxException {
        String architecture = System.getProperty("os.arch");
        String system = architecture.equals("amd64") ? "x86-64" : architecture;
        File jar = new File(Launcher.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        File folder = new File(jar.getParentFile().getParentFile(), "native/win32-" + system);
        boolean isWindows = System.getProperty("os.name").startsWith("Windows");
        if (isWindows && folder.isDirectory() && System.getProperty("jna.boot.library.path") == null) {
            System.setProperty("jna.boot.library.path", folder.getPath());
            System.setProperty("jna.nounpack", "true");
        }
    }

    private static void end(String key, Object... arguments) {
        ResourceBundle texts = ResourceBundle.getBundle("dev.eku.examples.commandline.launcher.messages");
        System.err.println(new MessageFormat(texts.getString(key)).format(arguments));
        System.exit(ENVIRONMENT);
    }
}
