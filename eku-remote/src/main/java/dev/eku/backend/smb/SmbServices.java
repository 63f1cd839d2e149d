package dev.eku.backend.smb;

import static dev.eku.backend.common.AccessRights.SC_MANAGER_CONNECT;
import static dev.eku.backend.common.AccessRights.SERVICE_ENUMERATE_DEPENDENTS;
import static dev.eku.backend.common.AccessRights.SERVICE_PAUSE_CONTINUE;
import static dev.eku.backend.common.AccessRights.SERVICE_QUERY_CONFIG;
import static dev.eku.backend.common.AccessRights.SERVICE_QUERY_STATUS;
import static dev.eku.backend.common.AccessRights.SERVICE_START;
import static dev.eku.backend.common.AccessRights.SERVICE_STOP;
import static dev.eku.backend.common.ServiceNumbers.SERVICE_STATE_ALL;

import dev.eku.backend.common.ServiceNumbers;
import dev.eku.backend.smb.rpc.RpcCall.Answer;
import dev.eku.backend.smb.rpc.RpcHandle;
import dev.eku.backend.smb.rpc.RpcInterface;
import dev.eku.backend.smb.rpc.Svcctl;
import dev.eku.backend.smb.rpc.Svcctl.Config;
import dev.eku.backend.smb.rpc.Svcctl.Dependents;
import dev.eku.backend.smb.rpc.Svcctl.Status;
import dev.eku.backend.smb.session.RpcEndpoint;
import dev.eku.backend.smb.session.SmbErrors;
import dev.eku.backend.smb.session.SmbLink;
import dev.eku.error.Win32Code;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceConfig.StartType;
import dev.eku.service.ServiceControl;
import dev.eku.service.ServiceLook;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import dev.eku.text.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The service control manager of the server. Each service is opened with only the rights that a call needs. The rights
 * to read are requested together, and so are the rights to control. The handle is kept for the next call on the
 * service. When a service's process started is another question, since it takes many requests. Not thread-safe.
 */
final class SmbServices implements ServiceControl {
    private static final int LOOK = SERVICE_QUERY_CONFIG | SERVICE_QUERY_STATUS | SERVICE_ENUMERATE_DEPENDENTS;
    private static final int COMMAND = SERVICE_START | SERVICE_STOP | SERVICE_PAUSE_CONTINUE;

    private static final int USUAL_ROOM = 8_192;
    private static final int DEPENDENTS_ROOM = 1_024;
    /** More than Windows allows in these two calls. */
    private static final int MOST_ROOM = 262_144;

    private final SmbLink link;
    private final SmbErrors place;
    private final RpcEndpoint svcctl;
    private final Function<ServiceStatus, Optional<Instant>> starts;
    private final HandleCache<ServiceName> handles = new HandleCache<>();
    private @Nullable RpcHandle manager;

    /** @param starts tells when the process of a status started */
    SmbServices(SmbLink link, Function<ServiceStatus, Optional<Instant>> starts) {
        this.link = link;
        this.starts = starts;
        this.place = link.place();
        this.svcctl = new RpcEndpoint(link, RpcInterface.SVCCTL, () -> false);
        link.atLoss(this::forgetHandles);
    }

    private void forgetHandles() {
        manager = null;
        handles.clear();
    }

    @Override
    public Optional<ServiceConfig> config(ServiceName service) {
        return link.perhapsTwice(() -> configOnce(service));
    }

    private Optional<ServiceConfig> configOnce(ServiceName service) {
        Message where = place.service(service);
        Answer<RpcHandle> opened = open(service, SERVICE_QUERY_CONFIG);
        if (opened.error() == Win32Code.SERVICE_DOES_NOT_EXIST) {
            return Optional.empty();
        }
        RpcHandle handle = require(opened, "ROpenServiceW", where);
        for (int room = USUAL_ROOM; ; ) {
            Answer<Config> answer = svcctl.ask(Svcctl.queryConfig(handle, room), where);
            if (answer.error() != Win32Code.INSUFFICIENT_BUFFER || room >= MOST_ROOM) {
                return Optional.of(config(service, require(answer, "RQueryServiceConfigW", where)));
            }
            room = larger(room, answer.content().needed());
        }
    }

