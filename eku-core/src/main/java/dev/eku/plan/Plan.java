package dev.eku.plan;

import dev.eku.action.Action;
import dev.eku.action.Action.StartService;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.product.Exemption;
import dev.eku.text.Bullets;
import dev.eku.text.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done on one host, in order, and the facts from which this was decided. Immutable.
 *
 * @param host the reference of the host when it was inspected
 * @param computer the computer's name in its own registry; a plan is for this computer only
 * @param simulated whether it was made from a simulated host
 * @param madeAt when the host was inspected, by its clock
 * @param rollsBack the journal record that it undoes, if it is a rollback
 * @param exemption what was asked for; for a rollback, what is rolled back
 * @param facts the facts on which it depends
 * @param actions what is to be done, in order; empty if there is nothing to do
 * @param problems what blocks the plan, and what people should know
 */
public record Plan(
        String host,
        String computer,
        boolean simulated,
        Instant madeAt,
        Optional<String> rollsBack,
        Exemption exemption,
        List<Precondition> facts,
        List<Action> actions,
        List<Problem> problems) {
    public Plan {
        facts = List.copyOf(facts);
        actions = List.copyOf(actions);
        problems = List.copyOf(problems);
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return actions.isEmpty();
    }

    /** Whether it starts a service. */
    public boolean startsServices() {
        return actions.stream().anyMatch(StartService.class::isInstance);
    }

    /** The problems that block it. */
    public List<Problem> blocking() {
        List<Problem> blocking = new ArrayList<>();
        for (Problem problem : problems) {
            if (problem.blocking()) {
                blocking.add(problem);
            }
        }
        return blocking;
    }

    /**
     * Throws if anything blocks the plan.
     *
     * @throws EkuException {@code PLAN_BLOCKED}, with every reason and its next step
     */
    public void requireUnblocked() {
        requireNone(computer, blocking());
    }

    static void requireNone(String computer, List<Problem> blocking) {
        if (!blocking.isEmpty()) {
            throw new EkuException(
                    ErrorCode.PLAN_BLOCKED,
                    computer,
                    Bullets.of(blocking.stream()
                            .map(problem ->
                                    Message.of("plan.reason", problem.code().name(), problem.what(), problem.next()))
                            .toList()));
        }
    }

    /**
     * The fingerprint, which distinguishes this plan from every other. It is the SHA-256, in hex, of everything in the
     * plan except the time when it was made and the reference of its host.
     */
    public String fingerprint() {
        return PlanJson.fingerprint(this);
    }
}
