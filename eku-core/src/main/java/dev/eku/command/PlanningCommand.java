package dev.eku.command;

import dev.eku.command.input.DayParameter;
import dev.eku.command.input.ExemptionParameters;
import dev.eku.command.input.FlagParameter;
import dev.eku.plan.PlanOptions;
import dev.eku.product.Exemption;
import dev.eku.text.Option;
import java.time.LocalDate;
import java.util.Optional;

/** An operation that plans an exemption. */
abstract class PlanningCommand extends RestartingCommand {
    private static final DayParameter EXPIRES = new DayParameter(Option.EXPIRES);

    PlanningCommand(Session session) {
        super(session);
    }

    /** The exemption that was asked for. */
    final Exemption wanted() {
        Exemption exemption = ExemptionParameters.exemption(given());
        Optional<String> why = given().text(Option.REASON);
        if (why.isPresent()) {
            exemption = exemption.because(why.get());
        }
        Optional<String> who = given().text(Option.OWNER);
        if (who.isPresent()) {
            exemption = exemption.ownedBy(who.get());
        }
        Optional<LocalDate> lastDay = EXPIRES.of(given());
        return lastDay.isPresent() ? exemption.until(lastDay.get()) : exemption;
    }

    /** The options for the plan, as given. */
    final PlanOptions planOptions() {
        return options().tidy(FlagParameter.TIDY.of(given()));
    }
}
