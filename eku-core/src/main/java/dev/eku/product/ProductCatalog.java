package dev.eku.product;

import static dev.eku.product.Setting.REQUIRE_CERTIFICATE_EKUS;
import static dev.eku.product.Setting.SCH_SEND_AUX_RECORD;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.registry.KeyPath;
import dev.eku.registry.NameFolding;
import dev.eku.service.ServiceName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The products that eku knows, as one table. The sources are the Microsoft UC support blog of 25 May 2017 (service,
 * runtime and default folders for Lync 2010, Lync 2013 and Skype for Business 2015) and KB 3165438 (two more processes
 * of Lync 2010 for SchSendAuxRecord). The folder of 2019 is from memory, and the folder of the Subscription Edition is
 * not known. So eku must find these two through their service. Thread-safe.
 */
public final class ProductCatalog {
    /** The key in which a product's set-up writes {@code InstallDir} and {@code Version} (64-bit view). */
    public static final KeyPath PRODUCT_KEY =
            KeyPath.of("SOFTWARE", "Microsoft", "Real-Time Communications", "{A766C25B-A1D1-4711-A726-AC3E7CA4AAB3}");

    /** The service of the Data MCU, the same for every product. */
    public static final ServiceName DATA_MCU_SERVICE = ServiceName.of("RTCDATAMCU");

    private static final String DATA_MCU = "Web Conferencing\\DATAMCUSVC.exe";

    //  id, title, version, folder below Program Files, runtime of the Data MCU, further processes
    private static final List<Product> PRODUCTS = List.of(
            product(
                    "lync-2010",
                    "Lync Server 2010",
                    "4.0.",
                    "Microsoft Lync Server 2010",
                    Clr.V2,
                    auxOnly(
                            "meeting-mcu",
                            "C:\\Program Files\\Microsoft Lync Server 2010\\OCSMCU\\Web Meeting Conferencing\\MeetingMCUSvc.exe",
                            "RTCMEETINGMCU"),
                    auxOnly("iis", "C:\\Windows\\System32\\inetsrv\\w3wp.exe")),
            product("lync-2013", "Lync Server 2013", "5.0.", "Microsoft Lync Server 2013", Clr.V4),
            product("sfb-2015", "Skype for Business Server 2015", "6.0.", "Skype for Business Server 2015", Clr.V4),
            product("sfb-2019", "Skype for Business Server 2019", "7.0.", "Skype for Business Server 2019", Clr.V4),
            product("sfb-se", "Skype for Business Server Subscription Edition", "7.0.", "", Clr.V4));

    private ProductCatalog() {}

    /** All products, oldest first. */
    public static List<Product> products() {
        return PRODUCTS;
    }

    /**
     * The product of that id.
     *
     * @throws EkuException {@code UNKNOWN_PRODUCT}, with a list of the known products
     */
    public static Product product(String id) {
        for (Product product : PRODUCTS) {
            if (product.id().equals(id)) {
                return product;
            }
        }
        throw new EkuException(ErrorCode.UNKNOWN_PRODUCT, id, PRODUCTS);
    }

    /**
     * The products that a host may have, by the version that the product's set-up wrote, or else by the folder of its
     * Data MCU. Empty if we know neither. Several (2019 and its in-place successor) if the data of the host fits both.
     *
     * @param version the version in the product's registry key, if any
     * @param dataMcu the full path of the Data MCU, if known
     */
    public static List<Product> matching(Optional<String> version, Optional<String> dataMcu) {
        List<Product> matching = new ArrayList<>();
        for (Product product : PRODUCTS) {
            boolean isMeant = version.isPresent()
                    ? version.get().startsWith(product.version())
                    : dataMcu.isPresent() && isBelow(dataMcu.get(), product.folder());
            if (isMeant) {
                matching.add(product);
            }
        }
        return matching;
    }

    private static boolean isBelow(String path, String folder) {
        return !folder.isEmpty() && NameFolding.fold(path).contains(NameFolding.fold("\\" + folder + "\\"));
    }

    private static Product product(
            String id, String title, String version, String folder, Clr clr, Application... more) {
        Application dataMcu = new Application(
                "data-mcu",
                Optional.of(DATA_MCU),
                folder.isEmpty() ? Optional.empty() : Optional.of("C:\\Program Files\\" + folder + "\\" + DATA_MCU),
                Optional.of(DATA_MCU_SERVICE),
                clr,
                Bitness.BITS_64,
                Set.of(REQUIRE_CERTIFICATE_EKUS, SCH_SEND_AUX_RECORD));
        return new Product(
                id,
                title,
                version,
                folder,
                Stream.concat(Stream.of(dataMcu), Arrays.stream(more)).toList());
    }

    private static Application auxOnly(String id, String path, String... service) {
        return new Application(
                id,
                Optional.of(ExecutablePath.fileName(path)),
                Optional.of(path),
                service.length == 0 ? Optional.empty() : Optional.of(ServiceName.of(service[0])),
                Clr.V2,
                Bitness.BITS_64,
                Set.of(SCH_SEND_AUX_RECORD));
    }
}
