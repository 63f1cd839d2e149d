package dev.eku.backend.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.backend.memory.MemoryHost;
import dev.eku.error.Win32Exception;
import dev.eku.host.Host;
import dev.eku.host.Hosts;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same calls on a memory host and on the registry of a Windows machine must give the same answers and leave the
 * same state.
 */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "needs Windows or Wine: eku-core/src/lab/contracts.sh")
final class RegistryDifferentialIT {
    private static final int CALLS = 400;
    private static final KeyPath TOP = KeyPath.of("SOFTWARE", "eku tests", "differential");
    private static final KeyPath TOP_REDIRECTED = KeyPath.of("SOFTWARE", "Wow6432Node", "eku tests", "differential");
    private static final List<String> KEYS = List.of("a", "A", "b", "with blank", "\u4f1a\u8b70", "v4.0.30319");
    private static final List<String> NAMES = List.of(
            "",
            "v",
            "V",
            "C:\\App\\a.exe",
            "c:\\APP\\A.EXE",
            "eq=\\",
            "\u00e9",
            "\u00c9",
            "\u03c2",
            "\u03a3",
            "@",
            "(Default)",
            "x\0y",
            "n".repeat(16_384));

    private final Host real = Hosts.open("local:");
    private final Host simulated = MemoryHost.builder().build();

    @AfterEach
    void tidy() {
        for (RegistryView view : RegistryView.BOTH) {
            deleteTree(real.registry(), view, TOP);
        }
        real.close();
        simulated.close();
    }

    private static void deleteTree(Registry registry, RegistryView view, KeyPath key) {
        registry.read(view, key).ifPresent(contents -> {
            contents.subkeys().forEach(name -> deleteTree(registry, view, key.child(name)));
            registry.deleteKey(view, key);
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 20170525, 41025})
    void bothAnswerAlikeAndEndAlike(long seed) {
        for (RegistryView view : RegistryView.BOTH) {
            real.registry().createKey(view, TOP);
            simulated.registry().createKey(view, TOP);
        }
        Random random = new Random(seed);
        for (int call = 0; call < CALLS; call++) {
            RandomCall next = RandomCall.next(random);

            String answer = next.on(real.registry());

            assertThat(next.on(simulated.registry()))
                    .as("seed %s, call %s: %s, answered by Windows with %s", seed, call, next.text(), answer)
                    .isEqualTo(answer);
        }
        for (RegistryView view : RegistryView.BOTH) {
            assertThat(state(simulated.registry(), view, TOP))
                    .as("seed %s, %s view", seed, view)
                    .isEqualTo(state(real.registry(), view, TOP));
        }
    }

    /** Everything below a key, in an order of its own: Wine lists values by name, Windows as they were made. */
    private static Map<String, String> state(Registry registry, RegistryView view, KeyPath key) {
        Map<String, String> all = new TreeMap<>();
        registry.read(view, key).ifPresent(contents -> {
            all.put(key.toString(), shown(contents));
            contents.subkeys().forEach(name -> all.putAll(state(registry, view, key.child(name))));
        });
        return all;
    }

    private static String shown(KeyContents contents) {
        return new TreeSet<>(contents.subkeys())
                + " "
                + contents.values().stream()
                        .sorted(Comparator.comparing(NamedValue::name))
                        .map(NamedValue::toString)
                        .toList();
    }

    private record RandomCall(String text, Function<Registry, Object> call) {
        static RandomCall next(Random random) {
            RegistryView view = random.nextBoolean() ? RegistryView.VIEW_64 : RegistryView.VIEW_32;
            KeyPath key = random.nextInt(8) == 0 ? TOP_REDIRECTED : TOP;
            for (int depth = random.nextInt(4); depth > 0; depth--) {
                key = key.child(any(random, KEYS));
            }
            String name = any(random, NAMES);
            byte[] bytes = new byte[random.nextInt(10)];
            random.nextBytes(bytes);
            RegistryValue value = RegistryValue.of(random.nextInt(13), bytes);
            KeyPath at = key;
            String where = view + " " + at + " " + (name.length() > 100 ? "(too long)" : name);
            return switch (random.nextInt(12)) {
                case 0, 1, 2 -> new RandomCall("createKey " + where, registry -> registry.createKey(view, at));
                case 3, 4, 5, 6 ->
                    new RandomCall("setValue " + where + " " + value, registry -> {
                        registry.setValue(view, at, name, value);
                        return "done";
                    });
                case 7 -> new RandomCall("deleteValue " + where, registry -> registry.deleteValue(view, at, name));
                case 8 -> new RandomCall("deleteKey " + where, registry -> registry.deleteKey(view, at));
                case 9 ->
                    new RandomCall(
                            "read " + where, registry -> registry.read(view, at).map(RegistryDifferentialIT::shown));
                case 10 -> new RandomCall("writable " + where, registry -> registry.writable(view, at));
                default -> new RandomCall("value " + where, registry -> registry.value(view, at, name));
            };
        }

        private static String any(Random random, List<String> choices) {
            return choices.get(random.nextInt(choices.size()));
        }

        /** The answer, or the code of the refusal. */
        String on(Registry registry) {
            try {
                return Optional.of(call.apply(registry)).toString();
            } catch (Win32Exception refused) {
                return refused.error().toString();
            }
        }
    }
}
