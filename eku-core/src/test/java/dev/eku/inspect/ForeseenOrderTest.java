package dev.eku.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.PortCall;
import dev.eku.error.EkuException;
import dev.eku.host.ForwardingHost;
import dev.eku.host.Host;
import dev.eku.host.HostSnapshot;
import dev.eku.journal.Journal;
import dev.eku.plan.Plan;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What an inspection says that it is going to ask is asked in the order that its evidence needs. */
final class ForeseenOrderTest {
    private record Asking(Host host) implements ForwardingHost {
        @Override
        public void askTogether(Supplier<List<Runnable>> questions) {
            questions.get().forEach(Runnable::run);
        }
    }

    private static void keysAfterAllServices(MemoryHost host, Host asking, Exemption exemption, String key) {
        int before = host.portCalls().size();
        new Inspector(asking).inspect(exemption, Purpose.VERDICT);
        List<String> calls = host.portCalls().subList(before, host.portCalls().size()).stream()
                .map(PortCall::toString)
                .toList();
        int last = 0;
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).contains("SERVICE_STATUS")) {
                last = i;
            }
        }
        assertThat(calls.subList(0, last))
                .as("before the last status, of " + calls)
                .noneMatch(call -> call.contains(key));
    }

    private static Exemption withOwn(String product) {
        return FrontEnd.EXEMPTION
                .of(product)
                .of(new Application(
                        "own",
                        Optional.empty(),
                        Optional.of("C:\\own\\own.exe"),
                        Optional.of(ServiceName.of("OWN")),
                        Clr.V4,
                        Bitness.BITS_64,
                        Set.of(Setting.REQUIRE_CERTIFICATE_EKUS)));
    }

    private static MemoryHost host() {
        return FrontEnd.exempted()
                .service(FrontEnd.service("OWN", "C:\\own\\own.exe"))
                .service(FrontEnd.service("RTCMEETINGMCU", "C:\\Program Files\\m.exe"))
                .build();
    }

    @Test
    void controlWithoutForesight() {
        MemoryHost host = host();
        keysAfterAllServices(host, host, withOwn("sfb-2015"), "RequireCertificateEKUs");
    }

    @Test
    void productBesideOwnApplications() {
        MemoryHost host = host();
        keysAfterAllServices(host, new Asking(host), withOwn("sfb-2015"), "RequireCertificateEKUs");
    }

    @Test
    void controlOfTheSecondServiceOfAProduct() {
        MemoryHost host = host();
        keysAfterAllServices(
                host, host, Exemption.from(Setting.SCH_SEND_AUX_RECORD).of("lync-2010"), "SchSendAuxRecord");
    }

    @Test
    void secondServiceOfAProduct() {
        MemoryHost host = host();
        keysAfterAllServices(
                host,
                new Asking(host),
                Exemption.from(Setting.SCH_SEND_AUX_RECORD).of("lync-2010"),
                "SchSendAuxRecord");
    }

    /** Somebody takes the value away and restarts the service while the host is inspected. */
    private static String verdict(boolean foreseen) {
        MemoryHost host = host();
        ForwardingHost changing = new ForwardingHost() {
            private boolean done;
            private int depth;

            @Override
            public Host host() {
                return host;
            }

            @Override
            public void askTogether(Supplier<List<Runnable>> questions) {
                depth++;
                if (foreseen) {
                    questions.get().forEach(Runnable::run);
                }
                depth--;
                if (!done && depth == 0) {
                    done = true;
                    host.registry().deleteValue(FrontEnd.TARGET.view(), FrontEnd.KEY, FrontEnd.PATH);
                    host.clock().sleep(Duration.ofMinutes(1));
                    host.services().command(ServiceName.of("RTCDATAMCU"), ServiceCommand.STOP);
                    host.clock().sleep(Duration.ofMinutes(1));
                    host.services().start(ServiceName.of("RTCDATAMCU"));
                    host.clock().sleep(Duration.ofMinutes(1));
                }
            }
        };
        return Eku.on(changing).verify(withOwn("sfb-2015")).toString();
    }

    @Test
    void verdictIsAboutTheHostBeforeTheChangeOrAfterIt() {
        String before = Eku.on(host()).verify(withOwn("sfb-2015")).toString();

        assertThat(verdict(false)).isNotEqualTo(before);
        assertThat(verdict(true)).isEqualTo(before);
    }

    @Test
    void emptyPlanIsRefusedOverAJournalThatMayNotBeRead() {
        MemoryHost host = FrontEnd.exempted().build();
        Plan plan = FrontEnd.plan(host, FrontEnd.STOP);
        assertThat(plan.isEmpty()).isTrue();
        MemoryHost denied = host.toBuilder()
                .key(RegistryView.VIEW_64, Journal.KEY)
                .access(RegistryView.VIEW_64, Journal.KEY, HostSnapshot.Access.NONE)
                .build();
        assertThatThrownBy(() -> Eku.on(denied).apply(plan, event -> {})).isInstanceOf(EkuException.class);
    }
}
