package dev.eku.backend.memory;

import dev.eku.FrontEnd;
import dev.eku.contract.EnforcementContract;
import dev.eku.host.Host;

final class MemoryEnforcementContractTest implements EnforcementContract {
    private final MemoryHost host = FrontEnd.frontEnd().build();

    @Override
    public Host host() {
        return host;
    }

    @Override
    public String executable() {
        return FrontEnd.PATH;
    }
}
