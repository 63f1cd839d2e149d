package dev.eku.apply;

import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.plan;
import static dev.eku.FrontEnd.service;
import static dev.eku.Said.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.action.Action.DrainDeadline;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.Faults.Fails;
import dev.eku.backend.memory.Faults.LosesAnswer;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.backend.memory.PortCall;
import dev.eku.backend.memory.ServiceBehaviour;
import dev.eku.error.EkuException;
import dev.eku.error.Win32Error;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.service.ServiceState;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Services that obey late, hang or die, on a host whose answers are lost or refusals: whatever comes of it, a service
 * that is down ten minutes later was told of. {@code -Deku.outcomes} says how many situations, {@code -Deku.firstSeed}
 * from which on.
 */
class OutcomeAtRandomTest {
    private static final int SITUATIONS = Integer.getInteger("eku.outcomes", 1_000);
    private static final long FIRST = Long.getLong("eku.firstSeed", 1);
    private static final String DEPENDENT = "Dependent";
    private static final int[] CODES = {
        5, 6, 31, 109, 1051, 1052, 1053, 1061, 1062, 1072, 1115, 1460, 1722, 1726, 1818, 4711
    };
    /** A command that is refused so was not carried out. */
    private static final Set<Integer> REFUSALS = Set.of(5, 1051, 1052, 1061, 1062, 1072, 1115);

    private static final List<PortCall.Kind> CALLS =
            List.of(PortCall.Kind.SERVICE_COMMAND, PortCall.Kind.SERVICE_START, PortCall.Kind.SERVICE_STATUS);

    @Test
    void serviceThatIsDownLaterWasToldOf() {
        for (long seed = FIRST; seed < FIRST + SITUATIONS; seed++) {
            Random random = new Random(seed * 7_919);
            boolean dependent = random.nextInt(3) == 0;
            boolean cmdlets = random.nextInt(3) == 0;
            MemoryHostBuilder builder = frontEnd().cmdlets(cmdlets);
            MemoryHost host =
                    (dependent ? builder.service(service(DEPENDENT, "C:\\dependent.exe", MCU)) : builder).build();
            Stop stop = cmdlets ? Stop.GRACEFUL : random.nextBoolean() ? Stop.STOP : Stop.DRAIN;
            PlanOptions options = PlanOptions.DEFAULT
                    .timeouts(Duration.ofSeconds(100), Duration.ofSeconds(40), Duration.ofSeconds(30))
                    .stop(stop)
                    .atDrainDeadline(random.nextBoolean() ? DrainDeadline.STOP : DrainDeadline.RESUME);
            Plan plan = plan(host, options);
            List<String> services = dependent ? List.of(MCU, DEPENDENT) : List.of(MCU);
            services.forEach(name -> host.service(name).behave(behaviour(random)));
            Faults faults = faults(random);

            String told = told(host.reconnect(faults), plan);
            host.clock().sleep(Duration.ofMinutes(10));

            for (String name : services) {
                if (host.service(name).state() != ServiceState.RUNNING) {
                    assertThat(told)
                            .as("seed %s, %s: %s", seed, options, faults)
                            .matches("(?s).*(LEFT STOPPED: " + name + "|MAY STILL STOP: " + name + "|" + name
                                    + "[^\\n]*it may still).*");
                }
            }
        }
    }

    /** All that a user is told at the end, or on the way as a warning. */
    private static String told(MemoryHost host, Plan plan) {
        StringBuilder told = new StringBuilder();
        try {
            Outcome outcome = Eku.on(host).apply(plan, event -> {
                if (event instanceof Progress.Warning) {
                    told.append(said(event.line())).append('\n');
                }
            });
            return told.append(outcome.status()).toString();
        } catch (EkuException failure) {
            return told + failure.getMessage();
        }
    }

    private static ServiceBehaviour behaviour(Random random) {
        ServiceBehaviour some = ServiceBehaviour.ordinary();
        some = one(random, 3) ? some.showsLate(seconds(random, 60)) : some;
        some = one(random, 4) ? some.obeysAfterTimeout(seconds(random, 120)) : some;
        some = one(random, 5) ? some.neverStops() : one(random, 3) ? some.stopsIn(seconds(random, 80)) : some;
        some = one(random, 6) ? some.neverStarts() : one(random, 3) ? some.startsIn(seconds(random, 80)) : some;
        some = one(random, 6) ? some.exitsBeforeReporting() : some;
        some = one(random, 6) ? some.givesUpAtStart(1067) : some;
        some = one(random, 3) ? some.pausesIn(seconds(random, 60)) : some;
        some = one(random, 3) ? some.neverDrains() : one(random, 2) ? some.drainsIn(seconds(random, 200)) : some;
        some = one(random, 3) ? some.stopsWhenDrained() : some;
        some = one(random, 5) ? some.cmdletsNeverEnd() : some;
        return one(random, 5) ? some.cmdletsFailWith(1, "no") : some;
    }

    private static Faults faults(Random random) {
        Faults faults = Faults.none();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            PortCall.Kind kind = CALLS.get(random.nextInt(CALLS.size()));
            int at = 1 + random.nextInt(kind == PortCall.Kind.SERVICE_STATUS ? 30 : 3);
            int code = CODES[random.nextInt(CODES.length)];
            Win32Error error = new Win32Error(code);
            faults = faults.at(
                    kind,
                    at,
                    random.nextBoolean() && !REFUSALS.contains(code) ? new LosesAnswer(error) : new Fails(error));
        }
        return faults;
    }

    private static boolean one(Random random, int of) {
        return random.nextInt(of) == 0;
    }

    private static Duration seconds(Random random, int below) {
        return Duration.ofSeconds(random.nextInt(below));
    }
}
