package dev.eku;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.FrontEnd.ZERO;
import static dev.eku.FrontEnd.mortal;
import static dev.eku.FrontEnd.unlocked;
import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.apply.ApplyException;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.RunKilled;
import dev.eku.backend.memory.ServiceBehaviour;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.HostSnapshot;
import dev.eku.journal.Journal;
import dev.eku.journal.JournalRecord;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.verify.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random runs of eku, of kills, of people's hands and of the service's own doings on one host, and after each of them
 * what must hold whatever came before. A failure names the seed; {@code -Deku.modelSeed=...} runs that one alone.
 */
@Tag("exhaustive")
class ModelTest {
    private static final int OPERATIONS = 30;
    private static final List<Stop> STOPS = List.of(Stop.values());

    @RepeatedTest(60)
    void invariantsHoldAfterEveryOperationOfARandomSequence() {
        run(new Random().nextLong());
    }

    @Test
    void invariantsHoldForTheSeedGiven() {
        run(Long.getLong("eku.modelSeed", 4711));
    }

    private static void run(long seed) {
        Model model = new Model(new Random(seed));
        for (int i = 0; i < OPERATIONS; i++) {
            try {
                model.operate();
                model.check();
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed + ", after " + model.done, failure);
            }
        }
    }

    /** One host and what was done to it. */
    private static final class Model {
        private final Random random;
        private final MemoryHost host;
        private final List<String> done = new ArrayList<>();
        /** Whether the service is down for another reason than eku. */
        private boolean downByOthers;
        /** Whether people have written into the key since the exemption was last proven. */
        private boolean handsInKey;

        Model(Random random) {
            this.random = random;
            this.host = FrontEnd.frontEnd()
                    .behaviour(MCU, ServiceBehaviour.ordinary().stopsWhenDrained())
                    .build();
        }

        void operate() {
            host.clock().sleep(Duration.ofSeconds(1 + random.nextInt(100)));
            switch (random.nextInt(12)) {
                case 0, 1 -> apply(host.reconnect(), Restart.IF_NEEDED);
                case 2 -> apply(host.reconnect(), Restart.NEVER);
                case 3 -> rollBack(host.reconnect());
                case 4 -> killed("apply", () -> apply(killing(), Restart.IF_NEEDED));
                case 5 -> killed("rollback", () -> rollBack(killing()));
                case 6 -> identity();
                case 7 -> setByHand(PATH);
                case 8 -> setByHand("C:\\other.exe");
                case 9 -> deleteByHand();
                case 10 -> restartByHand();
                default -> crash();
            }
        }

        private MemoryHost killing() {
            return host.reconnect(Faults.killAt(1 + random.nextInt(200)));
        }

        private void killed(String what, Runnable run) {
            try {
                run.run();
            } catch (RunKilled killed) {
                done.add(what + " killed at " + killed.getMessage());
            }
        }

        /** What {@code eku:apply} does. */
        private void apply(MemoryHost on, Restart restart) {
            Stop stop = STOPS.get(random.nextInt(STOPS.size()));
            done.add("apply " + stop + " " + restart);
            PlanOptions options = PlanOptions.DEFAULT.stop(stop).restart(restart);
            Eku eku = mortal(on);
            try {
                unlocked(eku, () -> eku.recover(event -> {}));
                Plan plan = eku.plan(EXEMPTION, options);
                unlocked(eku, () -> eku.apply(plan, event -> {}));
            } catch (EkuException refused) {
                refused(refused);
                return;
            }
            assertThat(eku.plan(EXEMPTION, options).actions())
                    .as("a second plan")
                    .isEmpty();
            assertThat(on.registry().value(VIEW_64, KEY, PATH)).contains(ZERO);
            if (restart == Restart.IF_NEEDED) {
                inEffect(eku, options);
            }
        }

        /**
         * What people wrote into the key may have been this value; then nothing is restarted on a guess, unless asked
         * for.
         */
        private void inEffect(Eku eku, PlanOptions options) {
            if (handsInKey && eku.verify(EXEMPTION) instanceof Verdict.Unverifiable) {
                done.add("and restart always");
                Plan always = eku.plan(EXEMPTION, options.restart(Restart.ALWAYS));
                unlocked(eku, () -> eku.apply(always, event -> {}));
                if (always.actions().isEmpty()) {
                    return;
                }
                host.clock().sleep(Duration.ofSeconds(1));
            }
            assertThat(eku.verify(EXEMPTION)).isInstanceOf(Verdict.Compliant.class);
            handsInKey = false;
        }

        /** What {@code eku:rollback} does. */
        private void rollBack(MemoryHost on) {
            done.add("rollback");
            Eku eku = mortal(on);
            try {
                boolean anew = random.nextBoolean();
                if (!anew
                        && eku.history()
                                .open()
                                .flatMap(JournalRecord::rollsBack)
                                .isPresent()) {
                    unlocked(eku, () -> eku.recover(event -> {}));
                }
                if (eku.history().lastToRollBack().isPresent()) {
                    Plan plan =
                            eku.planRollback(PlanOptions.DEFAULT.stop(Stop.STOP).overwrite(random.nextBoolean()));
                    unlocked(eku, () -> eku.apply(plan, event -> {}));
                }
            } catch (EkuException refused) {
                refused(refused);
            }
        }

        /** Hands may have moved what eku was to change; then it says so and stops. */
        private void refused(EkuException refused) {
            done.add("refused: " + refused.code());
            if (downByOthers && host.service(MCU).state() == ServiceState.STOPPED) {
                assertThat(refused.getMessage()).containsAnyOf("STATE_MOVED: ", "PLAN_BLOCKED: ");
            } else {
                assertThat(refused.code()).isIn(ErrorCode.PLAN_BLOCKED, ErrorCode.STATE_MOVED);
            }
            assertThat(refused)
                    .satisfiesAnyOf(
                            blocked -> assertThat(blocked).isNotInstanceOf(ApplyException.class),
                            halfWay -> assertThat(Eku.on(host).history().open()).isPresent());
        }

        /** An apply and its rollback leave no trace but the records. */
        private void identity() {
            done.add("identity");
            HostSnapshot before = host.snapshot();
            Eku eku = mortal(host.reconnect());
            Plan plan = eku.plan(EXEMPTION, PlanOptions.DEFAULT.stop(Stop.STOP));
            if (plan.isEmpty() || !plan.blocking().isEmpty()) {
                return;
            }
            unlocked(eku, () -> eku.apply(plan, event -> {}));
            List<JournalRecord> records = eku.history().records();
            String last = records.get(records.size() - 1).id();
            eku.apply(eku.planRollbackOf(last, PlanOptions.DEFAULT.stop(Stop.STOP)), event -> {});
            assertThat(before.differences(host.snapshot(), Journal.EKU_KEY)).isEmpty();
            if (host.service(MCU).state() == ServiceState.RUNNING) {
                assertThat(sawExemption())
                        .as("what the process has read, as if it had been restarted before")
                        .isEqualTo(host.registry().value(VIEW_64, KEY, PATH).equals(Optional.of(ZERO)));
            }
        }

        private boolean sawExemption() {
            return host.service(MCU).sawExemption(EXEMPTION.setting(), Clr.V4, Bitness.BITS_64);
        }

        private void setByHand(String name) {
            List<RegistryValue> values = List.of(ZERO, RegistryValue.dword(1), RegistryValue.string("0"));
            RegistryValue value = values.get(random.nextInt(values.size()));
            done.add("set by hand " + name + " " + value);
            handsInKey = true;
            host.registry().createKey(VIEW_64, KEY);
            host.registry().setValue(VIEW_64, KEY, name, value);
        }

        private void deleteByHand() {
            done.add("delete by hand");
            handsInKey = true;
            if (random.nextBoolean()) {
                host.registry().deleteValue(VIEW_64, KEY, PATH);
            } else {
                host.registry().deleteKey(VIEW_64, KEY);
            }
        }

        private void restartByHand() {
            done.add("restart by hand");
            ServiceName mcu = ServiceName.of(MCU);
            if (host.service(MCU).state() == ServiceState.RUNNING) {
                host.services().command(mcu, ServiceCommand.STOP);
                host.clock().sleep(Duration.ofSeconds(5));
            }
            if (host.service(MCU).state() == ServiceState.STOPPED) {
                host.services().start(mcu);
                host.clock().sleep(Duration.ofSeconds(5));
            }
            downByOthers = false;
        }

        private void crash() {
            done.add("crash");
            host.service(MCU).crash(1);
            downByOthers = true;
        }

        void check() {
            Eku eku = Eku.on(host.reconnect());
            Verdict verdict = eku.verify(EXEMPTION);
            ServiceState state = host.service(MCU).state();
            if (state == ServiceState.RUNNING) {
                downByOthers = false;
            }
            if (verdict.isCompliant() && state != ServiceState.STOPPED) {
                assertThat(sawExemption())
                        .as("what the process saw, where the verdict is %s", verdict)
                        .isTrue();
            }
            assertThat(verdict.isCompliant() && eku.history().open().isPresent())
                    .as("compliant with a run interrupted")
                    .isFalse();
            if (state != ServiceState.RUNNING && !downByOthers) {
                assertThat(eku.history().open())
                        .as("the record that tells why the service is %s", state)
                        .isPresent();
            }
            assertThat(eku.history().unreadable()).isEmpty();
        }
    }
}
