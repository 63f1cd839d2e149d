package dev.eku.fleet;

import dev.eku.action.Action;
import dev.eku.journal.RecordId;
import dev.eku.plan.Plan;
import dev.eku.plan.Problem;
import dev.eku.text.Message;
import dev.eku.verify.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What makes two hosts similar: they need exactly the same changes for the same reasons. The time of a reason, its
 * process, its record and the name of the host make no difference. Immutable.
 */
record Likeness(
        Optional<String> rollsBack,
        List<Action> actions,
        List<Problem> problems,
        boolean interrupted,
        boolean none,
        List<Object> owed) {
    /** What replaces another value. */
    private enum Placeholder {
        HOST
    }

    /** What was found on a host, as far as it matters. */
    static Likeness of(FleetHost member, HostAssessment assessment) {
        List<Object> names = List.of(member.ref(), member.ref().toString(), assessment.computer());
        return new Likeness(
                assessment.plan().flatMap(Plan::rollsBack),
                assessment.plan().map(Plan::actions).orElse(List.of()).stream()
                        .map(action -> action.because(reason(action.why(), names)))
                        .toList(),
                assessment.plan().map(Plan::problems).orElse(List.of()).stream()
                        .map(problem -> new Problem(
                                problem.blocking(),
                                problem.code(),
                                problem.arguments().stream()
                                        .filter(argument -> !(argument instanceof Instant))
                                        .map(argument -> alike(argument, names))
                                        .toList()))
                        .toList(),
                assessment.interrupted(),
                assessment.plan().isEmpty(),
                assessment
                        .verdict()
                        .filter(verdict -> assessment.hasOutstandingRestart())
                        .map(Verdict::evidence)
                        .orElse(List.of())
                        .stream()
                        .map(line -> alike(line, names))
                        .toList());
    }

    private static Object alike(Object argument, List<Object> names) {
        if (argument instanceof Message message) {
            return reason(message, names);
        }
        if (argument instanceof List<?> list) {
            return list.stream().map(each -> alike(each, names)).toList();
        }
        return names.contains(argument) ? Placeholder.HOST : argument;
    }

    private static Message reason(Message message, List<Object> names) {
        return new Message(
                message.key(),
                message.arguments().stream()
                        .filter(argument -> !isCircumstance(argument))
                        .map(argument -> alike(argument, names))
                        .toList());
    }

    /** A time, a process's id, or a record's number. */
    private static boolean isCircumstance(Object argument) {
        return argument instanceof Instant
                || argument instanceof Number
                || (argument instanceof String text && RecordId.isOne(text));
    }
}
