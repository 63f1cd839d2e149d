/**
 * Hosts over {@code smb://} and the TLS probe of peers. smbj and its own libraries have no module descriptors. The
 * modules that smbj needs are named here, because nothing else would name them.
 */
@SuppressWarnings("requires-automatic")
module dev.eku.remote {
    requires transitive dev.eku.core;
    requires java.naming;
    requires java.security.jgss;
    requires com.hierynomus.smbj;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.tls;
    requires org.bouncycastle.util;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.eku.backend.smb;
    exports dev.eku.probe;

    provides dev.eku.host.HostProvider with
            dev.eku.backend.smb.SmbHostProvider;
    provides dev.eku.text.MessageSource with
            dev.eku.remote.RemoteTexts;
}