    private ServiceConfig config(ServiceName service, Config told) {
        StartType startType = ServiceNumbers.startType(told.startType())
                .orElseThrow(
                        () -> place.failed(Win32Code.INVALID_DATA, "RQueryServiceConfigW", place.service(service)));
        return new ServiceConfig(
                service,
                told.displayName(),
                told.imagePath(),
                startType,
                told.type(),
                told.account(),
                told.dependencies());
    }

    @Override
    public ServiceStatus status(ServiceName service) {
        return on(service, SERVICE_QUERY_STATUS, handle -> status(service, handle));
    }

    /** The status, with the process if the server reports it. Samba answers with a state of 0 if it has no access. */
    private ServiceStatus status(ServiceName service, RpcHandle handle) {
        Message where = place.service(service);
        Answer<Optional<Status>> answer = svcctl.ask(Svcctl.queryProcessStatus(handle), where);
        Optional<Status> told = answer.content().filter(status -> answer.isSuccess() && status.state() != 0);
        if (told.isPresent()) {
            return status(service, told.get());
        }
        if (answer.error() != Win32Code.NOT_SUPPORTED && answer.error() != Win32Code.CALL_NOT_IMPLEMENTED) {
            require(answer, "RQueryServiceStatusEx", where);
        }
        return status(service, require(svcctl.ask(Svcctl.queryStatus(handle), where), "RQueryServiceStatus", where));
    }

    private ServiceStatus status(ServiceName service, Status told) {
        ServiceState state = ServiceState.of(told.state())
                .orElseThrow(
                        () -> place.failed(Win32Code.INVALID_DATA, "RQueryServiceStatusEx", place.service(service)));
        return new ServiceStatus(
                state,
                state == ServiceState.STOPPED ? Set.of() : ServiceNumbers.accepted(told.accepts()),
                told.exitCode(),
                told.checkpoint(),
                Duration.ofMillis(Integer.toUnsignedLong(told.waitHint())),
                process(state, told.processId()),
                Optional.empty());
    }

    @Override
    public Optional<Instant> processStarted(ServiceStatus status) {
        return starts.apply(status);
    }

    /** A stopped service has no process and accepts no commands, whatever the server reports. */
    private static OptionalLong process(ServiceState state, Optional<Integer> told) {
        boolean none = state == ServiceState.STOPPED || told.orElse(0) == 0;
        return none ? OptionalLong.empty() : OptionalLong.of(Integer.toUnsignedLong(told.get()));
    }

    /**
     * Windows lists the services in the reverse of their start order, which is the order in which they must be stopped.
     */
    @Override
    public List<ServiceName> dependents(ServiceName service) {
        Message where = place.service(service);
        return on(service, SERVICE_ENUMERATE_DEPENDENTS, handle -> {
            for (int room = DEPENDENTS_ROOM; ; ) {
                Answer<Dependents> answer = svcctl.ask(Svcctl.dependents(handle, SERVICE_STATE_ALL, room), where);
                if (answer.error() != Win32Code.MORE_DATA || room >= MOST_ROOM) {
                    return require(answer, "REnumDependentServicesW", where).names().stream()
                            .map(ServiceName::told)
                            .toList();
                }
                room = larger(room, answer.content().needed());
            }
        });
    }

    @Override
    public ServiceStatus command(ServiceName service, ServiceCommand command) {
        Message where = place.service(service);
        int right = command == ServiceCommand.STOP ? SERVICE_STOP : SERVICE_PAUSE_CONTINUE;
        Status told = on(
                service,
                right | SERVICE_QUERY_STATUS,
                handle -> require(
                        svcctl.change(Svcctl.control(handle, ServiceNumbers.control(command)), where),
                        "RControlService(" + command + ")",
                        where));
        // The answer does not show the process. A separate call does: if that question is repeated on a new connection,
        // the command is not repeated.
        return ServiceState.of(told.state())
                        .filter(ServiceState.STOPPED::equals)
                        .isPresent()
                ? status(service, told)
                : status(service);
    }

    @Override
    public void start(ServiceName service) {
        Message where = place.service(service);
        on(
                service,
                SERVICE_START,
                handle -> require(svcctl.change(Svcctl.start(handle), where), "RStartServiceW", where));
    }

