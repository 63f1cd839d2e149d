package dev.eku.backend.smb;

import dev.eku.backend.smb.rpc.RpcInterface;
import dev.eku.backend.smb.session.RpcEndpoint;
import dev.eku.backend.smb.session.SmbErrors;
import dev.eku.backend.smb.session.SmbLink;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.host.HostAccess;
import dev.eku.host.HostClock;
import dev.eku.host.HostFiles;
import dev.eku.host.HostRef;
import dev.eku.host.Traffic;
import dev.eku.host.event.EventLog;
import dev.eku.journal.HostLock;
import dev.eku.registry.Registry;
import dev.eku.service.GracefulControl;
import dev.eku.service.ServiceControl;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A Windows server over one SMB connection. Not thread-safe. */
final class SmbHost implements Host {
    private final HostRef ref;
    private final SmbLink link;
    private final RemoteRegistryService remoteRegistry;
    private final StartMarkerRegistry marked;
    private final Registry registry;
    private final ProcessStarts starts;
    private final SmbServices services;
    private final SmbFiles files;
    private final SmbEventLog events;

    private SmbHost(HostRef ref, SmbLink link) {
        this.ref = ref;
        this.link = link;
        this.services = new SmbServices(link, this::started);
        this.remoteRegistry = new RemoteRegistryService(link.place(), link.access(), services, link.clock());
        RpcEndpoint winreg = new RpcEndpoint(link, RpcInterface.WINREG, remoteRegistry::bringUp);
        this.starts = new ProcessStarts(link, winreg);
        Registry remote = new SmbRegistry(link, winreg);
        this.marked = new StartMarkerRegistry(remote, remoteRegistry, link.clock());
        this.registry = link.access().remoteRegistryStarted() ? marked : remote;
        this.files = new SmbFiles(link);
        this.events = new SmbEventLog(link, registry);
    }

    private Optional<Instant> started(ServiceStatus status) {
        return starts.of(status);
    }

    /** Connects and logs on. Everything else is done when it is needed. */
    static SmbHost open(HostRef ref, HostAccess access) {
        return over(ref, new SmbLink(SmbErrors.of(ref), access));
    }

    /** A host over an open connection. */
    static SmbHost over(HostRef ref, SmbLink link) {
        return new SmbHost(ref, link);
    }

    @Override
    public HostRef ref() {
        return ref;
    }

    @Override
    public Registry registry() {
        return registry;
    }

    @Override
    public ServiceControl services() {
        return services;
    }

    @Override
    public HostFiles files() {
        return files;
    }

    /**
     * Always empty: the service control manager has no graceful stop, and the product's cmdlets cannot be run over SMB.
     */
    @Override
    public Optional<GracefulControl> graceful() {
        return Optional.empty();
    }

    @Override
    public Optional<EventLog> events() {
        return Optional.of(events);
    }

    @Override
    public HostClock clock() {
        return link.clock();
    }

    @Override
    public boolean simulated() {
        return false;
    }

    @Override
    public void askTogether(Supplier<List<Runnable>> questions) {
        List<Runnable> asked = new ArrayList<>();
        for (Runnable question : questions.get()) {
            asked.add(() -> unlessRefused(question));
        }
        link.perhapsTwice(() -> {
            link.together().run(asked);
            return asked;
        });
    }

    /** Whoever needs the answer asks again, and is told why there is none. */
    private void unlessRefused(Runnable question) {
        try {
            question.run();
        } catch (EkuException refused) {
            if (refused.code() == ErrorCode.INTERRUPTED || link.together().isOver()) {
                throw refused;
            }
        }
    }

    @Override
    public Traffic traffic() {
        return link.traffic();
    }

    @Override
    public List<ServiceName> startedToReach() {
        return remoteRegistry.isOurs() ? List.of(RemoteRegistryService.NAME) : List.of();
    }

    /**
     * Restores the state in which RemoteRegistry was found. It does so even if the thread was interrupted, because an
     * interrupt does not mean to skip this.
     */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            putBack();
        } finally {
            link.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void putBack() {
        if (link.access().remoteRegistryStarted()) {
            marked.putBack(() -> new HostLock(this).holder().isPresent());
        }
    }
}
