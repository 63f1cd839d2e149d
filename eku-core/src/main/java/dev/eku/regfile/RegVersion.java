package dev.eku.regfile;

/** What the first line of a {@code .reg} says. Immutable. */
public enum RegVersion {
    /** {@code REGEDIT}: Windows 3.1. Each line sets the default value of a key below {@code HKEY_CLASSES_ROOT}. */
    WINDOWS_3("REGEDIT"),
    /** {@code REGEDIT4}: Windows 95 and NT 4. Written in a code page; no text outside of it can stand in the file. */
    VERSION_4("REGEDIT4"),
    /** {@code Windows Registry Editor Version 5.00}: since Windows 2000. Written in UTF-16LE with its mark. */
    VERSION_5("Windows Registry Editor Version 5.00"),
    /** {@code REGEDIT} and anything else: the import does nothing and ends with exit code 0. */
    UNKNOWN("REGEDIT...");

    private final String header;

    RegVersion(String header) {
        this.header = header;
    }

    /** The first line. */
    public String header() {
        return header;
    }
}