    @Override
    public boolean controllable(ServiceName service) {
        Answer<RpcHandle> opened = link.perhapsTwice(() -> open(service, COMMAND));
        if (opened.error() == Win32Code.ACCESS_DENIED) {
            return false;
        }
        require(opened, "ROpenServiceW", place.service(service));
        return true;
    }

    /** Uses one handle if this account has all the rights. */
    @Override
    public Optional<ServiceLook> look(ServiceName service) {
        Answer<RpcHandle> opened = link.perhapsTwice(() -> open(service, LOOK | COMMAND));
        if (opened.error() == Win32Code.SERVICE_DOES_NOT_EXIST) {
            return Optional.empty();
        }
        Parts parts = new Parts(service);
        parts.read(List.of(parts::readConfig, parts::readStatus, parts::readDependents));
        return parts.config.map(config -> new ServiceLook(
                config, parts.status.orElseThrow(), parts.dependents, opened.isSuccess() || controllable(service)));
    }

    @Override
    public Optional<ServiceLook> lookAtProcess(ServiceName service) {
        if (link.perhapsTwice(() -> open(service, SERVICE_QUERY_CONFIG)).error() == Win32Code.SERVICE_DOES_NOT_EXIST) {
            return Optional.empty();
        }
        Parts parts = new Parts(service);
        parts.read(List.of(parts::readConfig, parts::readStatus));
        return parts.config.map(config -> new ServiceLook(config, parts.status.orElseThrow(), List.of(), false));
    }

    /** The parts of a look at a service, which are asked for at once. */
    private final class Parts {
        private final ServiceName service;
        private Optional<ServiceConfig> config = Optional.empty();
        private Optional<ServiceStatus> status = Optional.empty();
        private List<ServiceName> dependents = List.of();

        Parts(ServiceName service) {
            this.service = service;
        }

        void read(List<Runnable> questions) {
            link.perhapsTwice(() -> {
                link.together().run(questions);
                return this;
            });
        }

        void readConfig() {
            config = SmbServices.this.config(service);
        }

        void readStatus() {
            status = Optional.of(SmbServices.this.status(service));
        }

        void readDependents() {
            dependents = SmbServices.this.dependents(service);
        }
    }

    private <T> T on(ServiceName service, int rights, Function<RpcHandle, T> call) {
        return link.perhapsTwice(
                () -> call.apply(require(open(service, rights), "ROpenServiceW", place.service(service))));
    }

    /** An open service, or the code that says why it cannot be opened. */
    private Answer<RpcHandle> open(ServiceName service, int rights) {
        link.refresh();
        Optional<RpcHandle> kept = handles.find(service, rights);
        if (kept.isPresent()) {
            return new Answer<>(Win32Code.SUCCESS, kept.get());
        }
        boolean looks = (rights & ~LOOK) == 0;
        Answer<RpcHandle> answer = openNew(service, looks ? LOOK : rights);
        return looks && answer.error() == Win32Code.ACCESS_DENIED ? openNew(service, rights) : answer;
    }

    private Answer<RpcHandle> openNew(ServiceName service, int rights) {
        Answer<RpcHandle> answer =
                svcctl.ask(Svcctl.openService(manager(), service.toString(), rights), place.service(service));
        if (answer.isSuccess()) {
            handles.keep(service, rights, answer.content());
            for (RpcHandle useless : link.together().isAsking() ? List.<RpcHandle>of() : handles.toClose()) {
                svcctl.ask(Svcctl.close(useless), place.manager());
            }
        }
        return answer;
    }

    private RpcHandle manager() {
        if (manager == null) {
            manager = require(
                    svcctl.ask(Svcctl.openManager("\\\\" + place.server(), SC_MANAGER_CONNECT), place.manager()),
                    "ROpenSCManagerW",
                    place.manager());
        }
        return manager;
    }

    private <T> T require(Answer<T> answer, String call, Message where) {
        if (!answer.isSuccess()) {
            throw place.failed(answer.error(), call, where);
        }
        return answer.content();
    }

    private static int larger(int room, int needed) {
        return Math.min(MOST_ROOM, Math.max(room * 2, needed));
    }
}
