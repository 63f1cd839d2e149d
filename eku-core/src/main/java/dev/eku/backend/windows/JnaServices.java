package dev.eku.backend.windows;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.platform.win32.WinBase.FILETIME;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import com.sun.jna.platform.win32.Winsvc.SC_HANDLE;
import com.sun.jna.platform.win32.Winsvc.SERVICE_STATUS;
import com.sun.jna.platform.win32.Winsvc.SERVICE_STATUS_PROCESS;
import com.sun.jna.ptr.IntByReference;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceControl;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The service control manager of this machine or of {@code \\server}. Each call opens the manager and the service with just
 * the rights it needs, and closes both: a handle kept through a long drain would not survive a lost connection. Thread-safe.
 */
final class JnaServices implements ServiceControl {
    private static final int SC_MANAGER_CONNECT = 0x1;
    private static final int SERVICE_QUERY_CONFIG = 0x1;
    private static final int SERVICE_QUERY_STATUS = 0x4;
    private static final int SERVICE_ENUMERATE_DEPENDENTS = 0x8;
    private static final int SERVICE_START = 0x10;
    private static final int SERVICE_STOP = 0x20;
    private static final int SERVICE_PAUSE_CONTINUE = 0x40;
    private static final int SERVICE_STATE_ALL = 0x3;
    private static final int SC_STATUS_PROCESS_INFO = 0;
    private static final int PROCESS_QUERY_LIMITED_INFORMATION = 0x1000;

    private static final int ACCESS_DENIED = 5;
    private static final int INSUFFICIENT_BUFFER = 122;
    private static final int MORE_DATA = 234;
    private static final int SERVICE_DOES_NOT_EXIST = 1060;
    private static final int INVALID_DATA = 13;

    private final NativeLibraries libraries;
    private final Advapi advapi;
    private final WindowsPlace place;
    private final Optional<String> server;

    /**
     * Touches nothing yet.
     *
     * @param server empty for this machine
     */
    JnaServices(NativeLibraries libraries, WindowsPlace place, Optional<String> server) {
        this.libraries = libraries;
        this.advapi = libraries.advapi();
        this.place = place;
        this.server = server;
    }

    @Override
    public Optional<ServiceConfig> config(ServiceName service) {
        return onManager(manager -> {
            SC_HANDLE handle = advapi.OpenService(manager, service.toString(), SERVICE_QUERY_CONFIG);
            if (handle == null) {
                int error = Native.getLastError();
                if (error == SERVICE_DOES_NOT_EXIST) {
                    return Optional.empty();
                }
                throw place.failed(error, "OpenService", service);
            }
            try {
                return Optional.of(config(service, handle));
            } finally {
                advapi.CloseServiceHandle(handle);
            }
        });
    }

    private ServiceConfig config(ServiceName service, SC_HANDLE handle) {
        IntByReference needed = new IntByReference();
        @Nullable Memory buffer = null;
        while (!advapi.QueryServiceConfig(handle, buffer, buffer == null ? 0 : (int) buffer.size(), needed)) {
            int error = Native.getLastError();
            if (error != INSUFFICIENT_BUFFER) {
                throw place.failed(error, "QueryServiceConfig", service);
            }
            buffer = new Memory(needed.getValue());
        }
        if (buffer == null) {
            throw place.failed(INVALID_DATA, "QueryServiceConfig", service);
        }
        return new ServiceBuffer(buffer)
                .config(service)
                .orElseThrow(() -> place.failed(INVALID_DATA, "QueryServiceConfig", service));
    }

    @Override
    public ServiceStatus status(ServiceName service) {
        return onService(service, SERVICE_QUERY_STATUS, handle -> status(service, handle));
    }

