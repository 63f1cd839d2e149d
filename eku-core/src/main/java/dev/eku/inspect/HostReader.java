package dev.eku.inspect;

import dev.eku.action.Action.DeleteValue;
import dev.eku.action.Action.SetValue;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Exception;
import dev.eku.host.Host;
import dev.eku.inspect.ApplicationFacts.Dependent;
import dev.eku.inspect.ApplicationFacts.ServiceFacts;
import dev.eku.inspect.Inspection.HostFacts;
import dev.eku.inspect.Locator.Located;
import dev.eku.inspect.SettingKey.Details;
import dev.eku.journal.History;
import dev.eku.journal.HostLock;
import dev.eku.journal.HostLock.Holder;
import dev.eku.journal.Journal;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.product.Application;
import dev.eku.product.Clr;
import dev.eku.product.ExecutablePath;
import dev.eku.product.Exemption;
import dev.eku.product.ImagePath;
import dev.eku.product.Product;
import dev.eku.product.ProductCatalog;
import dev.eku.product.RegistryTarget;
import dev.eku.product.ServiceProgram.Starts;
import dev.eku.product.Setting;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceLook;
import dev.eku.service.ServiceName;
import dev.eku.text.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One inspection of a host. It asks only for what its purpose needs, and only once for what several steps need. Not
 * thread-safe.
 */
final class HostReader {
    private final CachingHost host;
    private final Registry registry;
    private final ReadableKeys readable;
    private final Exemption exemption;
    private final Purpose purpose;
    private final Setting setting;
    private final HostEnvironment environment;
    /** The parts of eku's own keys that may not be read. */
    private final List<Message> ownUnread = new ArrayList<>();

    private final LongNames longNames;

    HostReader(Host host, Exemption exemption, Purpose purpose) {
        this.host = new CachingHost(host);
        this.registry = this.host.registry();
        this.readable = new ReadableKeys(registry);
        this.exemption = exemption;
        this.purpose = purpose;
        this.setting = exemption.setting();
        this.environment = new HostEnvironment(registry);
        this.longNames = new LongNames(this.host.files());
    }

    /**
     * Reads the host.
     *
     * @param journal the journal, if it has been read already
     */
    Inspection read(Optional<History> journal) {
        Foreseen foreseen = new Foreseen(host, readable, exemption, purpose);
        host.askTogether(() -> foreseen.questions(journal.isPresent()));
        boolean asksProduct = purpose.asksWhichProduct(exemption);
        Optional<String> version =
                asksProduct ? readable.text(ProductCatalog.PRODUCT_KEY, "Version") : Optional.empty();
        List<Product> products = asksProduct ? products(version) : List.of();
        Optional<Product> product = product(products);
        List<ApplicationFacts> applications = new ArrayList<>();
        List<Application> ofProduct = product.isPresent() ? product.get().applications(setting) : List.of();
        for (Application application : ofProduct) {
            applications.add(application(application, true));
        }
        for (Application application : exemption.applications()) {
            applications.add(application(application, false));
        }
        History records = journal.isPresent() ? journal.get() : journal();
        List<SettingKey> keys = keys(applications, records);
        List<ApplicationFacts> dated =
                new ProcessDates(host.services(), setting, keys, records.steps()).dated(applications);
        Optional<Holder> lock = lock();
        return new Inspection(
                purpose, hostFacts(version), exemption, products, product, dated, keys, unlessRefused(records), lock);
    }

    private Optional<Product> product(List<Product> found) {
        if (exemption.product().isPresent()) {
            return Optional.of(ProductCatalog.product(exemption.product().get()));
        }
        return exemption.applications().isEmpty() && !found.isEmpty() ? Optional.of(found.get(0)) : Optional.empty();
    }

    private History journal() {
        try {
            return new Journal(host).read();
        } catch (Win32Exception failure) {
            note(failure, Journal.KEY);
            return new History(List.of(), List.of());
        }
    }

