package dev.eku.examples.unittesting;

import static dev.eku.product.Setting.REQUIRE_CERTIFICATE_EKUS;

import dev.eku.Eku;
import dev.eku.apply.ApplyException;
import dev.eku.error.EkuException;
import dev.eku.host.Host;
import dev.eku.plan.Plan;
import dev.eku.product.Exemption;
import java.util.ArrayList;
import java.util.List;

/** Repairs the web conferences of one front end, and reports the result to the help desk in its own words. */
public final class ConferencingDoctor {
    private final Exemption exemption =
            Exemption.from(REQUIRE_CERTIFICATE_EKUS).because("web conferences fail, KB 4023993");

    /**
     * Repairs a front end.
     *
     * @return lines for the help desk; the verdict is the last line
     */
    public List<String> cure(Host host) {
        List<String> report = new ArrayList<>();
        Eku eku = Eku.on(host);
        try {
            Plan plan = eku.plan(exemption);
            plan.blocking().forEach(problem -> report.add("Cannot: " + problem.code()));
            if (!report.isEmpty()) {
                return report;
            }
            eku.apply(plan, event -> {});
            report.add("Conferences: " + eku.verify(exemption).name());
        } catch (ApplyException halfway) {
            report.add("Call the administrator: " + halfway.code());
            report.add("To be finished: record " + halfway.record().id());
        } catch (EkuException refused) {
            report.add("Nothing done: " + refused.code());
        }
        return report;
    }
}
