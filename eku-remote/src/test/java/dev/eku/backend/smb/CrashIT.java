package dev.eku.backend.smb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.eku.Eku;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.Operator;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.Problem;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyPath;
import dev.eku.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills a run on a real server at every single call of a port, and asks of the next run that it finishes or undoes, and
 * leaves no service stopped in silence. What came of it is asked of Samba's own tools. Several servers share the
 * points.
 */
final class CrashIT {
    private static final Exemption EXEMPTION =
            Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS).because("crash test");
    private static final PlanOptions STOP = PlanOptions.DEFAULT.stop(PlanOptions.Stop.STOP);
    private static final KeyPath KEY = RegistryTarget.keyOf(Setting.REQUIRE_CERTIFICATE_EKUS, Clr.V4);
    private static final String RUNNING = "RTCDATAMCU service is running.";
    private static final String BEFORE = "[NT_STATUS_NO_SUCH_DEVICE], nothing of eku's, " + RUNNING;
    private static final String EXEMPT =
            "[C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe, 0], eku's records, "
                    + RUNNING;
    /** The front ends that no other test touches. */
    private static final List<Integer> SERVERS = List.of(5, 6, 7, 8);

    /** What is killed, and what the next run does. */
    enum Story {
        APPLY_THEN_APPLY,
        APPLY_THEN_ROLLBACK,
        ROLLBACK_THEN_ROLLBACK
    }

    @ParameterizedTest
    @EnumSource
    void nextRunMendsWhatARunLeftThatWasKilledAtAnyCall(Story story) throws Exception {
        MortalHost whole = whole(story);
        List<Integer> points = points(whole);
        ExecutorService servers = Executors.newFixedThreadPool(SERVERS.size());
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < SERVERS.size(); i++) {
                int share = i;
                all.add(servers.submit(() -> {
                    for (int at = share; at < points.size(); at += SERVERS.size()) {
                        killedAt(story, SERVERS.get(share), points.get(at), whole.calls());
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            servers.shutdownNow();
        }
        System.out.println("CrashIT: " + story + ": killed at " + points.size() + " of " + whole.calls()
                + " port calls; the others only look, so they leave the server as the one after them does");
    }

    /**
     * At every call, or where time matters only at those that leave the server in another state than the call before.
     */
    private static List<Integer> points(MortalHost whole) {
        if (Boolean.getBoolean("eku.crash.every")) {
            return IntStream.rangeClosed(1, whole.calls()).boxed().toList();
        }
        int afterAll = whole.changes().get(whole.changes().size() - 1) + 1;
        return Stream.concat(whole.changes().stream(), Stream.of(Math.min(afterAll, whole.calls())))
                .distinct()
                .toList();
    }

    /** A run that nobody kills. */
    private static MortalHost whole(Story story) {
        try (Host real = open(SERVERS.get(0))) {
            if (story == Story.ROLLBACK_THEN_ROLLBACK) {
                apply(real);
            }
            MortalHost host = new MortalHost(real, Integer.MAX_VALUE);
            run(story).accept(host);
            rollBack(real);
            return host;
        }
    }

    private static Consumer<Host> run(Story story) {
        return story == Story.ROLLBACK_THEN_ROLLBACK ? CrashIT::rollBack : CrashIT::apply;
    }

    private static void killedAt(Story story, int server, int n, int calls) {
        String where = story + " on server " + server + ": killed at call " + n + " of " + calls;
        try {
            assertThat(seen(server)).as("before it all").isEqualTo(BEFORE);
            if (story == Story.ROLLBACK_THEN_ROLLBACK) {
                again(server, CrashIT::apply);
            }
            kill(server, n, run(story));
            assertNothingStoppedInSilence(server);
            if (story == Story.APPLY_THEN_APPLY) {
                again(server, CrashIT::apply);
                assertThat(seen(server)).isEqualTo(EXEMPT);
                again(
                        server,
                        host -> assertThat(Eku.on(host).plan(EXEMPTION, STOP).actions())
                                .isEmpty());
            }
            again(server, CrashIT::rollBack);
            assertThat(seen(server)).isEqualTo(BEFORE);
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError(where, failure);
        }
    }

    private static Host open(int server) {
        return SambaLab.open(SambaLab.frontEnd(server));
    }

    private static void kill(int server, int n, Consumer<Host> run) {
        try (Host real = open(server)) {
            run.accept(new MortalHost(real, n));
        } catch (MortalHost.Killed killed) {
            return;
        }
        fail("the run was not killed");
    }

    private static void again(int server, Consumer<Host> run) {
        try (Host host = open(server)) {
            run.accept(host);
        }
    }

    /** What {@code eku:apply} does. */
    private static void apply(Host host) {
        Eku eku = mortal(host);
        unlocked(eku, () -> eku.recover(event -> {}));
        Plan plan = eku.plan(EXEMPTION, STOP);
        unlocked(eku, () -> eku.apply(plan, event -> {}));
    }

    /** What {@code eku:rollback -Deku.forget=true} does. */
    private static void rollBack(Host host) {
        Eku eku = mortal(host);
        if (eku.history().open().flatMap(JournalRecord::rollsBack).isPresent()) {
            unlocked(eku, () -> eku.recover(event -> {}));
        }
        if (eku.history().lastToRollBack().isPresent()) {
            Plan plan = eku.planRollback(STOP);
            unlocked(eku, () -> eku.apply(plan, event -> {}));
        }
        unlocked(eku, eku::forget);
    }

    /** Eku run by a process of this machine that does not exist any more, so that the next may take its lock over. */
    private static Eku mortal(Host host) {
        Operator me = Operator.ofThisProcess();
        return Eku.on(host)
                .actingAs(new Operator(
                        "me", me.machine(), Integer.MAX_VALUE, Optional.empty(), me.processSpace(), "run"));
    }

    /** A lock whose holder was killed before it could say who it is is freed by a person, who names the holder. */
    private static void unlocked(Eku eku, Runnable run) {
        try {
            run.run();
        } catch (EkuException refused) {
            if (refused.code() != ErrorCode.LOCKED) {
                throw refused;
            }
            eku.unlock(eku.lockHolder().orElseThrow().name());
            run.run();
        }
    }

    private static void assertNothingStoppedInSilence(int server) {
        again(server, host -> {
            if (!seen(server).endsWith(RUNNING)) {
                assertThat(Eku.on(host).plan(EXEMPTION, STOP).blocking())
                        .as("what a plan says while the service is not running")
                        .anySatisfy(problem -> {
                            assertThat(problem.code()).isEqualTo(Problem.Code.OPEN_RECORD);
                            assertThat(Words.ENGLISH.text(problem.what())).contains("RTCDATAMCU");
                        });
                assertThat(Eku.on(host).verify().isCompliant()).isFalse();
            }
        });
    }

    /** What Samba's own tools say of a server. */
    private static String seen(int server) {
        String number = String.valueOf(server);
        List<String> values = SambaLab.net(number, "registry", "enumerate", "HKLM\\" + String.join("\\", KEY.names()))
                .lines()
                .filter(line -> line.startsWith("Valuename") || line.startsWith("Value ") || line.contains("failed"))
                .map(line -> line.replaceFirst("^Value(name)? *= ", "").replaceFirst(".*failed: ", ""))
                .toList();
        boolean records = SambaLab.net(number, "registry", "enumerate", "HKLM\\SOFTWARE")
                .lines()
                .anyMatch(line -> line.matches("Keyname *= eku"));
        String service = SambaLab.net(number, "service", "status", "RTCDATAMCU")
                .lines()
                .findFirst()
                .orElse("no answer");
        return values + (records ? ", eku's records, " : ", nothing of eku's, ") + service;
    }
}
