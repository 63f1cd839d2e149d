package dev.eku.export;

import dev.eku.error.EkuException;
import dev.eku.plan.Plan;
import dev.eku.text.NextStep;
import dev.eku.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files that carry out a plan without eku, or the plans of several hosts that are alike. Immutable.
 *
 * @param plans the plans that the files carry out, one for each computer
 * @param files what to hand over, the one that carries it out first
 * @param carryOut what to do with them, in order; the last step verifies
 * @param takeBack how to undo that later, in order
 */
public record Export(
        ExportForm form, List<Plan> plans, List<ExportFile> files, List<NextStep> carryOut, List<NextStep> takeBack) {
    public Export {
        plans = List.copyOf(plans);
        files = List.copyOf(files);
        carryOut = List.copyOf(carryOut);
        takeBack = List.copyOf(takeBack);
    }

    /** The files for one plan, with comments in English. */
    public static Export of(Plan plan, ExportForm form) {
        return of(plan, form, Words.ENGLISH);
    }

    /**
     * The files for one plan.
     *
     * @param words of the comments in the files
     * @throws EkuException {@code PLAN_BLOCKED}; {@code NOTHING_TO_EXPORT} if the plan changes nothing that the form
     *     can change; {@code UNSUPPORTED} if the form cannot hold a name or a value, or the plan rolls back
     */
    public static Export of(Plan plan, ExportForm form, Words words) {
        return ofAll(List.of(plan), form, words).get(0);
    }

    /**
     * The files for several plans. Hosts whose changes are alike share them.
     *
     * @param plans of different computers
     * @throws EkuException as for one plan, for the first that is refused
     */
    public static List<Export> ofAll(List<Plan> plans, ExportForm form, Words words) {
        // The only form so far; another one is another branch here.
        if (form != ExportForm.REG) {
            throw new IllegalArgumentException("no such form: " + form);
        }
        Map<Object, List<Plan>> alike = new LinkedHashMap<>();
        for (Plan plan : plans) {
            // What was asked for stands in the files, too.
            alike.computeIfAbsent(List.of(plan.exemption(), RegChanges.of(plan).content()), first -> new ArrayList<>())
                    .add(plan);
        }
        List<Export> exports = new ArrayList<>();
        for (List<Plan> group : alike.values()) {
            exports.add(new RegForm(group, words).export());
        }
        return List.copyOf(exports);
    }
}
