package dev.eku.backend.smb;

import dev.eku.backend.smb.session.SmbErrors;
import dev.eku.backend.smb.session.SmbLink;
import dev.eku.host.Host;
import dev.eku.host.HostAccess;
import dev.eku.host.HostRef;

/** A host as it is asked where the server does not take several calls at a time. */
public final class OneCallAtATime {
    private OneCallAtATime() {}

    /** Opens that server. */
    public static Host open(HostAccess access, String address) {
        HostRef ref = HostRef.parse("smb://" + address);
        SmbLink link = new SmbLink(SmbErrors.of(ref), access);
        link.oneCallAtATime();
        return SmbHost.over(ref, link);
    }
}
