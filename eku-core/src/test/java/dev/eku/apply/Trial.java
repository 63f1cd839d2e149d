package dev.eku.apply;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.Said.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.apply.Progress.Waiting;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.service.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A plan that was carried out, well or not, and all that was told meanwhile, with the host's time. Each trial also
 * checks what holds for all: whoever watches is told something at least every five seconds, and a service that runs no
 * more is told of in the first line.
 */
final class Trial {
    final MemoryHost host;
    final List<Progress> events = new ArrayList<>();
    final Duration took;
    private final List<Instant> told = new ArrayList<>();
    private Optional<Outcome> outcome = Optional.empty();
    private Optional<ApplyException> failure = Optional.empty();

    private Trial(MemoryHost host, PlanOptions options, Faults faults, Consumer<Progress> meddler) {
        this.host = host;
        Plan plan = Eku.on(host).plan(EXEMPTION, options);
        MemoryHost run = host.reconnect(faults);
        Instant started = host.clock().now();
        told.add(started);
        try {
            outcome = Optional.of(Eku.on(run).apply(plan, event -> {
                events.add(event);
                told.add(host.clock().now());
                meddler.accept(event);
            }));
        } catch (ApplyException failed) {
            failure = Optional.of(failed);
        }
        told.add(host.clock().now());
        took = Duration.between(started, host.clock().now());
        assertToldEveryFiveSeconds();
        assertNothingStoppedInSilence();
    }

    static Trial of(MemoryHostBuilder host, PlanOptions options) {
        return of(host, options, Faults.none());
    }

    static Trial of(MemoryHostBuilder host, PlanOptions options, Faults faults) {
        return of(host, options, faults, event -> {});
    }

    static Trial of(MemoryHostBuilder host, PlanOptions options, Faults faults, Consumer<Progress> meddler) {
        return of(host.build(), options, faults, meddler);
    }

    static Trial of(MemoryHost host, PlanOptions options, Faults faults, Consumer<Progress> meddler) {
        return new Trial(host, options, faults, meddler);
    }

    private void assertToldEveryFiveSeconds() {
        for (int i = 1; i < told.size(); i++) {
            assertThat(Duration.between(told.get(i - 1), told.get(i)))
                    .as("silence before event %s of %s", i, events)
                    .isLessThanOrEqualTo(Duration.ofSeconds(5));
        }
    }

    private void assertNothingStoppedInSilence() {
        ServiceState state = host.service(MCU).state();
        if (failure.isPresent() && state != ServiceState.RUNNING) {
            assertThat(firstLine())
                    .isEqualTo("SERVICE LEFT STOPPED: RTCDATAMCU, which was running before, is " + state);
        } else {
            assertThat(state).isEqualTo(ServiceState.RUNNING);
        }
    }

    Outcome outcome() {
        return outcome.orElseThrow(() -> new AssertionError("failed", failure.orElse(null)));
    }

    ApplyException failure() {
        return failure.orElseThrow(() -> new AssertionError("did not fail: " + outcome));
    }

    String firstLine() {
        return failure().getMessage().lines().findFirst().orElseThrow();
    }

    List<Waiting> waits() {
        return events.stream()
                .filter(Waiting.class::isInstance)
                .map(Waiting.class::cast)
                .toList();
    }

    List<String> warnings() {
        return events.stream()
                .filter(Progress.Warning.class::isInstance)
                .map(event -> said(event.line()))
                .toList();
    }

    List<JournalResult> results() {
        return outcome().record().orElseThrow().steps().stream()
                .map(step -> new JournalResult(
                        step.action().getClass().getSimpleName(),
                        step.result().map(Enum::name).orElse("-")))
                .toList();
    }

    /** A step and what became of it. */
    record JournalResult(String step, String result) {}

    boolean sawExemption() {
        return host.service(MCU).sawExemption(EXEMPTION.setting(), Clr.V4, Bitness.BITS_64);
    }
}
