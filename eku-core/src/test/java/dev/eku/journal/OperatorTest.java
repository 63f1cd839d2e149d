package dev.eku.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.EkuException;
import dev.eku.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperatorTest {
    private static final Operator ME = Operator.ofThisProcess();

    @Test
    void operatorOfThisProcessIsTheUserOnThisMachine() {
        assertThat(ME.name()).isEqualTo(System.getProperty("user.name") + "@" + ME.machine());
        assertThat(ME.machine()).isNotBlank();
        assertThat(ME.processId()).isEqualTo(ProcessHandle.current().pid());
        assertThat(ME.processStarted()).isEqualTo(ProcessHandle.current().info().startInstant());
    }

    @Test
    void everyRunIsAnother() {
        Operator next = ME.newRun();
        assertThat(next.run()).isNotEqualTo(ME.run()).isNotEqualTo(ME.newRun().run());
        assertThat(next)
                .isEqualTo(new Operator(
                        ME.user(), ME.machine(), ME.processId(), ME.processStarted(), ME.processSpace(), next.run()));
        assertThat(Operator.ofThisProcess().run()).isNotEqualTo(ME.run());
    }

    @Test
    void livingProcessHasNotEnded() {
        assertThat(ME.hasEnded()).isFalse();
        assertThat(with(ME.processId(), Optional.empty()).hasEnded())
                .as("it may be a later process with the same id, but nobody knows")
                .isFalse();
    }

    @Test
    void processThatIsNotThereHasEnded() {
        assertThat(with(Integer.MAX_VALUE, Optional.empty()).hasEnded()).isTrue();
    }

    /** On Linux a living process seems to have started at another time when the clock was set since. */
    @Test
    void processWhoseIdAnotherHasByNowHasEndedWhereStartTimesAreSure() {
        Instant started = ME.processStarted().orElse(Instant.EPOCH);
        boolean sure = ME.processStarted().isPresent() && ME.processSpace().isEmpty();
        assertThat(with(ME.processId(), Optional.of(started.minusSeconds(3))).hasEnded())
                .isEqualTo(sure);
        assertThat(with(ME.processId(), Optional.of(started.plusSeconds(3))).hasEnded())
                .isEqualTo(sure);
        assertThat(with(ME.processId(), Optional.of(started.minusSeconds(2))).hasEnded())
                .as("clocks are not that exact")
                .isFalse();
    }

    @Test
    void nothingIsCertainAboutAProcessOfAnotherMachine() {
        assertThat(elsewhere("another-machine", ME.processSpace()).hasEnded()).isFalse();
    }

    /** Agents in containers often have the same fixed name, and each its own process 1. */
    @Test
    void nothingIsCertainAboutAProcessOfAnotherContainerOfTheSameName() {
        assertThat(elsewhere(ME.machine(), Optional.of("another boot pid:[1]")).hasEnded())
                .isFalse();
        assertThat(elsewhere(ME.machine(), ME.processSpace()).hasEnded()).isTrue();
    }

    @Test
    void operatorIsReadAsItWasWritten() {
        Operator without = with(7, Optional.empty());
        assertThat(read(ME.write())).isEqualTo(ME);
        assertThat(read(without.write())).isEqualTo(without);
    }

    @Test
    void unknownFieldIsRefused() {
        Map<String, Object> json = ME.write();
        json.put("password", "x");
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(EkuException.class)
                .hasMessageStartingWith("MALFORMED_FILE: holder cannot be read, at $.password: unknown field");
    }

    private static Operator with(long process, Optional<Instant> started) {
        return new Operator(ME.user(), ME.machine(), process, started, ME.processSpace(), "run");
    }

    private static Operator elsewhere(String machine, Optional<String> space) {
        return new Operator(ME.user(), machine, Integer.MAX_VALUE, Optional.empty(), space, "run");
    }

    private static Operator read(Map<String, Object> json) {
        return Operator.read(Json.parse(Json.compact(json), "holder"));
    }
}
