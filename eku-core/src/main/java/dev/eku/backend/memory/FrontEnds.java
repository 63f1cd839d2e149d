package dev.eku.backend.memory;

import dev.eku.host.ExecutableHeader;
import dev.eku.host.HostSnapshot.StoredFile;
import dev.eku.product.Clr;
import dev.eku.product.ProductCatalog;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A front end of each product, as a new installation leaves it: what eku reads, with the values of real servers if they
 * are known. Each is made when it is first asked for, and is shared by all its hosts.
 */
final class FrontEnds {
    static final KeyPath COMPUTER_NAME =
            KeyPath.of("SYSTEM", "CurrentControlSet", "Control", "ComputerName", "ComputerName");

    private static final KeyPath ENVIRONMENT =
            KeyPath.of("SYSTEM", "CurrentControlSet", "Control", "Session Manager", "Environment");
    private static final KeyPath MICROSOFT = KeyPath.of("SOFTWARE", "Microsoft");
    private static final KeyPath NDP = MICROSOFT.child("NET Framework Setup").child("NDP");
    private static final Instant SET_UP = Instant.parse("2017-01-15T09:00:00Z");
    static final int OWN_PROCESS = 0x10;
    static final String NETWORK_SERVICE = "NT AUTHORITY\\NETWORK SERVICE";
    private static final String RTCDATAMCU = "RTCDATAMCU";
    private static final String LYNC_2010_FOLDER = "C:\\Program Files\\Microsoft Lync Server 2010";

    private FrontEnds() {}

    /** Lync Server 2010. */
    static final class Lync2010 {
        static final MemoryHostBuilder PRESET = frontEnd(
                        LYNC_2010_FOLDER,
                        "PROGRA~1\\MICROS~1",
                        "4.0.7577.0",
                        "Lync Server Web Conferencing",
                        379_893,
                        Clr.V2)
                .service(ownProcess(
                        "RTCMEETINGMCU",
                        "Lync Server Web Conferencing Compatibility",
                        LYNC_2010_FOLDER + "\\OCSMCU\\Web Meeting Conferencing\\MeetingMCUSvc.exe"))
                .executable(
                        LYNC_2010_FOLDER + "\\OCSMCU\\Web Meeting Conferencing\\MeetingMCUSvc.exe",
                        ExecutableHeader.wide(Clr.V2.keyName()))
                .executable(
                        "C:\\Windows\\System32\\inetsrv\\w3wp.exe",
                        ExecutableHeader.ofNative(ExecutableHeader.Format.PE32_PLUS));
    }

    /** Lync Server 2013. */
    static final class Lync2013 {
        static final MemoryHostBuilder PRESET = frontEnd(
                "C:\\Program Files\\Microsoft Lync Server 2013",
                "PROGRA~1\\MICROS~1",
                "5.0.8308.0",
                "Lync Server Web Conferencing",
                394_271,
                Clr.V4);
    }

    /** Skype for Business Server 2015. */
    static final class Sfb2015 {
        static final MemoryHostBuilder PRESET = frontEnd(
                "C:\\Program Files\\Skype for Business Server 2015",
                "PROGRA~1\\SKYPEF~1",
                "6.0.9319.0",
                "Skype for Business Server Web Conferencing",
                461_814,
                Clr.V4);
    }

    /** Skype for Business Server 2019. */
    static final class Sfb2019 {
        static final MemoryHostBuilder PRESET = frontEnd(
                "C:\\Program Files\\Skype for Business Server 2019",
                "PROGRA~1\\SKYPEF~1",
                "7.0.2046.216",
                "Skype for Business Server Web Conferencing",
                461_814,
                Clr.V4);
    }

    /**
     * The Subscription Edition, installed over the 2019 version and so in its folder. The folder of a new installation
     * is not known.
     */
    static final class SfbSe {
        static final MemoryHostBuilder PRESET = Sfb2019.PRESET
                .value(ProductCatalog.PRODUCT_KEY, "Version", RegistryValue.string("7.0.2046.0"))
                .value(NDP.child("v4").child("Full"), "Release", RegistryValue.dword(528_049));
    }

    private static MemoryHostBuilder frontEnd(
            String folder, String shortFolder, String version, String displayName, int release, Clr clr) {
        String executable = folder + "\\Web Conferencing\\DATAMCUSVC.exe";
        return windows(release)
                .value(ProductCatalog.PRODUCT_KEY, "InstallDir", RegistryValue.string(folder + "\\"))
                .value(ProductCatalog.PRODUCT_KEY, "Version", RegistryValue.string(version))
                .service(ownProcess(RTCDATAMCU, displayName, executable))
                .file(new StoredFile(
                                executable,
                                Optional.of("C:\\" + shortFolder + "\\WEBCON~1\\DATAMC~1.EXE"),
                                Optional.empty())
                        .with(ExecutableHeader.wide(clr.keyName())))
                .cmdlets(true);
    }

    private static MemoryHostBuilder windows(int release) {
        MemoryHostBuilder builder = MemoryHostBuilder.EMPTY
                .writtenAt(SET_UP)
                .named("FE01")
                .value(ENVIRONMENT, "SystemRoot", RegistryValue.string("C:\\Windows"))
                .value(ENVIRONMENT, "windir", RegistryValue.expandString("%SystemRoot%"))
                .value(
                        MICROSOFT.child("Windows NT").child("CurrentVersion"),
                        "SystemRoot",
                        RegistryValue.string("C:\\Windows"));
        for (RegistryView view : RegistryView.BOTH) {
            boolean is64 = view == RegistryView.VIEW_64;
            builder = builder.value(
                            view,
                            MICROSOFT.child("Windows").child("CurrentVersion"),
                            "ProgramFilesDir",
                            RegistryValue.string(is64 ? "C:\\Program Files" : "C:\\Program Files (x86)"))
                    .value(view, NDP.child("v4").child("Full"), "Release", RegistryValue.dword(release))
                    .value(view, NDP.child("v4").child("Full"), "Install", RegistryValue.dword(1))
                    .value(view, NDP.child("v3.5"), "Version", RegistryValue.string("3.5.30729.4926"))
                    .value(view, NDP.child("v3.5"), "SP", RegistryValue.dword(1))
                    .key(view, RegistryTarget.runtimeKey(Clr.V2))
                    .key(view, RegistryTarget.runtimeKey(Clr.V4));
        }
        return builder;
    }

    private static ServiceConfig ownProcess(String name, String displayName, String executable) {
        return new ServiceConfig(
                ServiceName.of(name),
                displayName,
                "\"" + executable + "\"",
                ServiceConfig.StartType.AUTOMATIC,
                OWN_PROCESS,
                NETWORK_SERVICE,
                List.of());
    }
}
