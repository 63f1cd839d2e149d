package dev.eku.examples.commandline;

import dev.eku.command.input.BadParameter;
import dev.eku.file.LocalFile;
import dev.eku.file.LocalText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A file whose first line is a password. Only its owner, the system and its administrators may read it. */
final class PasswordFile {
    private static final int LIMIT = 10_000;
    private static final Set<PosixFilePermission> OF_THE_OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
    /** The ends of the names of accounts that may read everything on Windows anyway. */
    private static final List<String> OF_WINDOWS = List.of("\\SYSTEM", "\\Administrators");

    private PasswordFile() {}

    /**
     * The password.
     *
     * @param option the name of the option that names the file
     * @throws BadParameter if others can read the file, or if its first line is empty
     * @throws dev.eku.error.EkuException {@code FILE_FAILURE} if it cannot be read
     */
    static String read(String option, Path file) {
        byte[] content = LocalFile.read(file, LIMIT);
        Set<String> others;
        try {
            others = others(file);
        } catch (IOException unknown) {
            throw LocalFile.unreadable(file, unknown);
        }
        if (!others.isEmpty()) {
            throw BadParameter.of("option.password-readable", option, file, String.join(", ", others));
        }
        try {
            return LocalText.of(content)
                    .lines()
                    .findFirst()
                    .filter(line -> !line.isEmpty())
                    .orElseThrow(() -> BadParameter.of("option.password-empty", option, file));
        } catch (CharacterCodingException noText) {
            throw LocalFile.unreadable(file, noText);
        }
    }

    /** Who else can read the file. */
    private static Set<String> others(Path file) throws IOException {
        Set<String> others = new TreeSet<>();
        PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (posix != null) {
            List<PosixFilePermission> more =
                    new ArrayList<>(posix.readAttributes().permissions());
            more.removeAll(OF_THE_OWNER);
            more.forEach(permission -> others.add(permission.name()));
            return others;
        }
        AclFileAttributeView windows = Files.getFileAttributeView(file, AclFileAttributeView.class);
        if (windows != null) {
            String owner = windows.getOwner().getName();
            for (AclEntry entry : windows.getAcl()) {
                String name = entry.principal().getName();
                boolean isMeant = name.equals(owner) || OF_WINDOWS.stream().anyMatch(name::endsWith);
                if (!isMeant
                        && entry.type() == AclEntryType.ALLOW
                        && entry.permissions().contains(AclEntryPermission.READ_DATA)) {
                    others.add(name);
                }
            }
        }
        return others;
    }
}
