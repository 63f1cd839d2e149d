package dev.eku.inspect;

import static dev.eku.Said.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.Told;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.diagnose.Finding;
import dev.eku.diagnose.Finding.Confidence;
import dev.eku.host.ExecutableHeader;
import dev.eku.host.ForwardingHost;
import dev.eku.host.Host;
import dev.eku.host.HostSnapshot.Access;
import dev.eku.host.HostSnapshot.Content;
import dev.eku.plan.Plan;
import dev.eku.product.Application;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.ProductCatalog;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import dev.eku.verify.Verdict;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Keys that our account may not read. What they hold is unknown: where it could change an answer, the answer is lower
 * and names the key; else it stays as it is. Only the key of the value itself is needed in any case.
 */
class UnreadableKeysTest {
    private static final String RELAY = "C:\\Relay\\Relay.exe";
    private static final ServiceName SERVICE = ServiceName.of("Relay");
    private static final Instant LONG_AGO = Instant.parse("2017-06-01T00:00:00Z");
    private static final KeyPath NDP = KeyPath.of("SOFTWARE", "Microsoft", "NET Framework Setup", "NDP");
    private static final KeyPath WINDOWS = KeyPath.of("SOFTWARE", "Microsoft", "Windows NT", "CurrentVersion");
    private static final String EVERYWHERE = "RequireCertificateEKUs";

    /** A host and what is asked of it. */
    private record Situation(MemoryHostBuilder host, Exemption exemption) {}

    private static Map<String, Situation> situations() {
        Exemption product = FrontEnd.EXEMPTION;
        Exemption own = product.of(Application.ofService("relay", SERVICE));
        Map<String, Situation> all = new LinkedHashMap<>();
        all.put("product, exempt", new Situation(FrontEnd.exempted(), product));
        all.put("product, not exempt", new Situation(FrontEnd.frontEnd(), product));
        all.put(
                "product, restart pending",
                new Situation(FrontEnd.pending(Instant.parse("2017-06-10T02:30:00Z")), product));
        all.put(
                "product, exempt by the machine-wide value",
                new Situation(
                        FrontEnd.frontEnd()
                                .writtenAt(LONG_AGO)
                                .value(RegistryTarget.runtimeKey(Clr.V4), EVERYWHERE, FrontEnd.ZERO),
                        product));
        all.put(
                "product, exempt by the switch",
                new Situation(
                        FrontEnd.frontEnd()
                                .writtenAt(LONG_AGO)
                                .value(RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH, RegistryValue.string("true")),
                        product));
        all.put(
                "product without its service",
                new Situation(FrontEnd.exempted().withoutService(FrontEnd.MCU), product));
        all.put("Lync 2010", new Situation(MemoryHost.lync2010FrontEnd(), product));
        all.put("named product", new Situation(FrontEnd.exempted(), product.of("sfb-2015")));
        all.put("own application", new Situation(relay("v4.0.30319", ""), own));
        all.put(
                "own application that supports both runtimes",
                new Situation(
                        relay(
                                "v2.0.50727",
                                "<supportedRuntime version='v2.0.50727'/><supportedRuntime version='v4.0'/>"),
                        own));
        all.put(
                "own application that supports version 4",
                new Situation(relay("v2.0.50727", "<supportedRuntime version='v4.0'/>"), own));
        all.put(
                "own application by its path",
                new Situation(relay("v4.0.30319", ""), product.of(Application.at("relay", RELAY))));
        all.put(
                "own application below a variable",
                new Situation(
                        relay("v4.0.30319", "")
                                .executable("C:\\ProgramData\\Relay.exe", ExecutableHeader.anyProcessor("v4.0.30319"))
                                .service(FrontEnd.service("Relay", "%ProgramData%\\Relay.exe"))
                                .value(
                                        ServiceConfig.keyOf(SERVICE),
                                        "ImagePath",
                                        RegistryValue.expandString("%ProgramData%\\Relay.exe"))
                                .writtenAt(LONG_AGO)
                                .value(FrontEnd.KEY, "C:\\ProgramData\\Relay.exe", FrontEnd.ZERO),
                        own));
        return all;
    }

    private static MemoryHostBuilder relay(String built, String startup) {
        MemoryHostBuilder host = FrontEnd.frontEnd()
                .executable(RELAY, ExecutableHeader.anyProcessor(built))
                .service(FrontEnd.service("Relay", RELAY))
                .writtenAt(LONG_AGO)
                .value(FrontEnd.KEY, RELAY, FrontEnd.ZERO)
                .value(RegistryTarget.keyOf(FrontEnd.EXEMPTION.setting(), Clr.V2), RELAY, FrontEnd.ZERO);
        return startup.isEmpty()
                ? host
                : host.file(
                        RELAY + ".config",
                        Content.of(("<configuration><startup>" + startup + "</startup></configuration>")
                                .getBytes(StandardCharsets.UTF_8)));
    }

    /** What is said of a host: the verdict, the plan, and the first finding of a diagnosis with all it rests on. */
    private record Answers(Verdict verdict, Plan plan, Finding finding) {
        static Answers of(Host host, Exemption exemption) {
            Eku eku = Eku.on(host);
            return new Answers(
                    eku.verify(exemption),
                    eku.plan(exemption, FrontEnd.STOP),
                    eku.diagnose(exemption, List.of()).first());
        }

        String verdictText() {
            return String.join("\n", said(verdict.evidence()));
        }

