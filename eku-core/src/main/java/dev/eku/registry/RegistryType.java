package dev.eku.registry;

/** The numbers of the registry's value types ({@code winnt.h}) and their names. */
public final class RegistryType {
    /** {@code REG_NONE}. */
    public static final int NONE = 0;
    /** {@code REG_SZ}. */
    public static final int SZ = 1;
    /** {@code REG_EXPAND_SZ}. */
    public static final int EXPAND_SZ = 2;
    /** {@code REG_BINARY}. */
    public static final int BINARY = 3;
    /** {@code REG_DWORD}. */
    public static final int DWORD = 4;
    /** {@code REG_DWORD_BIG_ENDIAN}. */
    public static final int DWORD_BIG_ENDIAN = 5;
    /** {@code REG_LINK}. */
    public static final int LINK = 6;
    /** {@code REG_MULTI_SZ}. */
    public static final int MULTI_SZ = 7;
    /** {@code REG_RESOURCE_LIST}. */
    public static final int RESOURCE_LIST = 8;
    /** {@code REG_FULL_RESOURCE_DESCRIPTOR}. */
    public static final int FULL_RESOURCE_DESCRIPTOR = 9;
    /** {@code REG_RESOURCE_REQUIREMENTS_LIST}. */
    public static final int RESOURCE_REQUIREMENTS_LIST = 10;
    /** {@code REG_QWORD}. */
    public static final int QWORD = 11;

    private RegistryType() {}

    /** Whether Windows keeps a text of that type, or several, each of which ends in a NUL. */
    public static boolean isText(int type) {
        return type == SZ || type == EXPAND_SZ || type == MULTI_SZ;
    }

    static String name(int type) {
        return switch (type) {
            case NONE -> "REG_NONE";
            case SZ -> "REG_SZ";
            case EXPAND_SZ -> "REG_EXPAND_SZ";
            case BINARY -> "REG_BINARY";
            case DWORD -> "REG_DWORD";
            case DWORD_BIG_ENDIAN -> "REG_DWORD_BIG_ENDIAN";
            case LINK -> "REG_LINK";
            case MULTI_SZ -> "REG_MULTI_SZ";
            case RESOURCE_LIST -> "REG_RESOURCE_LIST";
            case FULL_RESOURCE_DESCRIPTOR -> "REG_FULL_RESOURCE_DESCRIPTOR";
            case RESOURCE_REQUIREMENTS_LIST -> "REG_RESOURCE_REQUIREMENTS_LIST";
            case QWORD -> "REG_QWORD";
            default -> "type " + Integer.toUnsignedString(type);
        };
    }
}
