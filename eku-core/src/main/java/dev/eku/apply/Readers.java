package dev.eku.apply;

import dev.eku.action.Action;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.ApplicationFacts.ServiceFacts;
import dev.eku.inspect.Inspection;
import dev.eku.journal.ProcessNote;
import dev.eku.service.ServiceName;
import java.util.List;

/** Which services run the processes that read the values of one exemption. Immutable. */
final class Readers {
    private final Inspection inspection;

    /** @param inspection the inspection of the host, for the exemption of the run */
    Readers(Inspection inspection) {
        this.inspection = inspection;
    }

    /** The services whose process reads the value that an action changes; none for any other action. */
    List<ServiceName> of(Action action) {
        return inspection.applications().stream()
                .filter(application -> action.changedValue()
                        .equals(application.target(inspection.exemption().setting())))
                .filter(application -> action.changedValue().isPresent())
                .flatMap(application -> application.service().stream())
                .map(service -> service.config().name())
                .distinct()
                .toList();
    }

    /** The processes at the moment of the inspection, which was before the keys of the host were read. */
    List<ProcessNote> before() {
        return inspection.applications().stream()
                .map(ApplicationFacts::service)
                .flatMap(service -> service.map(Readers::note).stream())
                .distinct()
                .toList();
    }

    private static ProcessNote note(ServiceFacts service) {
        return ProcessNote.of(service.config().name(), service.status());
    }
}
