package dev.eku.backend.windows.powershell;

import dev.eku.service.GracefulControl;
import dev.eku.service.ServiceName;
import java.util.Optional;

/**
 * The product's cmdlets through Windows PowerShell. Thread-safe.
 *
 * @param powerShell how to run them; tests use their own
 * @param server the server that the cmdlets are for; empty for this machine
 */
public record PowerShellGraceful(PowerShell powerShell, Optional<String> server) implements GracefulControl {
    @Override
    public Call stop(ServiceName service) {
        return PowerShellCall.begin(powerShell, PowerShellScript.stop(powerShell.module(), service, server));
    }

    @Override
    public Call start(ServiceName service) {
        return PowerShellCall.begin(powerShell, PowerShellScript.start(powerShell.module(), service, server));
    }
}