    private ServiceStatus status(ServiceName service, SC_HANDLE handle) {
        SERVICE_STATUS_PROCESS first = query(service, handle);
        if (first.dwProcessId == 0 || server.isPresent()) {
            return status(service, first, Optional.empty());
        }
        HANDLE process = libraries.kernel().OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, false, first.dwProcessId);
        if (process == null) {
            // Denied to all but administrators for some processes, or gone. What we do not know we do not tell.
            return status(service, query(service, handle), Optional.empty());
        }
        try {
            // Process ids are used again. While we hold the process its id is not, so if the service still has this id
            // now, then it is this process whose start we read.
            SERVICE_STATUS_PROCESS second = query(service, handle);
            boolean same = second.dwProcessId == first.dwProcessId;
            return status(service, second, same ? started(process) : Optional.empty());
        } finally {
            libraries.kernel().CloseHandle(process);
        }
    }

    private Optional<Instant> started(HANDLE process) {
        FILETIME created = new FILETIME();
        FILETIME ignored = new FILETIME();
        return libraries.kernel().GetProcessTimes(process, created, ignored, ignored, ignored)
                ? WindowsData.time(KeyReader.filetime(created))
                : Optional.empty();
    }

    private SERVICE_STATUS_PROCESS query(ServiceName service, SC_HANDLE handle) {
        SERVICE_STATUS_PROCESS status = new SERVICE_STATUS_PROCESS();
        IntByReference needed = new IntByReference();
        if (!advapi.QueryServiceStatusEx(handle, SC_STATUS_PROCESS_INFO, status, status.size(), needed)) {
            throw place.failed(Native.getLastError(), "QueryServiceStatusEx", service);
        }
        return status;
    }

    private ServiceStatus status(ServiceName service, SERVICE_STATUS_PROCESS status, Optional<Instant> started) {
        return new ServiceStatus(
                ServiceState.of(status.dwCurrentState)
                        .orElseThrow(() -> place.failed(INVALID_DATA, "QueryServiceStatusEx", service)),
                WindowsData.accepted(status.dwControlsAccepted),
                status.dwWin32ExitCode,
                status.dwCheckPoint,
                Duration.ofMillis(Integer.toUnsignedLong(status.dwWaitHint)),
                status.dwProcessId == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(Integer.toUnsignedLong(status.dwProcessId)),
                started);
    }

    /** Windows lists them in the reverse of the order in which they start, which is the one in which they must be stopped. */
    @Override
    public List<ServiceName> dependents(ServiceName service) {
        return onService(service, SERVICE_ENUMERATE_DEPENDENTS, handle -> {
            IntByReference needed = new IntByReference();
            IntByReference count = new IntByReference();
            @Nullable Memory buffer = null;
            while (!advapi.EnumDependentServices(
                    handle, SERVICE_STATE_ALL, buffer, buffer == null ? 0 : (int) buffer.size(), needed, count)) {
                int error = Native.getLastError();
                if (error != MORE_DATA) {
                    throw place.failed(error, "EnumDependentServices", service);
                }
                buffer = new Memory(needed.getValue());
            }
            // Without dependents the first call, which brings no buffer, already succeeds.
            return buffer == null ? List.of() : new ServiceBuffer(buffer).names(count.getValue());
        });
    }

    @Override
    public ServiceStatus command(ServiceName service, ServiceCommand command) {
        int right = command == ServiceCommand.STOP ? SERVICE_STOP : SERVICE_PAUSE_CONTINUE;
        return onService(service, right | SERVICE_QUERY_STATUS, handle -> {
            if (!advapi.ControlService(handle, WindowsData.control(command), new SERVICE_STATUS())) {
                throw place.failed(Native.getLastError(), "ControlService(" + command + ")", service);
            }
            return status(service, handle);
        });
    }

    @Override
    public void start(ServiceName service) {
        onService(service, SERVICE_START, handle -> {
            if (!advapi.StartService(handle, 0, null)) {
                throw place.failed(Native.getLastError(), "StartService", service);
            }
            return service;
        });
    }

    @Override
    public boolean controllable(ServiceName service) {
        int rights = SERVICE_STOP | SERVICE_PAUSE_CONTINUE | SERVICE_START | SERVICE_QUERY_STATUS;
        return onManager(manager -> {
            SC_HANDLE handle = advapi.OpenService(manager, service.toString(), rights);
            if (handle == null) {
                int error = Native.getLastError();
                if (error == ACCESS_DENIED) {
                    return false;
                }
                throw place.failed(error, "OpenService", service);
            }
            advapi.CloseServiceHandle(handle);
            return true;
        });
    }

    private <T> T onService(ServiceName service, int rights, Function<SC_HANDLE, T> call) {
        return onManager(manager -> {
            SC_HANDLE handle = advapi.OpenService(manager, service.toString(), rights);
            if (handle == null) {
                throw place.failed(Native.getLastError(), "OpenService", service);
            }
            try {
                return call.apply(handle);
            } finally {
                advapi.CloseServiceHandle(handle);
            }
        });
    }

    private <T> T onManager(Function<SC_HANDLE, T> call) {
        SC_HANDLE manager =
                advapi.OpenSCManager(server.map(name -> "\\\\" + name).orElse(null), null, SC_MANAGER_CONNECT);
        if (manager == null) {
            throw place.failed(Native.getLastError(), "OpenSCManager");
        }
        try {
            return call.apply(manager);
        } finally {
            advapi.CloseServiceHandle(manager);
        }
    }
}
