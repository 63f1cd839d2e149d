package dev.eku.backend.smb;

import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.backend.smb.BrokenLine.Fault;
import dev.eku.contract.SpoiledInputs;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.host.HostAccess;
import dev.eku.host.HostRef;
import dev.eku.host.Hosts;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A small session with a real server over a line that fails at any byte of what the server says: all is done, or one
 * error says what is not, within the deadlines; and what it says of the value that was to be set is true.
 * {@code -Deku.fuzzSeed=...} repeats a run.
 */
final class BrokenLineIT {
    private static final KeyPath KEY = KeyPath.of("SOFTWARE", "eku tests", "broken line");
    private static final RegistryValue VALUE = RegistryValue.dword(4711);
    /**
     * What a line that says nothing costs; one that is cut costs no time, so there a loaded machine may take its own.
     */
    private static final Duration SHORT = Duration.ofSeconds(4);

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int PLACES = 40;
    private static final int AT_ONCE = 8;
    /** Far more than all deadlines of a session together. */
    private static final long HANGS_SECONDS = 300;

    private static final Set<ErrorCode> PROPER =
            Set.of(ErrorCode.HOST_UNREACHABLE, ErrorCode.ACCESS_DENIED, ErrorCode.UNSUPPORTED);

    private record Server(String name, HostRef ref, ServiceName service) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Both ways to protect a session: the older server signs alone, the newer one encrypts. */
    static List<Server> servers() {
        return List.of(
                new Server("signing", SambaLab.frontEnd(), ServiceName.of("RTCDATAMCU")),
                new Server("encrypting", SambaLab.newServer(), ServiceName.of("Spooler")));
    }

    private enum Step {
        OPEN,
        READ,
        SET,
        QUERY,
        CLOSED
    }

    /** How far a session came, and the error that ended it. */
    private record Outcome(Step reached, Optional<EkuException> error) {}

    private record Run(Fault fault, int at, int bit, String value) {}

