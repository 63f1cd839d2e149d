package dev.eku.backend.windows;

import static dev.eku.backend.common.AccessRights.PROCESS_QUERY_LIMITED_INFORMATION;
import static dev.eku.backend.common.AccessRights.SC_MANAGER_CONNECT;
import static dev.eku.backend.common.AccessRights.SERVICE_ENUMERATE_DEPENDENTS;
import static dev.eku.backend.common.AccessRights.SERVICE_PAUSE_CONTINUE;
import static dev.eku.backend.common.AccessRights.SERVICE_QUERY_CONFIG;
import static dev.eku.backend.common.AccessRights.SERVICE_QUERY_STATUS;
import static dev.eku.backend.common.AccessRights.SERVICE_START;
import static dev.eku.backend.common.AccessRights.SERVICE_STOP;
import static dev.eku.backend.common.ServiceNumbers.SERVICE_STATE_ALL;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.platform.win32.WinBase.FILETIME;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import com.sun.jna.platform.win32.Winsvc.SC_HANDLE;
import com.sun.jna.platform.win32.Winsvc.SERVICE_STATUS;
import com.sun.jna.platform.win32.Winsvc.SERVICE_STATUS_PROCESS;
import com.sun.jna.ptr.IntByReference;
import dev.eku.backend.common.ServiceNumbers;
import dev.eku.error.Win32Code;
import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceControl;
import dev.eku.service.ServiceLook;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import dev.eku.time.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The service control manager of this machine or of {@code \\server}. It connects at the first call and keeps the
 * connection, because connecting is most of the cost of a call. It connects again if the connection was lost, which can
 * happen after a long drain. Each call opens its service with only the rights that it needs, and closes it.
 * Thread-safe.
 */
final class JnaServices implements ServiceControl, AutoCloseable {
    private static final int TO_READ = SERVICE_QUERY_CONFIG | SERVICE_QUERY_STATUS | SERVICE_ENUMERATE_DEPENDENTS;
    private static final int TO_CONTROL = SERVICE_STOP | SERVICE_PAUSE_CONTINUE | SERVICE_START | SERVICE_QUERY_STATUS;
    private static final int SC_STATUS_PROCESS_INFO = 0;

    /**
     * The largest size of a service's configuration (Microsoft Learn, "QueryServiceConfigW"), so one call is enough.
     */
    private static final int CONFIG_SIZE = 8 * 1024;

    private final NativeLibraries libraries;
    private final Advapi advapi;
    private final WindowsErrors place;
    private final Optional<String> server;
    private final Optional<RemoteProcessStarts> starts;
    private @Nullable SC_HANDLE manager;

    /**
     * Connects to nothing yet.
     *
     * @param server empty for this machine
     */
    JnaServices(NativeLibraries libraries, WindowsErrors place, Optional<String> server) {
        this.libraries = libraries;
        this.advapi = libraries.advapi();
        this.place = place;
        this.server = server;
        this.starts = server.map(name -> new RemoteProcessStarts(advapi, name));
    }

    @Override
    public Optional<ServiceConfig> config(ServiceName service) {
        return ifThere(() -> onService(service, SERVICE_QUERY_CONFIG, handle -> config(service, handle)));
    }

    private ServiceConfig config(ServiceName service, SC_HANDLE handle) {
        IntByReference needed = new IntByReference();
        Memory buffer = cleared(CONFIG_SIZE);
        while (!advapi.QueryServiceConfig(handle, buffer, (int) buffer.size(), needed)) {
            int error = Native.getLastError();
            if (error != Win32Code.INSUFFICIENT_BUFFER) {
                throw place.failed(error, "QueryServiceConfig", service);
            }
            buffer = cleared(needed.getValue());
        }
        return new ServiceBuffer(buffer)
                .config(service)
                .orElseThrow(() -> place.failed(Win32Code.INVALID_DATA, "QueryServiceConfig", service));
    }

    private static Memory cleared(int size) {
        Memory buffer = new Memory(size);
        buffer.clear();
        return buffer;
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
            // For some processes, access is denied to all but administrators, or the process has ended. eku does not
            // report what it does not know.
            return status(service, query(service, handle), Optional.empty());
        }
        try {
            // Process ids are used again, but not while a handle to the process is open. So if the service still has
            // this id now, the start time belongs to its process.
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
                ? FileTime.of(JnaKeyReader.filetime(created))
                : Optional.empty();
    }

