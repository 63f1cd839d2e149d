package dev.eku.backend.windows;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eku.contract.EnforcementContract;
import dev.eku.host.Host;
import dev.eku.host.Hosts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The table of enforcement on the registry of a Windows machine, in the lab only: on any other it would take exemptions
 * away.
 */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "needs Wine with the lab: eku-core/src/lab/contracts.sh")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WindowsEnforcementContractIT implements EnforcementContract {
    private final Host host = Hosts.open("local:");

    @BeforeAll
    static void onlyInTheLab() {
        assumeTrue(
                WindowsLab.hasObedientService(),
                "not shown: it deletes exemptions, so only where there is a C:\\eku-lab");
    }

    @AfterAll
    void leaveTheHostAsItWas() {
        if (WindowsLab.hasObedientService()) {
            exemptNobody();
        }
        host.close();
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public String executable() {
        return "C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe";
    }
}
