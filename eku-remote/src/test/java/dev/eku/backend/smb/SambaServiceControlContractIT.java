package dev.eku.backend.smb;

import dev.eku.contract.Limit;
import dev.eku.contract.ServiceControlContract;
import dev.eku.host.Host;
import dev.eku.host.HostClock;
import dev.eku.registry.Registry;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceControl;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract of services over SMB against a real Samba server, whose service is a script. */
final class SambaServiceControlContractIT implements ServiceControlContract {
    private final Host host = SambaLab.open(SambaLab.frontEnd());

    @BeforeEach
    void stopTheService() {
        if (status().state() != ServiceState.STOPPED) {
            services().command(service(), ServiceCommand.STOP);
        }
    }

    @AfterEach
    void closeTheHost() {
        host.close();
    }

    @Override
    public ServiceControl services() {
        return host.services();
    }

    @Override
    public Registry registry() {
        return host.registry();
    }

    @Override
    public HostClock clock() {
        return host.clock();
    }

    @Override
    public ServiceName service() {
        return ServiceName.of("RTCDATAMCU");
    }

    @Override
    public Set<Limit> limits() {
        return Set.of(
                Limit.DEPENDENTS,
                Limit.MADE_SERVICES,
                Limit.KEY_TIME,
                Limit.DISABLED_SERVICE,
                Limit.DELETED_SERVICE,
                Limit.DEAD_PROCESS,
                Limit.BEHAVIOUR,
                Limit.PAUSE,
                Limit.STATE_CODES,
                Limit.HUNG_SERVICE);
    }
}