    @Override
    public Optional<Instant> processStarted(ServiceStatus status) {
        return starts.isPresent() && status.processId().isPresent()
                ? starts.get().of(status.processId().getAsLong())
                : status.processStarted();
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
                        .orElseThrow(() -> place.failed(Win32Code.INVALID_DATA, "QueryServiceStatusEx", service)),
                ServiceNumbers.accepted(status.dwControlsAccepted),
                status.dwWin32ExitCode,
                status.dwCheckPoint,
                Duration.ofMillis(Integer.toUnsignedLong(status.dwWaitHint)),
                status.dwProcessId == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(Integer.toUnsignedLong(status.dwProcessId)),
                started);
    }

    /**
     * Windows lists the services in the reverse of their start order, which is the order in which they must be stopped.
     */
    @Override
    public List<ServiceName> dependents(ServiceName service) {
        return onService(service, SERVICE_ENUMERATE_DEPENDENTS, handle -> dependents(service, handle));
    }

    private List<ServiceName> dependents(ServiceName service, SC_HANDLE handle) {
        IntByReference needed = new IntByReference();
        IntByReference count = new IntByReference();
        @Nullable Memory buffer = null;
        while (!advapi.EnumDependentServices(
                handle, SERVICE_STATE_ALL, buffer, buffer == null ? 0 : (int) buffer.size(), needed, count)) {
            int error = Native.getLastError();
            if (error != Win32Code.MORE_DATA) {
                throw place.failed(error, "EnumDependentServices", service);
            }
            buffer = new Memory(needed.getValue());
        }
        // If there are no dependents, the first call already succeeds without a buffer.
        return buffer == null ? List.of() : new ServiceBuffer(buffer).names(count.getValue());
    }

    @Override
    public ServiceStatus command(ServiceName service, ServiceCommand command) {
        int right = command == ServiceCommand.STOP ? SERVICE_STOP : SERVICE_PAUSE_CONTINUE;
        return onService(service, right | SERVICE_QUERY_STATUS, handle -> {
            if (!advapi.ControlService(handle, ServiceNumbers.control(command), new SERVICE_STATUS())) {
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
        return ifAllowed(() -> onService(service, TO_CONTROL, handle -> true)).orElse(false);
    }

    /**
     * Each opening is a round trip to the service manager, so it asks for the rights to control and to read together.
     */
    @Override
    public Optional<ServiceLook> look(ServiceName service) {
        return ifThere(() -> ifAllowed(() -> look(service, TO_READ | TO_CONTROL, true))
                .orElseGet(() -> look(service, TO_READ, false)));
    }

    private ServiceLook look(ServiceName service, int rights, boolean controllable) {
        return onService(
                service,
                rights,
                handle -> new ServiceLook(
                        config(service, handle), status(service, handle), dependents(service, handle), controllable));
    }

    private static <T> Optional<T> ifThere(Supplier<T> call) {
        return unless(Win32Error.SERVICE_DOES_NOT_EXIST, call);
    }

    private static <T> Optional<T> ifAllowed(Supplier<T> call) {
        return unless(Win32Error.ACCESS_DENIED, call);
    }

    /** The answer of the call; empty if it fails for that reason. */
    private static <T> Optional<T> unless(Win32Error reason, Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (Win32Exception failure) {
            if (failure.error().equals(reason)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    @Override
    public synchronized void close() {
        if (manager != null) {
            advapi.CloseServiceHandle(manager);
            manager = null;
        }
    }

    private <T> T onService(ServiceName service, int rights, Function<SC_HANDLE, T> call) {
        SC_HANDLE handle = open(service, rights);
        try {
            return call.apply(handle);
        } finally {
            advapi.CloseServiceHandle(handle);
        }
    }

    /** If the connection is lost, opening is tried once more. Nothing has been asked of the service by then. */
    private synchronized SC_HANDLE open(ServiceName service, int rights) {
        boolean fresh = manager == null;
        SC_HANDLE handle = advapi.OpenService(connect(), service.toString(), rights);
        int error = handle == null ? Native.getLastError() : 0;
        if (handle == null && !fresh && ReconnectingRegistry.LOST_CONNECTION.contains(error)) {
            close();
            handle = advapi.OpenService(connect(), service.toString(), rights);
            error = handle == null ? Native.getLastError() : 0;
        }
        if (handle == null) {
            throw place.failed(error, "OpenService", service);
        }
        return handle;
    }

    private synchronized SC_HANDLE connect() {
        if (manager == null) {
            manager = advapi.OpenSCManager(server.map(name -> "\\\\" + name).orElse(null), null, SC_MANAGER_CONNECT);
        }
        if (manager == null) {
            throw place.failed(Native.getLastError(), "OpenSCManager");
        }
        return manager;
    }
}
