package dev.eku.export;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file of an export. Immutable. */
public final class ExportFile {
    private final String name;
    private final byte[] bytes;

    ExportFile(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes.clone();
    }

    /** Its name, without a folder; the commands of the export use it. */
    public String name() {
        return name;
    }

    /** Its content. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The SHA-256 of its content, in hex. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return name + " (" + bytes.length + " bytes)";
    }
}
