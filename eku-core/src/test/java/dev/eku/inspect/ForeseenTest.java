package dev.eku.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.FrontEnd;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.PortCall;
import dev.eku.host.ForwardingHost;
import dev.eku.host.Host;
import dev.eku.host.HostFiles;
import dev.eku.product.Exemption;
import dev.eku.registry.Registry;
import dev.eku.service.ServiceControl;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an inspection says that it is going to ask, and that saying so changes no answer. */
final class ForeseenTest {
    private static final List<String> OPENED = List.of(
            "REGISTRY_READ HKLM\\SOFTWARE\\eku",
            "REGISTRY_READ HKLM\\SOFTWARE\\Microsoft\\.NETFramework",
            "REGISTRY_READ HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319",
            "REGISTRY_READ HKLM\\SYSTEM\\CurrentControlSet\\Services\\RTCDATAMCU");

    /** Ends a question before it is answered, as a host does that asks for several answers at once. */
    private static final class NotYet extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** A host that runs every question again and again, in any order, until it is answered, or gives up. */
    private static final class AskingTogether implements ForwardingHost {
        private final Host host;
        private final Random random;
        private boolean asking;

        AskingTogether(Host host, long seed) {
            this.host = host;
            this.random = new Random(seed);
        }

        @Override
        public Host host() {
            return host;
        }

        @Override
        public Registry registry() {
            return hesitant(Registry.class, host.registry());
        }

        @Override
        public ServiceControl services() {
            return hesitant(ServiceControl.class, host.services());
        }

        @Override
        public HostFiles files() {
            return hesitant(HostFiles.class, host.files());
        }

        private <T> T hesitant(Class<T> port, T real) {
            return port.cast(Proxy.newProxyInstance(
                    port.getClassLoader(), new Class<?>[] {port}, (self, call, given) -> {
                        if (asking && random.nextInt(3) == 0) {
                            throw new NotYet();
                        }
                        try {
                            return call.invoke(real, given);
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getCause();
                        }
                    }));
        }

        @Override
        public void askTogether(Supplier<List<Runnable>> questions) {
            boolean outer = !asking;
            asking = true;
            try {
                List<Runnable> asked = questions.get();
                for (int run = 0; run < 3 * asked.size(); run++) {
                    ask(asked.get(random.nextInt(asked.size())), outer);
                }
            } finally {
                asking = !outer;
            }
        }

        private static void ask(Runnable question, boolean outer) {
            try {
                question.run();
            } catch (NotYet notYet) {
                if (!outer) {
                    throw notYet;
                }
            }
        }
    }

    /** A host that runs each question once. */
    private record Asking(Host host) implements ForwardingHost {
        @Override
        public void askTogether(Supplier<List<Runnable>> questions) {
            questions.get().forEach(Runnable::run);
        }
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void inspectionIsTheSameWithAndWithout(Purpose purpose) {
        for (Supplier<MemoryHost> made : List.<Supplier<MemoryHost>>of(
                () -> FrontEnd.frontEnd().build(),
                () -> FrontEnd.exempted().build(),
                () -> MemoryHost.builder().build())) {
            for (Exemption exemption : List.of(FrontEnd.EXEMPTION)) {
                Inspection without = new Inspector(made.get()).inspect(exemption, purpose);
                for (int seed = 0; seed < 40; seed++) {
                    Inspection with = new Inspector(new AskingTogether(made.get(), seed)).inspect(exemption, purpose);
                    assertThat(with)
                            .as("seed " + seed)
                            .usingRecursiveComparison()
                            .ignoringFields("host.takenAt")
                            .isEqualTo(without);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Purpose.class,
            names = {"CHANGE", "CHANGE_UNDER_LOCK", "VERDICT"})
    void ofAnUsualFrontEndNothingIsAskedThatIsNotNeeded(Purpose purpose) {
        List<String> without = asked(FrontEnd.exempted().build(), purpose, false);
        List<String> with = asked(FrontEnd.exempted().build(), purpose, true);
        assertThat(with).containsAll(without);
        without.forEach(with::remove);
        assertThat(with)
                .as("keys that are opened while something else is asked")
                .allMatch(OPENED::contains);
    }

    private static List<String> asked(MemoryHost host, Purpose purpose, boolean foreseen) {
        int before = host.portCalls().size();
        Host asking = foreseen ? new Asking(host) : host;
        new Inspector(asking).inspect(FrontEnd.EXEMPTION, purpose);
        return host.portCalls().subList(before, host.portCalls().size()).stream()
                .map(PortCall::toString)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    @Test
    void whatMustBeReadAfterTheServicesIsAskedAfterThem() {
        MemoryHost host = FrontEnd.exempted().build();
        new Inspector(new Asking(host)).inspect(FrontEnd.EXEMPTION, Purpose.VERDICT);
        List<String> calls = host.portCalls().stream().map(PortCall::toString).toList();
        int status = 0;
        while (!calls.get(status).contains("SERVICE_STATUS")) {
            status++;
        }
        assertThat(calls.subList(0, status)).noneMatch(call -> call.contains("RequireCertificateEKUs"));
        assertThat(calls.subList(0, status)).noneMatch(call -> call.contains("Services\\RTCDATAMCU"));
    }
}
