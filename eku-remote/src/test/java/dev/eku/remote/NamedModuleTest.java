package dev.eku.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.host.HostProvider;
import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The library as a named module; everything it needs at run time has to be found from its descriptor. */
class NamedModuleTest {
    @Test
    void itsDescriptorNamesWhatItNeedsAtRunTime() throws ClassNotFoundException {
        Path[] path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(place -> !place.contains("test-classes") && !place.contains("-tests"))
                .map(Path::of)
                .filter(Files::exists)
                .toArray(Path[]::new);
        ModuleLayer boot = ModuleLayer.boot();
        Configuration resolved =
                boot.configuration().resolve(ModuleFinder.of(path), ModuleFinder.of(), Set.of("dev.eku.remote"));
        ModuleLayer layer = boot.defineModulesWithOneLoader(resolved, ClassLoader.getPlatformClassLoader());

        for (String used : List.of(
                "com.hierynomus.smbj.SMBClient",
                "com.hierynomus.asn1.ASN1InputStream",
                "net.engio.mbassy.bus.MBassador",
                "org.slf4j.LoggerFactory",
                "org.bouncycastle.tls.TlsClient",
                "com.sun.jna.platform.win32.Advapi32",
                HostProvider.class.getName())) {
            assertThat(Class.forName(used, false, layer.findLoader("dev.eku.remote")))
                    .as(used)
                    .isNotNull();
        }
        assertThat(resolved.findModule("dev.eku.remote").orElseThrow().reads())
                .extracting(ResolvedModule::name)
                .contains("dev.eku.core", "com.hierynomus.smbj", "org.bouncycastle.tls", "org.slf4j");
    }
}
