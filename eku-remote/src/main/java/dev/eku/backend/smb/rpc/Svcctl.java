package dev.eku.backend.smb.rpc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The calls of the remote service manager that eku needs (MS-SCMR, section 3.1.4). Pure. */
public final class Svcctl {
    private static final int STATUS_SIZE = 28;
    private static final int PROCESS_STATUS_SIZE = 36;
    private static final int ENTRY_SIZE = 8 + STATUS_SIZE;
    private static final int UNIT = 2;

    private Svcctl() {}

    /**
     * The set-up of a service: the numbers and texts of QUERY_SERVICE_CONFIGW, as sent.
     *
     * @param dependencies separated by slashes on the wire, which no service's name can contain
     * @param needed how much room the server says it needs
     */
    public record Config(
            int type,
            int startType,
            String imagePath,
            List<String> dependencies,
            String account,
            String displayName,
            int needed) {
        public Config {
            dependencies = List.copyOf(dependencies);
        }
    }

    /** The state of a service: the numbers of SERVICE_STATUS and, if present, SERVICE_STATUS_PROCESS, as sent. */
    public record Status(
            int state, int accepts, int exitCode, int checkpoint, int waitHint, Optional<Integer> processId) {}

    /**
     * The services that need a service.
     *
     * @param needed how much room the server says it needs
     */
    public record Dependents(List<String> names, int needed) {
        public Dependents {
            names = List.copyOf(names);
        }
    }

    /** Closes a service or the manager. */
    public static RpcCall<RpcHandle> close(RpcHandle handle) {
        return new RpcCall<>("RCloseServiceHandle", 0, new NdrWriter().handle(handle), NdrReader::handle);
    }

    /** Sends a command to a service. */
    public static RpcCall<Status> control(RpcHandle service, int command) {
        NdrWriter stub = new NdrWriter().handle(service).u32(command);
        return new RpcCall<>("RControlService", 1, stub, answer -> status(answer, Optional.empty()));
    }

    /** The state of a service, without its process. */
    public static RpcCall<Status> queryStatus(RpcHandle service) {
        NdrWriter stub = new NdrWriter().handle(service);
        return new RpcCall<>("RQueryServiceStatus", 6, stub, answer -> status(answer, Optional.empty()));
    }

    /**
     * The services that need this one.
     *
     * @param room how many bytes the answer may use
     */
    public static RpcCall<Dependents> dependents(RpcHandle service, int states, int room) {
        NdrWriter stub = new NdrWriter().handle(service).u32(states).u32(room);
        return new RpcCall<>("REnumDependentServicesW", 13, stub, answer -> {
            byte[] buffer = answer.array();
            int needed = answer.u32();
            return new Dependents(names(buffer, answer.u32()), needed);
        });
    }

    /** Connects to the service manager. The names are sent, because some servers refuse null. */
    public static RpcCall<RpcHandle> openManager(String machine, int access) {
        NdrWriter stub =
                new NdrWriter().pointerTo(machine).pointerTo("ServicesActive").u32(access);
        return new RpcCall<>("ROpenSCManagerW", 15, stub, NdrReader::handle);
    }

    /** Opens a service. */
    public static RpcCall<RpcHandle> openService(RpcHandle manager, String name, int access) {
        NdrWriter stub = new NdrWriter().handle(manager).string(name).u32(access);
        return new RpcCall<>("ROpenServiceW", 16, stub, NdrReader::handle);
    }

    /**
     * The set-up of a service.
     *
     * @param room how many bytes the answer may use
     */
    public static RpcCall<Config> queryConfig(RpcHandle service, int room) {
        NdrWriter stub = new NdrWriter().handle(service).u32(room);
        return new RpcCall<>("RQueryServiceConfigW", 17, stub, Svcctl::config);
    }

    /** Starts a service, without arguments. */
    public static RpcCall<Optional<String>> start(RpcHandle service) {
        NdrWriter stub = new NdrWriter().handle(service).u32(0).none();
        return new RpcCall<>("RStartServiceW", 19, stub, answer -> Optional.empty());
    }

    /** The state of a service, with its process. */
    public static RpcCall<Optional<Status>> queryProcessStatus(RpcHandle service) {
        NdrWriter stub = new NdrWriter().handle(service).u32(0).u32(PROCESS_STATUS_SIZE);
        return new RpcCall<>("RQueryServiceStatusEx", 40, stub, answer -> {
            byte[] buffer = answer.array();
            answer.u32(); // the room needed
            return buffer.length < PROCESS_STATUS_SIZE ? Optional.empty() : Optional.of(processStatus(buffer));
        });
    }

    private static Status processStatus(byte[] buffer) {
        NdrReader reader = new NdrReader(buffer);
        Status status = status(reader, Optional.empty());
        return new Status(
                status.state(),
                status.accepts(),
                status.exitCode(),
                status.checkpoint(),
                status.waitHint(),
                Optional.of(reader.u32()));
    }

    private static Status status(NdrReader reader, Optional<Integer> processId) {
        reader.u32(); // the type
        int state = reader.u32();
        int accepts = reader.u32();
        int exitCode = reader.u32();
        reader.u32(); // the service's own exit code
        int checkpoint = reader.u32();
        return new Status(state, accepts, exitCode, checkpoint, reader.u32(), processId);
    }

    private static Config config(NdrReader answer) {
        int type = answer.u32();
        int startType = answer.u32();
        answer.u32(); // the action if it fails to start
        boolean hasPath = answer.pointer();
        boolean hasGroup = answer.pointer();
        answer.u32(); // its place in the group
        boolean hasDependencies = answer.pointer();
        boolean hasAccount = answer.pointer();
        boolean hasDisplayName = answer.pointer();
        String path = hasPath ? answer.string() : "";
        if (hasGroup) {
            answer.string();
        }
        String dependencies = hasDependencies ? answer.string() : "";
        String account = hasAccount ? answer.string() : "";
        String displayName = hasDisplayName ? answer.string() : "";
        return new Config(type, startType, path, divided(dependencies), account, displayName, answer.u32());
    }

    private static List<String> divided(String dependencies) {
        List<String> names = new ArrayList<>();
        for (String name : dependencies.split("[/\0]", -1)) {
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    /** Records of two offsets to texts in the same buffer, name and display name, and a SERVICE_STATUS. */
    private static List<String> names(byte[] buffer, int count) {
        if (count < 0 || count > buffer.length / ENTRY_SIZE) {
            throw RpcException.malformed(Integer.toUnsignedString(count) + " services in " + buffer.length + " bytes");
        }
        List<String> names = new ArrayList<>();
        NdrReader records = new NdrReader(buffer);
        for (int i = 0; i < count; i++) {
            names.add(text(buffer, records.u32()));
            records.u32(); // the display name
            status(records, Optional.empty());
        }
        return names;
    }

    private static String text(byte[] buffer, int begin) {
        for (int end = begin; begin >= 0 && end <= buffer.length - UNIT; end += UNIT) {
            if (buffer[end] == 0 && buffer[end + 1] == 0) {
                return new String(buffer, begin, end - begin, StandardCharsets.UTF_16LE);
            }
        }
        throw RpcException.malformed("a text without an end at " + Integer.toUnsignedString(begin));
    }
}
