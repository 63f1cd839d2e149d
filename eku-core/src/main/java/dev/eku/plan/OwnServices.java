package dev.eku.plan;

import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.ApplicationFacts.Dependent;
import dev.eku.inspect.ApplicationFacts.ServiceFacts;
import dev.eku.inspect.Inspection;
import dev.eku.product.ExecutablePath;
import dev.eku.registry.NameFolding;
import dev.eku.service.ServiceName;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The services that a run may stop and start: those that run the exempt applications, and those that need them. Pure.
 */
final class OwnServices {
    private OwnServices() {}

    /** Their names. A service that is only named as an application's, and runs something else, is none of them. */
    static Set<ServiceName> of(Inspection inspection) {
        Set<ServiceName> services = new HashSet<>();
        for (ApplicationFacts application : inspection.applications()) {
            application.service().filter(service -> runs(application, service)).ifPresent(service -> {
                services.add(service.config().name());
                service.dependents().stream().map(Dependent::name).forEach(services::add);
            });
        }
        return services;
    }

    /**
     * Whether the service runs the application's executable, as the host was found. Where it does not by now, it counts
     * if its command line names a file of that name, since it may have moved; where none is known it may be any.
     */
    static boolean runs(ApplicationFacts application, ServiceFacts service) {
        if (application.path().isPresent() && !application.program().isOfAnother()) {
            return true;
        }
        Optional<String> file = application
                .path()
                .map(found -> found.path())
                .or(() -> application.application().path())
                .or(() -> application.application().executable())
                .map(ExecutablePath::fileName)
                .map(NameFolding::fold);
        String line = NameFolding.fold(service.config().imagePath());
        return file.filter(name -> !names(line, name)).isEmpty();
    }

    /** Whether a file name stands in a command line as a whole, with or without its ending. */
    private static boolean names(String line, String file) {
        String stem = file.endsWith(".EXE") ? file.substring(0, file.length() - 4) : file;
        for (int at = line.indexOf(stem); at >= 0; at = line.indexOf(stem, at + 1)) {
            int end = line.startsWith(file, at) ? at + file.length() : at + stem.length();
            boolean starts = at == 0 || "\\/\"".indexOf(line.charAt(at - 1)) >= 0;
            boolean ends = end == line.length() || "\" \t".indexOf(line.charAt(end)) >= 0;
            if (starts && ends) {
                return true;
            }
        }
        return false;
    }
}
