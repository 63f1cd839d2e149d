package dev.eku.plan;

import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.ProgramFacts.Conflict;
import dev.eku.inspect.ProgramFacts.Evidence;
import dev.eku.text.Message;
import java.util.ArrayList;
import java.util.List;

/** What is wrong, or not certain, about the executable of an application. Pure. */
final class ProgramProblems {
    private ProgramProblems() {}

    /** Contradictions forbid to write; doubts are to be known. */
    static List<Problem> of(ApplicationFacts application) {
        List<Problem> problems = new ArrayList<>();
        String id = application.application().id();
        for (Conflict conflict : application.program().conflicts()) {
            problems.add(Problem.blocking(code(conflict.code()), id, conflict.what(), evidence(application)));
        }
        for (Message doubt : application.program().doubts()) {
            problems.add(Problem.advice(Problem.Code.EXECUTABLE_UNPROVEN, id, doubt));
        }
        return problems;
    }

    private static Problem.Code code(Conflict.Code code) {
        return switch (code) {
            case OTHER_EXECUTABLE -> Problem.Code.OTHER_EXECUTABLE;
            case UNRESOLVED, UNREAD -> Problem.Code.EXECUTABLE_UNRESOLVED;
            case WRAPPER -> Problem.Code.WRAPPER;
            case NOT_FRAMEWORK -> Problem.Code.NOT_FRAMEWORK;
            case RUNTIME_DIFFERS -> Problem.Code.RUNTIME_DIFFERS;
            case RUNTIME_UNKNOWN -> Problem.Code.RUNTIME_UNKNOWN;
        };
    }

    /** Each piece of evidence, with the path it tells. */
    private static Object evidence(ApplicationFacts application) {
        List<Evidence> evidence = application.program().evidence();
        return evidence.isEmpty()
                ? "-"
                : evidence.stream()
                        .map(piece -> Message.of("inspect.evidence." + piece.source(), piece.path()))
                        .toList();
    }
}
