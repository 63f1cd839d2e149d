package dev.eku.registry;

/** The numbers of the registry's value types ({@code winnt.h}) and their names. */
final class RegistryType {
    static final int NONE = 0;
    static final int SZ = 1;
    static final int EXPAND_SZ = 2;
    static final int BINARY = 3;
    static final int DWORD = 4;
    static final int DWORD_BIG_ENDIAN = 5;
    static final int LINK = 6;
    static final int MULTI_SZ = 7;
    static final int RESOURCE_LIST = 8;
    static final int FULL_RESOURCE_DESCRIPTOR = 9;
    static final int RESOURCE_REQUIREMENTS_LIST = 10;
    static final int QWORD = 11;

    private RegistryType() {}

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