    /** The holder of the lock is only advice to a person, and under its own lock a run knows him. */
    private Optional<Holder> lock() {
        if (!purpose.asksWhoHoldsTheLock()) {
            return Optional.empty();
        }
        try {
            return new HostLock(host).holder();
        } catch (Win32Exception failure) {
            note(failure, HostLock.KEY);
            return Optional.empty();
        }
    }

    private void note(Win32Exception failure, KeyPath key) {
        if (failure.code() != ErrorCode.ACCESS_DENIED) {
            throw failure;
        }
        ownUnread.add(Message.of("inspect.unreadable", key));
    }

    /** Without knowing what eku's own keys hold, nothing may be decided. */
    private History unlessRefused(History records) {
        return new History(
                records.records(),
                Stream.concat(records.unreadable().stream(), ownUnread.stream()).toList());
    }

    private HostFacts hostFacts(Optional<String> version) {
        return new HostFacts(
                host.ref(),
                host.simulated(),
                readable.text(Inspector.COMPUTER, "ComputerName")
                        .orElse(host.ref().toString()),
                host.clock().now(),
                version,
                purpose.reports()
                        ? readable.number(
                                RegistryView.VIEW_64, Inspector.NDP.child("v4").child("Full"), "Release")
                        : Optional.empty(),
                purpose.reports() ? readable.text(Inspector.NDP.child("v3.5"), "Version") : Optional.empty(),
                host.graceful().isPresent(),
                journalWritable(),
                readable.refused());
    }

    private boolean journalWritable() {
        return switch (purpose) {
            case REPORT, CHANGE -> registry.writable(RegistryView.VIEW_64, Journal.EKU_KEY);
            // The run has just written its lock into this key.
            case CHANGE_UNDER_LOCK -> true;
            case VERDICT -> false;
        };
    }

