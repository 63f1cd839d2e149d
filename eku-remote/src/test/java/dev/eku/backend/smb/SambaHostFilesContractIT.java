package dev.eku.backend.smb;

import dev.eku.contract.HostFilesContract;
import dev.eku.contract.Limit;
import dev.eku.host.Host;
import dev.eku.host.HostFiles;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** The contract of files over the administrative share of a real Samba server. */
final class SambaHostFilesContractIT implements HostFilesContract {
    private final Host host = SambaLab.open(SambaLab.frontEnd());

    @AfterEach
    void closeTheHost() {
        host.close();
    }

    @Override
    public HostFiles files() {
        return host.files();
    }

    @Override
    public String file() {
        return "C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe";
    }

    /** What samba.sh puts there: the headers of a program for the .NET Framework 4. */
    @Override
    public byte[] content() {
        return SambaLab.dataMcu();
    }

    @Override
    public Set<Limit> limits() {
        return Set.of(Limit.SHORT_NAMES);
    }
}