        String planText() {
            return String.join("\n", FrontEnd.problems(plan));
        }

        String findingText() {
            return Told.cause(finding) + "\n" + String.join("\n", Told.evidence(finding));
        }
    }

    /** Each key that an inspection or a diagnosis of each host asks for, but for that of the value. */
    static List<Arguments> keys() {
        List<Arguments> all = new ArrayList<>();
        situations().forEach((name, situation) -> {
            MemoryHost host = situation.host().build();
            Set<KeyPath> asked = new TreeSet<>((one, other) -> one.toString().compareTo(other.toString()));
            Answers.of(recording(host, asked), situation.exemption());
            Eku.on(host).inspect(situation.exemption()).applications().stream()
                    .flatMap(found -> found.target(situation.exemption().setting()).stream())
                    .forEach(target -> asked.remove(target.view().stored(target.key())));
            asked.forEach(key -> all.add(Arguments.of(name, key)));
        });
        return all;
    }

    private static Host recording(MemoryHost host, Set<KeyPath> asked) {
        Registry registry = (Registry) Proxy.newProxyInstance(
                Registry.class.getClassLoader(), new Class<?>[] {Registry.class}, (proxy, method, given) -> {
                    if (Set.of("value", "read", "exists").contains(method.getName())) {
                        asked.add(((RegistryView) given[0]).stored((KeyPath) given[1]));
                    }
                    try {
                        return method.invoke(host.registry(), given);
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

    private static Situation situation(String name) {
        return Objects.requireNonNull(situations().get(name), name);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("keys")
    void keyThatMayNotBeReadLowersOnlyAnswersThatNameIt(String name, KeyPath key) {
        Situation situation = situation(name);
        Answers before = Answers.of(situation.host().build(), situation.exemption());
        Answers denied = Answers.of(
                situation.host().access(RegistryView.VIEW_64, key, Access.NONE).build(), situation.exemption());

        if (!denied.verdict().getClass().equals(before.verdict().getClass())) {
            assertThat(denied.verdictText()).contains(key.toString());
            assertThat(denied.verdict().isCompliant()).isFalse();
        }
        if (!denied.plan().actions().equals(before.plan().actions())) {
            assertThat(denied.planText()).contains(key.toString());
        }
        if (denied.finding().situation() != before.finding().situation()
                || denied.finding().confidence() != before.finding().confidence()) {
            assertThat(denied.findingText()).contains(key.toString());
            assertThat(denied.finding().confidence()).isNotEqualTo(Confidence.CERTAIN);
        }
    }

    @Test
    void keysThatDoNotMatterLowerNothing() {
        Answers before = Answers.of(FrontEnd.exempted().build(), FrontEnd.EXEMPTION);
        for (KeyPath key : List.of(
                NDP.child("v3.5"),
                NDP.child("v4").child("Full"),
                NDP.child("v4").child("Client"),
                ProductCatalog.PRODUCT_KEY,
                RuntimeFacts.APP_CONTEXT,
                RegistryTarget.runtimeKey(Clr.V2),
                RegistryTarget.runtimeKey(Clr.V4))) {
            Answers denied = Answers.of(
                    FrontEnd.exempted()
                            .access(RegistryView.VIEW_64, key, Access.NONE)
                            .build(),
                    FrontEnd.EXEMPTION);
            assertThat(denied.verdict()).as(key.toString()).isEqualTo(before.verdict());
            assertThat(denied.plan().problems())
                    .as(key.toString())
                    .isEqualTo(before.plan().problems());
            assertThat(denied.finding().confidence()).as(key.toString()).isEqualTo(Confidence.CERTAIN);
        }
    }

    @Test
    void keysThatMatterAreNamed() {
        assertNamed(situation("product, not exempt"), RuntimeFacts.APP_CONTEXT);
        assertNamed(situation("product, not exempt"), RegistryTarget.runtimeKey(Clr.V4));
        assertNamed(situation("own application that supports both runtimes"), NDP.child("v3.5"));
        assertNamed(situation("own application below a variable"), WINDOWS.child("ProfileList"));
    }

    private static void assertNamed(Situation situation, KeyPath key) {
        MemoryHostBuilder host = situation.host().access(RegistryView.VIEW_64, key, Access.NONE);
        if (key.equals(NDP.child("v3.5"))) {
            host = host.withoutKey(RegistryView.VIEW_64, NDP.child("v2.0.50727"));
        }
        Answers denied = Answers.of(host.build(), situation.exemption());
        assertThat(denied.finding().confidence()).isNotEqualTo(Confidence.CERTAIN);
        assertThat(denied.findingText()).contains(key.toString());
    }

    @Test
    void productThatOnlyItsKeyTellsIsNotSaidToBeAbsent() {
        MemoryHostBuilder host = FrontEnd.frontEnd()
                .withoutService(FrontEnd.MCU)
                .withoutFile(FrontEnd.PATH)
                .access(RegistryView.VIEW_64, ProductCatalog.PRODUCT_KEY, Access.NONE);

        Verdict verdict = Eku.on(host.build()).verify(FrontEnd.EXEMPTION);
        assertThat(verdict).isInstanceOf(Verdict.Unverifiable.class);
        assertThat(said(verdict.evidence()))
                .contains(ProductCatalog.PRODUCT_KEY + " may not be read, so which product this is is not known");
        assertThat(String.join("\n", FrontEnd.problems(FrontEnd.plan(host))))
                .contains(ProductCatalog.PRODUCT_KEY + " may not be read");
    }
}
