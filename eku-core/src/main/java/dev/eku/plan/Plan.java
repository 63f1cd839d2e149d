package dev.eku.plan;

import dev.eku.action.Action;
import dev.eku.action.Action.StartService;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.product.Exemption;
import dev.eku.text.Bullets;
import dev.eku.text.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done to one host, in order, and what that was decided from. Immutable.
 *
 * @param host how the host was named when it was inspected
 * @param computer the computer's name by its own registry; a plan is for this computer and no other
 * @param simulated whether it was made from a host behind which nothing is real
 * @param madeAt when the host was inspected, by its clock
 * @param rollsBack the journal record it undoes, if it is a rollback
 * @param exemption what was asked for; for a rollback, what is taken back
 * @param facts what it depends on
 * @param actions what is to be done, in order; empty if nothing is
 * @param problems what stands in the way, and what somebody should know
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

    /** Whether nothing is to be done. */
    public boolean isEmpty() {
        return actions.isEmpty();
    }

    /** Whether it starts a service. */
    public boolean startsServices() {
        return actions.stream().anyMatch(StartService.class::isInstance);
    }

    /** The problems that forbid to apply it. */
    public List<Problem> blocking() {
        return problems.stream().filter(Problem::blocking).toList();
    }

    /**
     * Throws if anything stands in the way.
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
     * Tells this plan from every other: the SHA-256, in hex, of all it says but the time it was made and the name its host goes
     * by.
     */
    public String fingerprint() {
        return PlanJson.fingerprint(this);
    }
}
