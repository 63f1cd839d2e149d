package dev.eku.backend.smb;

import dev.eku.contract.EnforcementContract;
import dev.eku.host.Host;
import org.junit.jupiter.api.AfterEach;

/** The table of enforcement over SMB, on a real Samba server. */
final class SambaEnforcementContractIT implements EnforcementContract {
    private final Host host = SambaLab.open(SambaLab.frontEnd(2));

    @AfterEach
    void leaveTheHostAsItWas() {
        exemptNobody();
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
