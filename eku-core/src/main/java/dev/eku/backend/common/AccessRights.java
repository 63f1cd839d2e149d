package dev.eku.backend.common;

import dev.eku.registry.RegistryView;

/**
 * The access rights for a call, so that it asks for no more than it needs, with their names in {@code winnt.h} and
 * {@code winsvc.h}.
 */
public final class AccessRights {
    public static final int KEY_QUERY_VALUE = 0x1;
    public static final int KEY_SET_VALUE = 0x2;
    public static final int KEY_CREATE_SUB_KEY = 0x4;
    public static final int KEY_ENUMERATE_SUB_KEYS = 0x8;

    public static final int SC_MANAGER_CONNECT = 0x1;
    public static final int SERVICE_QUERY_CONFIG = 0x1;
    public static final int SERVICE_QUERY_STATUS = 0x4;
    public static final int SERVICE_ENUMERATE_DEPENDENTS = 0x8;
    public static final int SERVICE_START = 0x10;
    public static final int SERVICE_STOP = 0x20;
    public static final int SERVICE_PAUSE_CONTINUE = 0x40;

    public static final int PROCESS_QUERY_LIMITED_INFORMATION = 0x1000;

    private static final int KEY_WOW64_64KEY = 0x100;
    private static final int KEY_WOW64_32KEY = 0x200;

    private AccessRights() {}

    /**
     * The flag that selects a view. One flag is always set, because otherwise the bitness of our own process would
     * decide.
     */
    public static int view(RegistryView view) {
        return view == RegistryView.VIEW_32 ? KEY_WOW64_32KEY : KEY_WOW64_64KEY;
    }
}
