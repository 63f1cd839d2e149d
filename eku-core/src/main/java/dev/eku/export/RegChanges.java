package dev.eku.export;

import dev.eku.action.Action;
import dev.eku.action.Action.CreateKey;
import dev.eku.action.Action.DeleteValue;
import dev.eku.action.Action.SetValue;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.plan.Plan;
import dev.eku.product.RegistryTarget;
import dev.eku.regfile.RegEntry;
import dev.eku.regfile.RegFile;
import dev.eku.regfile.RegKey;
import dev.eku.regfile.RegWriter;
import dev.eku.registry.KeyPath;
import dev.eku.registry.NameFolding;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What registration files do of a plan. A key is created by the values in it, so that hosts are alike whether they have
 * the key or not; no key is ever deleted. Not thread-safe.
 */
final class RegChanges {
    private final Set<RegistryView> views = EnumSet.noneOf(RegistryView.class);
    private final List<RegKey> created = new ArrayList<>();
    private final List<RegEntry> apply = new ArrayList<>();
    private final List<RegEntry> undo = new ArrayList<>();
    private final Set<ServiceName> services = new LinkedHashSet<>();
    private final Set<String> names = new LinkedHashSet<>();

    private RegChanges() {}

    /**
     * The changes of a plan.
     *
     * @throws EkuException if the plan is refused
     */
    static RegChanges of(Plan plan) {
        plan.requireUnblocked();
        if (plan.rollsBack().isPresent()) {
            // Its record would stay, and history would go on to name an exemption that is gone.
            throw EkuException.worded(
                    ErrorCode.UNSUPPORTED,
                    "export.rollback",
                    ExportForm.REG,
                    plan.rollsBack().get(),
                    plan.computer());
        }
        RegChanges changes = new RegChanges();
        plan.actions().forEach(changes::add);
        for (RegKey key : changes.created) {
            if (changes.apply.stream().noneMatch(entry -> isIn(entry, key))) {
                changes.apply.add(new RegEntry.Key(0, key));
            }
        }
        if (changes.apply.isEmpty()) {
            throw plan.isEmpty()
                    ? EkuException.worded(ErrorCode.NOTHING_TO_EXPORT, "export.empty", plan.computer())
                    : new EkuException(ErrorCode.NOTHING_TO_EXPORT, plan.computer(), ExportForm.REG);
        }
        return changes;
    }

    /** What the files set, delete and create, in order. */
    List<RegEntry> apply() {
        return apply;
    }

    /** What takes that back. */
    List<RegEntry> undo() {
        return undo;
    }

    /** The services that the plan restarts. */
    List<ServiceName> services() {
        return List.copyOf(services);
    }

    /** The names of the values, which are paths of executables. */
    List<String> names() {
        return List.copyOf(names);
    }

    /** Whether the host is a 32-bit Windows, whose {@code reg.exe} knows no views. */
    boolean isOfOneView() {
        return views.equals(Set.of(RegistryView.ONLY));
    }

    /** Equal if the files and all that is said about them are the same. Names are compared to the letter. */
    Object content() {
        return List.of(bytes(apply), bytes(undo), services(), isOfOneView());
    }

    private static Object bytes(List<RegEntry> entries) {
        return Arrays.toString(new RegFile(entries).toBytes());
    }

    private void add(Action action) {
        if (action instanceof CreateKey create) {
            // A key that is there needs no creation, and is not deleted by the undo either.
            created.add(key(create.view(), create.key()));
        } else if (action instanceof SetValue set) {
            change(set.target(), Optional.of(set.value()), set.previous());
        } else if (action instanceof DeleteValue delete) {
            change(delete.target(), Optional.empty(), Optional.of(delete.previous()));
        } else if (action instanceof StopService stop) {
            services.add(stop.service());
        } else if (action instanceof StartService start) {
            services.add(start.service());
        }
    }

    private void change(RegistryTarget target, Optional<RegistryValue> after, Optional<RegistryValue> before) {
        RegKey key = key(target.view(), target.key());
        String name = target.valueName();
        requireHeld(name);
        names.add(name);
        apply.add(entry(key, name, after));
        undo.add(0, entry(key, name, before));
    }

    private RegKey key(RegistryView view, KeyPath key) {
        key.names().forEach(RegChanges::requireHeld);
        views.add(view);
        return RegKey.of(view, key);
    }

    private static RegEntry entry(RegKey key, String name, Optional<RegistryValue> value) {
        if (value.isEmpty()) {
            return new RegEntry.ValueDeletion(0, key, name);
        }
        if (!RegWriter.isExact(value.get())) {
            throw EkuException.worded(
                    ErrorCode.UNSUPPORTED, "export.inexact", ExportForm.REG, name, key.toString(), value.get());
        }
        return new RegEntry.Value(0, key, name, value.get());
    }

    /** A line ends at these, whatever stands around them. */
    private static void requireHeld(String name) {
        for (int at = 0; at < name.length(); at++) {
            char character = name.charAt(at);
            if (character == '\r' || character == '\n' || character == '\0') {
                throw EkuException.worded(
                        ErrorCode.UNSUPPORTED,
                        "export.character",
                        ExportForm.REG,
                        name,
                        String.format(Locale.ROOT, "U+%04X", (int) character));
            }
        }
    }

    /** Whether an entry sets a value in that key or below it, compared as Windows compares names. */
    private static boolean isIn(RegEntry entry, RegKey key) {
        int depth = key.names().size();
        return entry instanceof RegEntry.Value value
                && value.key().names().size() >= depth
                && NameFolding.same(
                        String.join("\\", value.key().names().subList(0, depth)), String.join("\\", key.names()));
    }
}
