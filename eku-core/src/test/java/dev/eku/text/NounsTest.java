package dev.eku.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.contract.FrontEndNouns;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The library does not know who shows its texts, so it names no goal, no parameter and no command of any front end. */
final class NounsTest {
    /** Texts that still wait to be said without them. */
    private static final Set<String> WAITING = Set.of(
            "diagnose.next.ask-peers",
            "diagnose.next.ask-peers-exempt",
            "diagnose.next.delete-recorded",
            "diagnose.next.effective-unproven",
            "diagnose.next.expired",
            "diagnose.next.misplaced",
            "diagnose.next.misplaced-expired",
            "diagnose.next.no-code",
            "diagnose.next.no-product",
            "diagnose.next.not-exempt",
            "diagnose.next.not-exempt-own",
            "diagnose.next.pending",
            "diagnose.next.perhaps-pending",
            "diagnose.next.rollback",
            "report.outcome.DONE.apply.next",
            "report.outcome.DONE.rollback.next",
            "report.outcome.NOTHING_TO_DO.apply.next",
            "report.outcome.RESTART_PENDING.apply.next",
            "report.rollout.events.NOT_WATCHED",
            "report.rollout.unproven",
            "report.verdict.Compliant.next",
            "report.verdict.Drifted.next",
            "report.verdict.PendingRestart.next");

    /** Classes that still wait. */
    private static final Set<String> CLASSES_WAITING = Set.of("dev/eku/diagnose/NextStep");

    @Test
    void textsNameNoFrontEnd() throws Exception {
        assertThat(FrontEndNouns.inTexts(Path.of("src/main/resources/dev/eku/messages.properties")))
                .isSubsetOf(WAITING);
    }

    @Test
    void stringsOfTheClassesNameNoFrontEnd() throws Exception {
        assertThat(FrontEndNouns.inSources(Path.of("src/main/java"))).isSubsetOf(CLASSES_WAITING);
    }

    @Test
    void nounsAreFound() {
        assertThat(FrontEndNouns.isNamedIn("run mvn clean")).isTrue();
        assertThat(FrontEndNouns.isNamedIn("use eku:apply")).isTrue();
        assertThat(FrontEndNouns.isNamedIn("set eku.restart=never")).isTrue();
        assertThat(FrontEndNouns.isNamedIn(" -Deku.record=")).isTrue();
        assertThat(FrontEndNouns.isNamedIn("dev.eku.messages")).isFalse();
        assertThat(FrontEndNouns.isNamedIn("HKLM\\SOFTWARE\\eku")).isFalse();
    }
}
