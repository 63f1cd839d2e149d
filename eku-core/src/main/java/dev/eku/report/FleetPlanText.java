package dev.eku.report;

import dev.eku.fleet.Canary;
import dev.eku.fleet.FleetPlan;
import dev.eku.fleet.RolloutOptions;
import dev.eku.text.Durations;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.List;

/** What is said of a fleet's plan wherever it is shown. */
public final class FleetPlanText {
    private FleetPlanText() {}

    /** How many hosts are to be changed, then in what order. */
    public static List<Message> summary(FleetPlan plan) {
        RolloutOptions options = plan.options();
        long change = plan.toChange().size();
        long unreachable = plan.unreachable().size();
        return List.of(
                Message.of(
                        "report.fleet.sum",
                        change,
                        plan.entries().size(),
                        plan.entries().size() - change - unreachable,
                        unreachable),
                Message.of(
                        "report.fleet.order",
                        options.maxUnavailable(),
                        options.concurrency(),
                        options.maxFailures(),
                        canary(options.canary()),
                        options.soak().isZero() ? Message.of("report.none") : Durations.text(options.soak())));
    }

    /** The reason, owner and last day of the exemption, as far as they were given. */
    public static List<String> exemption(Words words, FleetPlan plan) {
        TextBuilder body = new TextBuilder(words);
        exemption(body, 0, plan);
        return body.opening();
    }

    static void exemption(TextBuilder body, int depth, FleetPlan plan) {
        plan.groups().stream()
                .flatMap(group -> group.sample().plan().stream())
                .findFirst()
                .filter(any -> any.rollsBack().isEmpty())
                .ifPresent(any -> PlanReport.exemption(body, depth, any.exemption()));
    }

    private static Object canary(Canary canary) {
        if (canary instanceof Canary.Named named) {
            return List.copyOf(named.hosts());
        }
        int number = ((Canary.First) canary).number();
        return number == 0 ? Message.of("report.none") : Message.of("report.fleet.first", number);
    }
}
