package dev.eku.command.output;

import dev.eku.command.input.BadParameter;
import dev.eku.error.EkuException;
import dev.eku.file.LocalFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where the files of a run are. Immutable.
 *
 * @param base what a relative path of a parameter is relative to
 * @param reports the folder of the run's own files
 * @param here the current folder; paths below it are shown without it
 */
public record OutputFiles(Path base, Path reports, Path here) {
    /** One of the run's own files. */
    public Path report(String name) {
        return reports.resolve(name);
    }

    /**
     * A file that a parameter names.
     *
     * @throws EkuException {@code INVALID_PARAMETER} if it cannot be a path here
     */
    public Path given(String parameter, String text) {
        return resolve(base, parameter, text);
    }

    /** One of the run's own files about a computer. */
    public Path ofComputer(String computer, String ending) {
        return reports.resolve(computer.replaceAll("[^A-Za-z0-9._-]", "_") + "." + ending);
    }

    /**
     * Writes a UTF-8 file completely or not at all, and creates its folder first. Half a surrogate pair, which names in
     * a registry can contain, becomes a question mark.
     *
     * @throws EkuException {@code FILE_FAILURE}
     */
    public void write(Path file, String content) {
        write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a file completely or not at all, and creates its folder first.
     *
     * @throws EkuException {@code FILE_FAILURE}
     */
    public void write(Path file, byte... content) {
        LocalFile.write(file, content);
    }

    /**
     * A path as a person would type it. Below the current folder it has slashes, on Windows too. So a command that
     * contains it can be pasted into bash, which removes backslashes, as well as into cmd and PowerShell.
     */
    public String shown(Path path) {
        return below(here, path);
    }

    /** A path in the form for a parameter. */
    public String asParameter(Path path) {
        return below(base, path);
    }

    private static String below(Path folder, Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path root = folder.toAbsolutePath().normalize();
        return absolute.startsWith(root)
                ? root.relativize(absolute)
                        .toString()
                        .replace(root.getFileSystem().getSeparator(), "/")
                : absolute.toString();
    }

    /**
     * A file that a parameter names.
     *
     * @throws EkuException {@code INVALID_PARAMETER} if it cannot be a path here
     */
    public static Path resolve(Path base, String parameter, String text) {
        try {
            return base.resolve(text);
        } catch (InvalidPathException impossible) {
            throw BadParameter.of("input.path", parameter, text);
        }
    }
}
