package dev.eku.inspect;

import dev.eku.error.Messages;
import dev.eku.host.Host;
import dev.eku.product.Application;
import dev.eku.product.ExecutablePath;
import dev.eku.product.ImagePath;
import dev.eku.product.InstallPath;
import dev.eku.product.InstallPath.Provenance;
import dev.eku.product.ServiceProgram.Starts;
import dev.eku.product.Variables;
import dev.eku.service.ServiceConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds an executable: by its service, by the product's registry key, in the default place, in this order, and notes every
 * place looked at. A path the user gave is taken as given.
 */
final class Locator {
    private final Host host;
    private final Optional<String> installFolder;
    private final HostEnvironment environment;
    private final List<String> looked = new ArrayList<>();

    Locator(Host host, Optional<String> installFolder, HostEnvironment environment) {
        this.host = host;
        this.installFolder = installFolder;
        this.environment = environment;
    }

    /** Where it is, or empty; {@link #looked} tells the places then. */
    Optional<InstallPath> locate(Application application, boolean ofProduct, Optional<ServiceConfig> service) {
        if (!ofProduct && application.path().isPresent()) {
            String path = application.path().get();
            return found(path, Provenance.GIVEN, Messages.text("inspect.given", path));
        }
        return byService(application, service)
                .or(() -> byProductKey(application))
                .or(() -> application
                        .path()
                        .flatMap(path -> found(path, Provenance.DEFAULT, Messages.text("inspect.default", path))));
    }

    /** Every place looked at and what was there, in order. */
    List<String> looked() {
        return looked;
    }

    private Optional<InstallPath> byService(Application application, Optional<ServiceConfig> service) {
        if (application.service().isEmpty()) {
            return Optional.empty();
        }
        if (service.isEmpty()) {
            looked.add(Messages.text("inspect.no-service", application.service().get()));
            return Optional.empty();
        }
        Optional<ImagePath> line = new ServiceKey(host.registry(), service.get().name())
                .command(service.get())
                .line();
        Variables variables = line.map(environment::of).orElse(Variables.NONE);
        // The arguments may hold secrets, and what is said here goes into plans and the journal.
        String source = Messages.text(
                "inspect.image-path",
                service.get().name(),
                line.map(text -> text.withoutArguments(variables, host.files()::isFile))
                        .orElse("-"));
        if (line.isPresent() && line.get().program(variables, host.files()::isFile) instanceof Starts starts) {
            return Optional.of(installPath(starts.path(), Provenance.SERVICE_IMAGE_PATH, source));
        }
        looked.add(Messages.text("inspect.no-file", source));
        return Optional.empty();
    }

    private Optional<InstallPath> byProductKey(Application application) {
        if (application.executable().isEmpty()) {
            return Optional.empty();
        }
        if (installFolder.isEmpty()) {
            looked.add(Messages.text("inspect.no-product-key"));
            return Optional.empty();
        }
        String source = Messages.text("inspect.product-key", installFolder.get());
        Optional<String> path = ExecutablePath.tryNormalise(
                installFolder.get() + "\\" + application.executable().get());
        if (path.isEmpty()) {
            looked.add(Messages.text("inspect.no-file", source));
        }
        return path.flatMap(full -> found(full, Provenance.PRODUCT_REGISTRY, source));
    }

    private Optional<InstallPath> found(String path, Provenance provenance, String source) {
        if (host.files().isFile(path)) {
            return Optional.of(installPath(path, provenance, source));
        }
        looked.add(Messages.text("inspect.no-file", source));
        return Optional.empty();
    }

    private InstallPath installPath(String path, Provenance provenance, String source) {
        looked.add(Messages.text("inspect.found", source));
        String spelled =
                ExecutablePath.mayBeShort(path) ? host.files().longPath(path).orElse(path) : path;
        return new InstallPath(spelled, provenance, source);
    }
}