    private final List<Run> runs = new ArrayList<>();

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void sessionEndsWellOrInOneErrorThatIsTrue(Server server) throws InterruptedException {
        long seed = SpoiledInputs.seed();
        Set<Integer> places = places(server, new Random(seed));
        Random random = new Random(seed);
        for (Fault fault : List.of(Fault.CUT, Fault.STALL, Fault.FLIP)) {
            for (int at : places) {
                runs.add(new Run(fault, at, random.nextInt(8), fault + " at " + at));
            }
        }
        Map<Run, Outcome> outcomes = outcomes(server, seed);
        Map<Fault, Map<Step, Integer>> counts = new EnumMap<>(Fault.class);
        outcomes.forEach((run, outcome) ->
                counts.computeIfAbsent(run.fault, none -> new TreeMap<>()).merge(outcome.reached, 1, Integer::sum));
        System.out.println(
                "BrokenLineIT: seed " + seed + ", " + server + ": " + places.size() + " places, reached " + counts);
        Set<String> set = valuesThatAreSet(server);
        outcomes.forEach((run, outcome) -> {
            String what = server + ", seed " + seed + ", " + run.value + " reached " + outcome;
            outcome.error.ifPresent(error -> {
                assertThat(error.code()).as(what).isIn(PROPER);
                assertThat(error.getMessage()).as(what).contains("Cause: ", "Next: ", "smb://127.0.0.1:");
            });
            boolean mayBe = outcome.reached == Step.SET
                    && outcome.error.orElseThrow().getMessage().contains("MAY HAVE BEEN DONE");
            if (outcome.reached.compareTo(Step.SET) > 0) {
                assertThat(set).as(what).contains(run.value);
            } else if (!mayBe) {
                assertThat(set).as(what).doesNotContain(run.value);
            }
        });
        // Else nothing of the above was put to the test.
        assertThat(counts.getOrDefault(Fault.CUT, Map.of()).keySet())
                .contains(Step.OPEN, Step.READ, Step.SET, Step.QUERY);
        assertThat(outcomes.values().stream()
                        .flatMap(outcome -> outcome.error.stream())
                        .filter(error -> error.getMessage().contains("BaseRegSetValue")))
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error).hasMessageContaining("MAY HAVE BEEN DONE"));
    }

    /** The end of every message, the byte before it, and as many places more all over the session. */
    private static Set<Integer> places(Server server, Random random) {
        try (BrokenLine whole = line(server, Fault.NONE, 0, 0)) {
            try (Host host = Hosts.open(server.ref, SambaLab.access())) {
                host.registry().createKey(VIEW_64, KEY);
            }
            assertThat(session(server, whole, "whole").error).isEmpty();
            List<Integer> ends = whole.messageEnds();
            assertThat(ends).hasSizeGreaterThan(10);
            Set<Integer> places = new TreeSet<>();
            places.add(0);
            for (int end : ends) {
                places.add(end - 1);
                places.add(end);
            }
            int all = ends.get(ends.size() - 1);
            for (int i = 0; i < PLACES; i++) {
                places.add(all * i / PLACES + random.nextInt(all / PLACES));
            }
            return places;
        }
    }

    private static BrokenLine line(Server server, Fault fault, int at, int bit) {
        return new BrokenLine(
                server.ref.server().orElseThrow(), server.ref.port().orElse(445), fault, at, bit);
    }

    private Map<Run, Outcome> outcomes(Server server, long seed) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Outcome>> futures = new ArrayList<>();
            for (Run run : runs) {
                futures.add(workers.submit(() -> {
                    try (BrokenLine line = line(server, run.fault, run.at, run.bit)) {
                        return session(server, line, run.value);
                    }
                }));
            }
            Map<Run, Outcome> outcomes = new LinkedHashMap<>();
            for (int i = 0; i < runs.size(); i++) {
                outcomes.put(
                        runs.get(i), outcome(futures.get(i), server + ", seed " + seed + ", " + runs.get(i).value));
            }
            return outcomes;
        } finally {
            workers.shutdownNow();
        }
    }

    private static Outcome outcome(Future<Outcome> future, String what) throws InterruptedException {
        try {
            return future.get(HANGS_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException hangs) {
            throw new AssertionError(what + " hangs", hangs);
        } catch (ExecutionException other) {
            throw new AssertionError(what + " ends in another exception", other.getCause());
        }
    }

    /** Reads a value, sets it and queries a service; only the documented exception is caught. */
    private static Outcome session(Server server, BrokenLine line, String value) {
        HostAccess access = SambaLab.access().within(LONG, line.isCut() ? LONG : SHORT);
        Step[] reached = {Step.OPEN};
        try (Host host = Hosts.open(HostRef.parse("smb://127.0.0.1:" + line.port()), access)) {
            reached[0] = Step.READ;
            host.registry().value(VIEW_64, KEY, value);
            reached[0] = Step.SET;
            host.registry().setValue(VIEW_64, KEY, value, VALUE);
            reached[0] = Step.QUERY;
            host.services().status(server.service);
            reached[0] = Step.CLOSED;
        } catch (EkuException error) {
            return new Outcome(reached[0], Optional.of(error));
        }
        return new Outcome(Step.CLOSED, Optional.empty());
    }

    private static Set<String> valuesThatAreSet(Server server) {
        try (Host host = Hosts.open(server.ref, SambaLab.access())) {
            KeyContents contents = host.registry().read(VIEW_64, KEY).orElseThrow();
            Set<String> names =
                    contents.values().stream().map(KeyContents.NamedValue::name).collect(Collectors.toSet());
            names.forEach(name -> host.registry().deleteValue(VIEW_64, KEY, name));
            assertThat(host.registry().deleteKey(VIEW_64, KEY)).isTrue();
            return names;
        }
    }
}