    private List<Product> products(Optional<String> version) {
        List<Product> matching = ProductCatalog.matching(version, dataMcuPath());
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

    private Optional<String> dataMcuPath() {
        Optional<ServiceConfig> config = dataMcu();
        Optional<ImagePath> line = config.isPresent()
                ? new ServiceKey(registry, config.get().name())
                        .command(config.get())
                        .line()
                : Optional.empty();
        return line.isPresent()
                        && line.get().program(environment.of(line.get()), host.files()::isFile) instanceof Starts starts
                ? longNames.of(starts.path())
                : Optional.empty();
    }

    /** The state of this service does not matter if only custom applications are meant. */
    private Optional<ServiceConfig> dataMcu() {
        if (!exemption.applications().isEmpty()) {
            return host.services().config(ProductCatalog.DATA_MCU_SERVICE);
        }
        Optional<ServiceLook> look = look(ProductCatalog.DATA_MCU_SERVICE);
        return look.isPresent() ? Optional.of(look.get().config()) : Optional.empty();
    }

    private ApplicationFacts application(Application application, boolean ofProduct) {
        Optional<ServiceLook> service =
                application.service().isPresent() ? look(application.service().get()) : Optional.empty();
        Located located = new Locator(host, environment, application, ofProduct).locate(service);
        Application told = located.application();
        RegistryView view = environment.view(told.bitness());
        return new ApplicationFacts(
                told,
                located.path(),
                located.looked(),
                service.isPresent() ? Optional.of(facts(service.get())) : Optional.empty(),
                located.program(),
                view);
    }

    private Optional<ServiceLook> look(ServiceName service) {
        return host.look(service, purpose.changes());
    }

    private ServiceFacts facts(ServiceLook look) {
        List<Dependent> dependents = new ArrayList<>();
        for (ServiceName name : look.dependents()) {
            Optional<ServiceLook> dependent = host.look(name);
            if (dependent.isPresent()) {
                dependents.add(dependent(dependent.get()));
            }
        }
        return new ServiceFacts(look.config(), look.status(), dependents, look.controllable());
    }

    private static Dependent dependent(ServiceLook look) {
        return new Dependent(
                look.config().name(),
                look.status().state(),
                look.status().accepts(),
                look.config().startType(),
                look.controllable(),
                look.config().dependencies());
    }

    /**
     * Reads the keys after the services. So a value that is written between the two reads counts as written after the
     * process started, and not as read by it. If a key may not be read, and no inspected application reads it and eku
     * never wrote it, it decides nothing and is only noted as unreadable.
     */
    private List<SettingKey> keys(List<ApplicationFacts> applications, History records) {
        List<SettingKey> keys = new ArrayList<>();
        for (RegistryView view : environment.views()) {
            for (Clr clr : Clr.values()) {
                boolean decides = isRead(applications, view, clr) || isWritten(records, view, clr);
                keys.add(decides ? key(view, clr) : keyAside(view, clr));
            }
        }
        return keys;
    }

    private static boolean isRead(List<ApplicationFacts> applications, RegistryView view, Clr clr) {
        for (ApplicationFacts application : applications) {
            if (application.application().clr() == clr && application.view() == view) {
                return true;
            }
        }
        return false;
    }

    private boolean isWritten(History records, RegistryView view, Clr clr) {
        KeyPath key = RegistryTarget.keyOf(setting, clr);
        for (JournalRecord record : records.records()) {
            if (changes(record, view, key)) {
                return true;
            }
        }
        return false;
    }

    private static boolean changes(JournalRecord record, RegistryView view, KeyPath key) {
        return record.steps().stream()
                .map(Step::action)
                .flatMap(action -> action instanceof SetValue set
                        ? Stream.of(set.target())
                        : action instanceof DeleteValue delete ? Stream.of(delete.target()) : Stream.empty())
                .anyMatch(target -> (view == RegistryView.ONLY || target.view() == view)
                        && target.key().equals(key));
    }

    private SettingKey keyAside(RegistryView view, Clr clr) {
        KeyPath key = RegistryTarget.keyOf(setting, clr);
        try {
            Optional<KeyContents> contents = registry.read(view, key);
            boolean isBare = contents.isEmpty() || contents.get().values().isEmpty();
            // A value there may be one that somebody wanted elsewhere, and a plan may delete it.
            if (!isBare) {
                return key(view, clr);
            }
            return purpose.reports() ? key(view, clr).asAside() : SettingKey.aside(view, clr, key, contents);
        } catch (EkuException refused) {
            if (refused.code() != ErrorCode.ACCESS_DENIED) {
                throw refused;
            }
            return SettingKey.unreadable(view, clr, key);
        }
    }

    private SettingKey key(RegistryView view, Clr clr) {
        KeyPath key = RegistryTarget.keyOf(setting, clr);
        Optional<KeyContents> contents = registry.read(view, key);
        List<KeyPath> missing = contents.isPresent() ? List.of() : missing(view, key);
        return new SettingKey(
                view,
                clr,
                key,
                contents,
                new Details(
                        missing,
                        readable.value(view, RegistryTarget.runtimeKey(clr), setting.globalName()),
                        purpose.changes() && registry.writable(view, missing.isEmpty() ? key : missing.get(0))),
                longNames(contents));
    }

    /**
     * Searches upwards, because the keys near the root are large and nearly always exist. Only a change creates them.
     */
    private List<KeyPath> missing(RegistryView view, KeyPath key) {
        List<KeyPath> missing = new ArrayList<>(List.of(key));
        Optional<KeyPath> above = purpose.changes() ? key.parent() : Optional.empty();
        while (above.isPresent() && !readable.exists(view, above.get())) {
            missing.add(0, above.get());
            above = above.get().parent();
        }
        return missing;
    }

    private Map<String, String> longNames(Optional<KeyContents> contents) {
        Map<String, String> names = new HashMap<>();
        List<NamedValue> values = contents.isPresent() ? contents.get().values() : List.of();
        for (NamedValue value : values) {
            if (ExecutablePath.mayBeShort(value.name())) {
                ExecutablePath.tryNormalise(value.name().replace("\"", ""))
                        .flatMap(path -> host.files().longPath(path))
                        .ifPresent(longName -> names.put(value.name(), longName));
            }
        }
        return names;
    }
}
