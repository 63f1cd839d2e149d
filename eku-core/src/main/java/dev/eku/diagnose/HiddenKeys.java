package dev.eku.diagnose;

import dev.eku.diagnose.Enforcement.Row;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.ConfigFile;
import dev.eku.inspect.DiagnosticInspection;
import dev.eku.inspect.RuntimeFacts;
import dev.eku.inspect.SystemLibrary.Presence;
import dev.eku.product.Clr;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys that may not be read and whose contents could change the findings about an application. Pure. */
record HiddenKeys(DiagnosticInspection inspected, ApplicationFacts application) {
    private static final KeyPath NDP = KeyPath.of("SOFTWARE", "Microsoft", "NET Framework Setup", "NDP");

    /** The key with the release of .NET Framework 4. */
    static final KeyPath RELEASE = NDP.child("v4").child("Full");

    /** The key with the version of .NET Framework 3.5. */
    static final KeyPath VERSION = NDP.child("v3.5");

    /**
     * The hidden keys that could change whether the check is on. A registry value that turns it off does so whatever
     * the others say.
     *
     * @param rows the rows that match, as far as is known
     */
    List<KeyPath> ofTheCheck(List<Row> rows) {
        if (!rows.equals(List.of(Row.SWITCH)) && !rows.contains(Row.OTHERWISE)) {
            return List.of();
        }
        List<KeyPath> hidden = new ArrayList<>(rows.contains(Row.OTHERWISE) ? turningOff() : List.of());
        boolean isOpen =
                runtime().library().presence() == Presence.UNKNOWN || runtime().isSwitchedOff();
        if (isV4() && isOpen && host(RELEASE)) {
            hidden.add(RELEASE);
        }
        boolean needsWindows = runtime().library().presence() == Presence.UNKNOWN
                || (isV4()
                        && Stream.of(runtime().config(), runtime().hostConfig())
                                .flatMap(Optional::stream)
                                .noneMatch(ConfigFile::decides));
        if (needsWindows && runtime().unreadable().contains(RuntimeFacts.WINDOWS)) {
            hidden.add(RuntimeFacts.WINDOWS);
        }
        return hidden;
    }

    /**
     * The hidden keys that could hold what turns the check off, or could have held it when the running process read it.
     */
    List<KeyPath> turningOff() {
        Stream<KeyPath> keys =
                Stream.of(RegistryTarget.runtimeKey(application.application().clr()));
        if (isV4()) {
            keys = Stream.concat(keys, Stream.of(RuntimeFacts.APP_CONTEXT));
        }
        RegistryView view = application.view();
        return keys.map(view::stored).filter(runtime().unreadable()::contains).toList();
    }

    /** Whether a key of the whole host may not be read. */
    boolean host(KeyPath key) {
        return inspected.inspection().host().isUnreadable(RegistryView.VIEW_64, key);
    }

    private boolean isV4() {
        return application.application().clr() == Clr.V4;
    }

    private RuntimeFacts runtime() {
        return inspected.runtime(application);
    }
}
