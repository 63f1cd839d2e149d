package dev.eku.backend.memory;

/**
 * A call of a memory host. Immutable.
 *
 * @param subject the key, service or path of the call
 */
public record PortCall(Kind kind, String subject) {
    /** The methods of the ports; calls of the clock are not counted. */
    public enum Kind {
        REGISTRY_VALUE("RegQueryValueEx"),
        REGISTRY_READ("RegEnumValue"),
        REGISTRY_CREATE_KEY("RegCreateKeyEx"),
        REGISTRY_SET_VALUE("RegSetValueEx"),
        REGISTRY_DELETE_VALUE("RegDeleteValue"),
        REGISTRY_DELETE_KEY("RegDeleteKeyEx"),
        REGISTRY_FLUSH("RegFlushKey"),
        REGISTRY_WRITABLE("RegOpenKeyEx"),
        SERVICE_CONFIG("QueryServiceConfig"),
        SERVICE_STATUS("QueryServiceStatusEx"),
        SERVICE_DEPENDENTS("EnumDependentServices"),
        SERVICE_COMMAND("ControlService"),
        SERVICE_START("StartService"),
        SERVICE_CONTROLLABLE("OpenService"),
        FILE_IS_FILE("GetFileAttributes"),
        FILE_LONG_PATH("GetLongPathName"),
        FILE_READ("ReadFile"),
        PROCESS_IMAGE("QueryFullProcessImageName"),
        EVENT_QUERY("EvtQuery"),
        GRACEFUL_STOP("Stop-CsWindowsService"),
        GRACEFUL_START("Start-CsWindowsService"),
        GRACEFUL_RESULT("GetExitCodeProcess"),
        GRACEFUL_CLOSE("TerminateProcess");

        private final String function;

        Kind(String function) {
            this.function = function;
        }

        /** The Windows function or cmdlet that a real host uses for it. */
        public String function() {
            return function;
        }
    }

    /** {@code REGISTRY_SET_VALUE HKLM\SOFTWARE\...}. */
    @Override
    public String toString() {
        return kind + " " + subject;
    }
}
