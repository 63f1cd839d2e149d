package dev.eku.backend.memory;

import dev.eku.host.ExecutableHeader;
import dev.eku.host.HostRef;
import dev.eku.host.Preset;
import dev.eku.host.event.LoggedEvent;
import dev.eku.product.Clr;
import dev.eku.product.PeerEvents;
import dev.eku.product.Product;
import dev.eku.product.ProductCatalog;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceState;
import dev.eku.text.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The machines that {@code memory:} opens by a name: a healthy front end of each product, and sick ones that show what
 * eku is for.
 */
final class Presets {
    private static final String STORM = "edge-storm";
    private static final String MISPLACED = "misplaced";
    private static final String WRAPPER = "wrapper";
    private static final String POOL = "pool-of-four";
    private static final List<String> SICK = List.of(STORM, MISPLACED, WRAPPER);

    private static final String SERVICE = ProductCatalog.DATA_MCU_SERVICE.toString();
    private static final String EXECUTABLE =
            "C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe";
    private static final String EDGE = "edge.contoso.com";
    private static final int EDGE_PORT = 8057;

    private Presets() {}

    /** All of them, the healthy ones first. */
    static List<Preset> all() {
        List<Preset> all = new ArrayList<>();
        for (Product product : ProductCatalog.products()) {
            all.add(preset(product.id(), Message.of("preset.healthy", product.title())));
        }
        for (String id : SICK) {
            all.add(preset(id, Message.of("preset." + id)));
        }
        all.add(preset(POOL, Message.of("preset." + POOL)));
        return all;
    }

    private static Preset preset(String id, Message what) {
        return new Preset(new HostRef("memory", id), what);
    }

    /** The names of the machines that a name stands for; only itself if it is no pool. */
    static List<String> members(String id) {
        return id.equals(POOL) ? List.of(POOL + "-fe01", POOL + "-fe02", POOL + "-fe03", POOL + "-fe04") : List.of(id);
    }

    /** Whether a machine or a pool has that name. */
    static boolean isKnown(String id) {
        return id.equals(POOL) || members(POOL).contains(id) || SICK.contains(id) || isProduct(id);
    }

    private static boolean isProduct(String id) {
        return ProductCatalog.products().stream()
                .anyMatch(product -> product.id().equals(id));
    }

    /** The machine of that name, or empty if there is none. */
    static Optional<MemoryHostBuilder> machine(String id) {
        if (members(POOL).contains(id)) {
            return Optional.of(ofPool(id.substring(POOL.length() + 1)));
        }
        return switch (id) {
            case STORM -> Optional.of(storm());
            case MISPLACED -> Optional.of(misplaced());
            case WRAPPER -> Optional.of(wrapper());
            default -> isProduct(id) ? Optional.of(MemoryHost.frontEnd(id)) : Optional.empty();
        };
    }

    /** The Edge server's certificate lacks clientAuth, and the connection comes and goes every ten minutes. */
    private static MemoryHostBuilder storm() {
        List<LoggedEvent> events = new ArrayList<>();
        Instant first = Instant.parse("2017-06-09T21:00:00Z");
        for (int i = 0; i < 36; i++) {
            Instant at = first.plusSeconds(600L * i);
            events.add(event(at, 41_025));
            events.add(event(at.plusSeconds(1), 41_026));
        }
        return MemoryHost.skypeForBusiness2015FrontEnd()
                .log(PeerEvents.LOG, events.toArray(LoggedEvent[]::new))
                .peer(EDGE, EDGE_PORT, edgeChain());
    }

    private static LoggedEvent event(Instant at, int id) {
        return LoggedEvent.of(at, id, PeerEvents.SOURCE, EDGE, String.valueOf(EDGE_PORT));
    }

    /** The value is in the 32-bit view, where the 64-bit process never reads it. */
    private static MemoryHostBuilder misplaced() {
        return storm().value(
                        RegistryView.VIEW_32,
                        RegistryTarget.keyOf(Setting.REQUIRE_CERTIFICATE_EKUS, Clr.V4),
                        EXECUTABLE,
                        RegistryValue.dword(0));
    }

    /** The service runs NSSM, which runs the program. */
    private static MemoryHostBuilder wrapper() {
        String nssm = "C:\\Tools\\nssm.exe";
        return storm().withoutService(SERVICE)
                .executable(nssm, ExecutableHeader.ofNative(ExecutableHeader.Format.PE32_PLUS))
                .service(new ServiceConfig(
                        ProductCatalog.DATA_MCU_SERVICE,
                        "Skype for Business Server Web Conferencing",
                        nssm,
                        ServiceConfig.StartType.AUTOMATIC,
                        FrontEnds.OWN_PROCESS,
                        FrontEnds.NETWORK_SERVICE,
                        List.of()))
                .value(
                        ServiceConfig.keyOf(ProductCatalog.DATA_MCU_SERVICE).child("Parameters"),
                        "Application",
                        RegistryValue.expandString(EXECUTABLE));
    }

    /** Four front ends with the same storm; the service of the third is stopped. */
    private static MemoryHostBuilder ofPool(String computer) {
        MemoryHostBuilder machine = storm().named(computer.toUpperCase(Locale.ROOT));
        return computer.equals("fe03") ? machine.state(SERVICE, ServiceState.STOPPED) : machine;
    }

    private static X509Certificate[] edgeChain() {
        try (InputStream in = Objects.requireNonNull(Presets.class.getResourceAsStream("edge.pem"))) {
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                chain.add((X509Certificate) certificate);
            }
            return chain.toArray(X509Certificate[]::new);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (CertificateException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
