package dev.eku.inspect;

import dev.eku.error.EkuException;
import dev.eku.host.Host;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshot.StoredLog;
import dev.eku.host.event.LogExcerpt;
import dev.eku.journal.Journal;
import dev.eku.product.Application;
import dev.eku.product.Clr;
import dev.eku.product.PeerEvents;
import dev.eku.product.ProductCatalog;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryView;
import dev.eku.time.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads everything that eku can ever read from a host, for any later question. So a memory host made from it answers as
 * the real one did. It decides nothing. It skips what could hold a secret: the arguments of services (except those of
 * procrun), the machine's variables (except those that name a service's executable), and everything in {@code .config}
 * files except the one switch. Changes nothing. Not thread-safe.
 */
public final class Capture {
    /** How far back events are taken. It is as far as a diagnosis looks by default. */
    private static final Duration EVENTS_FOR = Duration.ofHours(24);

    private final Host host;
    private final CapturedKeys keys;
    private final HostEnvironment environment;
    private final CapturedFiles files;
    private final CapturedServices services;

    /** Captures that host. */
    public Capture(Host host) {
        this.host = host;
        this.keys = new CapturedKeys(host.registry());
        this.environment = new HostEnvironment(host.registry());
        this.files = new CapturedFiles(host.files());
        this.services = new CapturedServices(host, environment, keys, files);
    }

    /**
     * Reads the host.
     *
     * @param also applications in addition to those of the catalogue and those whose exemption is in place
     * @throws dev.eku.error.EkuException if the host cannot be read
     */
    public HostSnapshot snapshot(List<Application> also) {
        List<Application> applications = new ArrayList<>(also);
        ProductCatalog.products().forEach(product -> applications.addAll(product.applications()));
        new Journal(host)
                .read()
                .standing()
                .forEach(record -> applications.addAll(record.exemption().applications()));
        captureSettings();
        keys.values(RegistryView.VIEW_64, Inspector.COMPUTER, "ComputerName");
        InstalledRuntimes.V4_KEYS.forEach(key -> keys.values(RegistryView.VIEW_64, key, "Release", "Install"));
        keys.values(RegistryView.VIEW_64, Inspector.NDP.child("v2.0.50727"), "Version");
        for (RegistryView view : environment.views()) {
            keys.values(view, ProgramReader.FRAMEWORK, ProgramReader.LATEST_ONLY);
        }
        keys.values(RegistryView.VIEW_64, Inspector.NDP.child("v3.5"), "Version");
        keys.values(RegistryView.VIEW_64, ProductCatalog.PRODUCT_KEY, "InstallDir", "Version");
        keys.tree(RegistryView.VIEW_64, Journal.EKU_KEY);
        for (Application application : applications) {
            application.service().ifPresent(services::take);
            paths(application).forEach(files::take);
        }
        files.takeLibraries(
                applications,
                keys.number(Inspector.NDP.child("v4").child("Full"), "Release"),
                HostEnvironment.windows(new ReadableKeys(host.registry())));
        HostEnvironment.places(services.variables())
                .forEach((key, names) -> keys.values(RegistryView.VIEW_64, key, names));
        return new HostSnapshot(
                host.clock().now(),
                keys.all(),
                services.all(),
                files.all(),
                log(),
                host.graceful().isPresent(),
                host.processes().isPresent(),
                environment.isOf32Bits());
    }

    /** The events that a diagnosis reads. A log that cannot be read is skipped, like a log that does not exist. */
    private List<StoredLog> log() {
        Instant now = host.clock().now();
        try {
            return host.events()
                    .flatMap(events ->
                            events.read(DiagnosticInspector.query(FileTime.plus(now, EVENTS_FOR.negated()), now)))
                    .map(log -> List.of(new StoredLog(
                            PeerEvents.LOG,
                            log.events(),
                            begin(log, FileTime.plus(now, EVENTS_FOR.negated())),
                            log.unreadable())))
                    .orElse(List.of());
        } catch (EkuException unreadable) {
            return List.of();
        }
    }

    /** The copy lacks everything older than what was taken, unless the log has always been empty. */
    private static Optional<Instant> begin(LogExcerpt log, Instant taken) {
        return log.since().filter(Instant.MIN::equals).isPresent()
                ? Optional.empty()
                : Optional.of(log.since().filter(taken::isBefore).orElse(taken));
    }

    private void captureSettings() {
        for (RegistryView view : environment.views()) {
            keys.values(view, RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH);
            for (Clr clr : Clr.values()) {
                for (Setting setting : Setting.values()) {
                    keys.values(view, RegistryTarget.runtimeKey(clr), setting.globalName());
                    KeyPath key = RegistryTarget.keyOf(setting, clr);
                    keys.whole(view, key).forEach(name -> files.take(name.replace("\"", "")));
                }
            }
        }
    }

    /** Where the inspector looks for an application, except for the path of its service. */
    private List<String> paths(Application application) {
        List<String> paths = new ArrayList<>(application.path().stream().toList());
        Optional<String> folder = keys.text(ProductCatalog.PRODUCT_KEY, "InstallDir");
        if (folder.isPresent() && application.executable().isPresent()) {
            paths.add(folder.get() + "\\" + application.executable().get());
        }
        return paths;
    }
}
