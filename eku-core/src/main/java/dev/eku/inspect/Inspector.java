package dev.eku.inspect;

import dev.eku.host.Host;
import dev.eku.host.HostClock;
import dev.eku.inspect.ApplicationFacts.Dependent;
import dev.eku.inspect.ApplicationFacts.ServiceFacts;
import dev.eku.inspect.Inspection.HostFacts;
import dev.eku.journal.HostLock;
import dev.eku.journal.Journal;
import dev.eku.product.Application;
import dev.eku.product.Clr;
import dev.eku.product.ExecutablePath;
import dev.eku.product.Exemption;
import dev.eku.product.ImagePath;
import dev.eku.product.InstallPath;
import dev.eku.product.Product;
import dev.eku.product.ProductCatalog;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a host through its ports. Changes nothing. Not thread-safe. */
public final class Inspector {
    static final KeyPath COMPUTER =
            KeyPath.of("SYSTEM", "CurrentControlSet", "Control", "ComputerName", "ComputerName");
    static final KeyPath NDP = KeyPath.of("SOFTWARE", "Microsoft", "NET Framework Setup", "NDP");

    private final Host host;
    private final Registry registry;
    private final HostClock clock;

    /** An inspector of that host. */
    public Inspector(Host host) {
        this.host = host;
        this.registry = host.registry();
        this.clock = host.clock();
    }

    /**
     * Reads all that a decision about an exemption needs. What is absent is noted as absent; that it is no error is for the
     * planner to say.
     *
     * @throws dev.eku.error.EkuException if the host cannot be read
     */
    public Inspection inspect(Exemption exemption) {
        Optional<String> version = productValue("Version");
        Map<String, String> environment = HostEnvironment.read(registry);
        List<Product> products = products(version, environment);
        Optional<Product> product = exemption
                .product()
                .map(ProductCatalog::product)
                .or(() -> exemption.applications().isEmpty() ? products.stream().findFirst() : Optional.empty());
        List<ApplicationFacts> applications = new ArrayList<>();
        for (Application application :
                product.map(found -> found.applications(exemption.setting())).orElse(List.of())) {
            applications.add(application(application, true, exemption.setting(), environment));
        }
        for (Application application : exemption.applications()) {
            applications.add(application(application, false, exemption.setting(), environment));
        }
        return new Inspection(
                hostFacts(version),
                exemption,
                products,
                product,
                applications,
                keys(exemption.setting()),
                new Journal(host).read(),
                new HostLock(host).holder());
    }

    private HostFacts hostFacts(Optional<String> version) {
        return new HostFacts(
                host.ref(),
                host.simulated(),
                text(COMPUTER, "ComputerName").orElse(host.ref().toString()),
                clock.now(),
                version,
                registry.value(RegistryView.VIEW_64, NDP.child("v4").child("Full"), "Release")
                        .map(RegistryValue::asDword)
                        .filter(OptionalLong::isPresent)
                        .map(OptionalLong::getAsLong),
                text(NDP.child("v3.5"), "Version"),
                host.graceful().isPresent(),
                registry.writable(RegistryView.VIEW_64, Journal.EKU_KEY));
    }

    private List<Product> products(Optional<String> version, Map<String, String> environment) {
        Optional<String> dataMcu = host.services()
                .config(ProductCatalog.DATA_MCU_SERVICE)
                .flatMap(config -> ImagePath.candidates(config.imagePath(), environment).stream()
                        .filter(path -> host.files().isFile(path))
                        .findFirst());
        List<Product> matching = ProductCatalog.matching(version, dataMcu);
        if (!matching.isEmpty()) {
            return matching;
        }
        return ProductCatalog.products().stream()
                .filter(product -> product.applications().stream()
                        .flatMap(application -> application.path().stream())
                        .limit(1)
                        .anyMatch(path -> host.files().isFile(path)))
                .toList();
    }

    private ApplicationFacts application(
            Application application, boolean ofProduct, Setting setting, Map<String, String> environment) {
        Optional<ServiceConfig> config =
                application.service().flatMap(name -> host.services().config(name));
        Locator locator = new Locator(host, productValue("InstallDir"), environment);
        Optional<InstallPath> path = locator.locate(application, ofProduct, config);
        return new ApplicationFacts(
                application,
                path,
                locator.looked(),
                config.map(this::service),
                registry.writable(application.bitness().view(), RegistryTarget.keyOf(setting, application.clr())));
    }

    private ServiceFacts service(ServiceConfig config) {
        ServiceName name = config.name();
        List<Dependent> dependents = host.services().dependents(name).stream()
                .flatMap(dependent -> host.services().config(dependent).stream())
                .map(this::dependent)
                .toList();
        return new ServiceFacts(
                config,
                host.services().status(name),
                dependents,
                host.services().controllable(name));
    }

    private Dependent dependent(ServiceConfig config) {
        return new Dependent(
                config.name(),
                host.services().status(config.name()).state(),
                config.startType(),
                host.services().controllable(config.name()));
    }

    private List<SettingKey> keys(Setting setting) {
        List<SettingKey> keys = new ArrayList<>();
        for (RegistryView view : RegistryView.values()) {
            for (Clr clr : Clr.values()) {
                keys.add(key(view, clr, setting));
            }
        }
        return keys;
    }

    private SettingKey key(RegistryView view, Clr clr, Setting setting) {
        KeyPath key = RegistryTarget.keyOf(setting, clr);
        Optional<KeyContents> contents = registry.read(view, key);
        return new SettingKey(
                view,
                clr,
                key,
                contents,
                contents.isPresent() ? List.of() : missing(view, key),
                registry.value(view, RegistryTarget.runtimeKey(clr), setting.globalName()),
                registry.writable(view, key),
                longNames(contents));
    }

    /** From below, since the keys near the root are large and nearly always there. */
    private List<KeyPath> missing(RegistryView view, KeyPath key) {
        List<KeyPath> missing = new ArrayList<>(List.of(key));
        Optional<KeyPath> above = key.parent();
        while (above.isPresent() && registry.read(view, above.get()).isEmpty()) {
            missing.add(0, above.get());
            above = above.get().parent();
        }
        return missing;
    }

    private Map<String, String> longNames(Optional<KeyContents> contents) {
        Map<String, String> names = new HashMap<>();
        for (KeyContents.NamedValue value : contents.map(KeyContents::values).orElse(List.of())) {
            if (ExecutablePath.mayBeShort(value.name())) {
                ExecutablePath.tryNormalise(value.name().replace("\"", ""))
                        .flatMap(path -> host.files().longPath(path))
                        .ifPresent(longName -> names.put(value.name(), longName));
            }
        }
        return names;
    }

    private Optional<String> productValue(String name) {
        return text(ProductCatalog.PRODUCT_KEY, name);
    }

    private Optional<String> text(KeyPath key, String name) {
        return registry.value(RegistryView.VIEW_64, key, name).flatMap(RegistryValue::asString);
    }
}
