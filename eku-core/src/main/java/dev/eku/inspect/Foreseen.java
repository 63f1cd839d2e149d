package dev.eku.inspect;

import dev.eku.journal.HostLock;
import dev.eku.journal.Journal;
import dev.eku.product.Application;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.ImagePath;
import dev.eku.product.Product;
import dev.eku.product.ProductCatalog;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Variables;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceLook;
import dev.eku.service.ServiceName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an inspection is going to ask, as far as that is known before. A wrong guess costs a request, and changes no
 * answer. What must be read after the services is asked after them here, too, so that what is written in between counts
 * as written after their processes started. Not thread-safe.
 */
final class Foreseen {
    private final CachingHost host;
    private final Registry registry;
    private final ReadableKeys readable;
    private final Exemption exemption;
    private final Purpose purpose;

    Foreseen(CachingHost host, ReadableKeys readable, Exemption exemption, Purpose purpose) {
        this.host = host;
        this.registry = host.registry();
        this.readable = readable;
        this.exemption = exemption;
        this.purpose = purpose;
    }

    /** @param journalKnown whether the journal has been read already */
    List<Runnable> questions(boolean journalKnown) {
        List<Runnable> questions = new ArrayList<>();
        questions.add(() -> readable.text(Inspector.COMPUTER, "ComputerName"));
        if (purpose.asksWhichProduct(exemption)) {
            questions.add(() -> readable.text(ProductCatalog.PRODUCT_KEY, "Version"));
        }
        if (!journalKnown) {
            questions.add(() -> registry.read(Journal.VIEW, Journal.KEY));
        }
        if (purpose == Purpose.CHANGE_UNDER_LOCK) {
            // To free the lock, the key above it is needed.
            questions.add(() -> registry.exists(Journal.VIEW, Journal.EKU_KEY));
        }
        if (purpose.asksWhoHoldsTheLock()) {
            questions.add(() -> registry.read(Journal.VIEW, HostLock.KEY));
            questions.add(() -> {
                registry.exists(Journal.VIEW, Journal.EKU_KEY);
                registry.writable(Journal.VIEW, Journal.EKU_KEY);
            });
        }
        if (purpose == Purpose.CHANGE) {
            // It is usually the first look. Then these are opened while the services are asked for.
            for (ServiceName service : services()) {
                questions.add(() -> readable.exists(RegistryView.VIEW_64, ServiceConfig.keyOf(service)));
            }
            questions.add(() -> readable.exists(RegistryView.VIEW_64, RegistryTarget.runtimeKey(Clr.V4)));
            questions.add(() -> readable.exists(RegistryView.VIEW_64, ProgramReader.FRAMEWORK));
        }
        for (ServiceName service : services()) {
            questions.add(() -> look(service));
            questions.add(() -> setUp(service));
            questions.add(() -> parameters(service));
        }
        questions.add(afterTheServices(() -> host.askTogether(this::programs)));
        questions.add(afterTheServices(new HostEnvironment(registry)::isOf32Bits));
        questions.add(afterTheServices(
                () -> readable.number(RegistryView.VIEW_64, ProgramReader.FRAMEWORK, ProgramReader.LATEST_ONLY)));
        for (Clr clr : Clr.values()) {
            KeyPath key = RegistryTarget.keyOf(exemption.setting(), clr);
            for (RegistryView view : RegistryView.BOTH) {
                questions.add(afterTheServices(() -> registry.read(view, key)));
            }
        }
        target(questions);
        return questions;
    }

    private Runnable afterTheServices(Runnable question) {
        return () -> {
            for (ServiceName service : services()) {
                var unused = look(service);
            }
            question.run();
        };
    }

    private Optional<ServiceLook> look(ServiceName service) {
        return host.look(service, purpose.changes());
    }

    /** All services that may be looked at: those of the product, and of each if it is not known yet. */
    private Set<ServiceName> services() {
        Set<ServiceName> services = new LinkedHashSet<>();
        if (exemption.product().isPresent()) {
            addServices(ProductCatalog.product(exemption.product().get()), services);
        } else if (exemption.applications().isEmpty()) {
            for (Product product : ProductCatalog.products()) {
                addServices(product, services);
            }
        }
        for (Application application : exemption.applications()) {
            application.service().ifPresent(services::add);
        }
        return services;
    }

    private void addServices(Product product, Set<ServiceName> services) {
        services.add(ProductCatalog.DATA_MCU_SERVICE);
        for (Application application : product.applications(exemption.setting())) {
            application.service().ifPresent(services::add);
        }
    }

    private void setUp(ServiceName service) {
        Optional<ServiceLook> look = look(service);
        if (look.isPresent()) {
            var unused = new ServiceKey(registry, service).command(look.get().config());
        }
    }

    private void parameters(ServiceName service) {
        if (look(service).isPresent()) {
            var unused = new ServiceKey(registry, service).parameter(ServiceKey.APPLICATION);
        }
    }

    /** What the services and the applications start, and the files beside it. */
    private List<Runnable> programs() {
        Set<String> programs = new LinkedHashSet<>();
        Set<String> files = new LinkedHashSet<>();
        for (Application application : exemption.applications()) {
            application.path().ifPresent(programs::add);
        }
        for (ServiceName service : services()) {
            Optional<ServiceLook> look = look(service);
            List<String> tried = look.isPresent()
                    ? tried(ImagePath.answered(look.get().config().imagePath()))
                    : List.of();
            files.addAll(tried);
            if (!tried.isEmpty()) {
                programs.add(tried.get(tried.size() - 1));
            }
        }
        files.addAll(programs);
        List<Runnable> questions = new ArrayList<>();
        for (String path : files) {
            questions.add(() -> host.files().isFile(path));
        }
        for (String path : programs) {
            beside(path, questions);
        }
        return questions;
    }

    /** Most applications are 64-bit ones of the latest runtime. */
    private void target(List<Runnable> questions) {
        KeyPath runtime = RegistryTarget.runtimeKey(Clr.V4);
        questions.add(afterTheServices(() -> readable.value(
                RegistryView.VIEW_64, runtime, exemption.setting().globalName())));
        if (purpose.changes()) {
            KeyPath key = RegistryTarget.keyOf(exemption.setting(), Clr.V4);
            questions.add(afterTheServices(() -> {
                if (!registry.exists(RegistryView.VIEW_64, key)) {
                    registry.exists(RegistryView.VIEW_64, runtime);
                }
                registry.writable(RegistryView.VIEW_64, key);
            }));
        }
    }

    private void beside(String path, List<Runnable> questions) {
        questions.add(() -> host.files().read(path + ".config", ConfigFile.MAX_SIZE));
        for (String place : WinSwConfig.places(path, !exemption.applications().isEmpty())) {
            questions.add(() -> host.files().read(place, 0, WinSwConfig.MAX_SIZE));
        }
    }

    /** What Windows tries for a command line, up to the executable that the line names. */
    private static List<String> tried(ImagePath line) {
        List<String> tried = new ArrayList<>();
        for (String path : line.needsVariables() ? List.<String>of() : line.candidates(Variables.NONE)) {
            tried.add(path);
            if (path.toLowerCase(Locale.ROOT).endsWith(".exe") && line.text().contains(path)) {
                return tried;
            }
        }
        return List.of();
    }
}
