package dev.eku.inspect;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.STOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.fleet.rollout.UntellingHost;
import dev.eku.host.ForwardingHost;
import dev.eku.host.Host;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyExcerpt;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceControl;
import dev.eku.service.ServiceName;
import dev.eku.verify.Verdict;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A host that tells when a process started only if it is asked for that, which costs much. */
class ProcessDatesTest {
    private static final PlanOptions VALUE_ONLY = STOP.restart(Restart.NEVER);
    private static final ServiceName SERVICE = ServiceName.of(MCU);

    private final MemoryHost machine = FrontEnd.frontEnd().build();
    private int connections;
    private int asked;

    /** A new connection to the machine: as Samba does, it shows each another process id, and no time of a key. */
    private Host samba() {
        return counted(UntellingHost.answering(withoutKeyTimes(machine), ++connections * 1_000L));
    }

    private static Host withoutKeyTimes(Host host) {
        Registry registry = (Registry) Proxy.newProxyInstance(
                Registry.class.getClassLoader(), new Class<?>[] {Registry.class}, (proxy, method, arguments) -> {
                    try {
                        return withoutTime(method.invoke(host.registry(), arguments));
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
        return new ForwardingHost() {
            @Override
            public Host host() {
                return host;
            }

            @Override
            public Registry registry() {
                return registry;
            }
        };
    }

    private static @Nullable Object withoutTime(@Nullable Object answer) {
        if (!(answer instanceof Optional<?> told)) {
            return answer;
        }
        return told.map(held -> held instanceof KeyContents whole
                ? new KeyContents(whole.subkeys(), whole.values(), Optional.empty())
                : held instanceof KeyExcerpt part ? new KeyExcerpt(part.values(), Optional.empty()) : held);
    }

    /** A new connection to the machine, which shows its own process ids, as Windows does. */
    private Host windows() {
        return counted(UntellingHost.answering(machine, 0));
    }

    private Host counted(UntellingHost host) {
        ServiceControl services = (ServiceControl) Proxy.newProxyInstance(
                ServiceControl.class.getClassLoader(),
                new Class<?>[] {ServiceControl.class},
                (proxy, method, arguments) -> {
                    asked += method.getName().equals("processStarted") ? 1 : 0;
                    try {
                        return method.invoke(host, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
        return new ForwardingHost() {
            @Override
            public Host host() {
                return host;
            }

            @Override
            public ServiceControl services() {
                return services;
            }
        };
    }

    private void restartByOthers() {
        machine.clock().sleep(Duration.ofMinutes(1));
        machine.services().command(SERVICE, ServiceCommand.STOP);
        machine.clock().sleep(Duration.ofMinutes(1));
        machine.services().start(SERVICE);
        machine.clock().sleep(Duration.ofMinutes(1));
    }

    private static void write(Host host) {
        Eku.on(host).apply(FrontEnd.plan(host, VALUE_ONLY), event -> {});
    }

    private static Verdict verify(Host host) {
        return Eku.on(host).verify(EXEMPTION);
    }

    @Test
    void processThatOthersRestartedAfterTheWriteIsCompliant() {
        write(samba());

        restartByOthers();

        assertThat(verify(samba())).isInstanceOf(Verdict.Compliant.class);
        assertThat(verify(windows())).isInstanceOf(Verdict.Compliant.class);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void processThatIsOlderThanTheWriteIsStillToBeRestarted() {
        restartByOthers();
        write(samba());

        assertThat(verify(samba())).isInstanceOf(Verdict.PendingRestart.class);
        assertThat(verify(samba()).toString()).contains("effect.started-before");
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void nothingIsAskedOfAHostThatNobodyHasChanged() {
        FrontEnd.plan(windows(), STOP);
        verify(windows());

        assertThat(asked).isZero();
    }

    @Test
    void nothingIsAskedWhereEkuHasRestartedTheService() {
        FrontEnd.apply(windows());
        verify(windows());

        assertThat(asked).isZero();
    }

    /** The id of the process says nothing there, even over the same connection. */
    @Test
    void startIsAskedAfterEkusRestartWhereTheHostDoesNotTellWhenTheKeyWasWritten() {
        Host host = samba();
        FrontEnd.apply(host);

        assertThat(verify(host)).isInstanceOf(Verdict.Compliant.class);
        assertThat(verify(host).toString()).contains("effect.started-after-eku");
        assertThat(verify(samba())).isInstanceOf(Verdict.Compliant.class);
        assertThat(asked).isPositive();
    }

    @Test
    void nothingIsAskedOfAProcessThatEkuSawBeforeItWrote() {
        write(windows());

        assertThat(verify(windows())).isInstanceOf(Verdict.PendingRestart.class);
        assertThat(asked).isZero();
    }

    @Test
    void startIsAskedAgainIfOthersHaveWrittenTheKeySinceEkusRestart() {
        FrontEnd.apply(windows());
        machine.clock().sleep(Duration.ofMinutes(1));
        machine.registry().setValue(RegistryView.VIEW_64, KEY, "C:\\other.exe", RegistryValue.dword(0));

        verify(windows());
        assertThat(asked).isEqualTo(1);
        restartByOthers();

        assertThat(verify(windows())).isInstanceOf(Verdict.Compliant.class);
    }

    /** The command line or a variable of it, for example. */
    @Test
    void startIsAskedIfTheKeyOfTheServiceWasWrittenSinceEkusRestart() {
        FrontEnd.apply(windows());
        machine.clock().sleep(Duration.ofMinutes(1));
        machine.service(MCU).reconfigure(RegistryValue.expandString('"' + FrontEnd.PATH + '"'));
        machine.clock().sleep(Duration.ofMinutes(1));

        assertThat(verify(windows()).toString()).contains("inspect.doubt.key");
        assertThat(asked).isEqualTo(1);
        restartByOthers();

        assertThat(verify(windows())).isInstanceOf(Verdict.Compliant.class);
    }

    @Test
    void startIsAskedOfAProcessThatARollbackDidNotRestart() {
        FrontEnd.apply(windows());
        machine.clock().sleep(Duration.ofMinutes(1));
        Eku eku = Eku.on(windows());
        eku.apply(eku.planRollback(VALUE_ONLY), event -> {});
        int before = asked;

        verify(windows());
        assertThat(asked).isEqualTo(before + 1);
    }

    @Test
    void nothingIsAskedWhereARollbackHasRestartedTheService() {
        FrontEnd.apply(windows());
        FrontEnd.rollBack(windows());
        int before = asked;

        verify(windows());
        assertThat(asked).isEqualTo(before);
    }

    @Test
    void valueThatOthersWroteIsJudgedByTheStart() {
        MemoryHost byHand = FrontEnd.exempted().build();
        byHand.clock().sleep(Duration.ofMinutes(1));
        byHand.services().command(SERVICE, ServiceCommand.STOP);
        byHand.clock().sleep(Duration.ofMinutes(1));
        byHand.services().start(SERVICE);
        byHand.clock().sleep(Duration.ofMinutes(1));

        assertThat(verify(UntellingHost.answering(byHand, 0))).isInstanceOf(Verdict.Compliant.class);
        assertThat(verify(new UntellingHost(byHand, 0))).isInstanceOf(Verdict.Unverifiable.class);
    }

    @Test
    void planThatWasMadeWithTheStartIsNotStale() {
        write(samba());
        restartByOthers();
        machine.registry().deleteValue(RegistryView.VIEW_64, KEY, FrontEnd.PATH);
        Host host = samba();

        Eku.on(host).apply(FrontEnd.plan(host, STOP), event -> {});

        assertThat(verify(samba())).isInstanceOf(Verdict.Compliant.class);
    }
}
