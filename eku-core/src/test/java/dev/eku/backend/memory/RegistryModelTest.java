package dev.eku.backend.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.HostSnapshotFile;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyPath;
import dev.eku.registry.NameFolding;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random calls, made of the memory host's registry and of a plain map of full paths; both must always tell the same.
 */
final class RegistryModelTest {
    private static final List<String> NAMES = List.of("a", "A", "b", "\u00e9", "\u00c9", "\u00df", "I", "\u0131");
    private static final List<String> VALUE_NAMES =
            List.of("", "v", "V", "C:\\a\\b.exe", "c:\\A\\B.exe", "\u017f", "s");

    /** What a key holds: its own spelling, and its values by folded name. */
    private record Model(String spelling, Map<String, NamedValue> values) {}

    private final Registry registry = MemoryHost.builder().build().registry();
    private final TreeMap<String, Model> keys = new TreeMap<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void registryTellsTheSameAsAPlainMap(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < 1500; step++) {
            RegistryView view = random.nextBoolean() ? RegistryView.VIEW_64 : RegistryView.VIEW_32;
            KeyPath key = key(random);
            try {
                act(random, view, key);
                check(view, key);
            } catch (AssertionError difference) {
                throw new AssertionError("seed " + seed + ", step " + step + ", " + view + " " + key, difference);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23})
    void snapshotOfAnyStateOpensAsAnEqualHost(long seed) {
        Random random = new Random(seed);
        MemoryHost host = MemoryHost.builder().build();
        for (int step = 0; step < 300; step++) {
            KeyPath key = key(random);
            host.registry().createKey(RegistryView.VIEW_64, key);
            host.registry().setValue(RegistryView.VIEW_64, key, pick(random, VALUE_NAMES), value(random));
        }
        String text = HostSnapshotFile.print(host.snapshot());

        MemoryHost opened = MemoryHost.from(HostSnapshotFile.parse(text, "seed " + seed));

        assertThat(opened.snapshot()).isEqualTo(host.snapshot());
        assertThat(HostSnapshotFile.print(opened.snapshot())).isEqualTo(text);
        assertThat(host.snapshot().differences(opened.snapshot())).isEmpty();
    }

    private void act(Random random, RegistryView view, KeyPath key) {
        String path = path(view, key);
        String name = pick(random, VALUE_NAMES);
        switch (random.nextInt(5)) {
            case 0, 1 -> assertThat(registry.createKey(view, key)).isEqualTo(create(view, key));
            case 2 -> {
                RegistryValue value = value(random);
                if (keys.containsKey(path)) {
                    registry.setValue(view, key, name, value);
                    keys.get(path)
                            .values()
                            .merge(
                                    NameFolding.fold(name),
                                    new NamedValue(name, value),
                                    (old, set) -> new NamedValue(old.name(), value));
                } else {
                    assertThatThrownBy(() -> registry.setValue(view, key, name, value))
                            .isInstanceOfSatisfying(
                                    Win32Exception.class,
                                    refused -> assertThat(refused.error()).isEqualTo(Win32Error.FILE_NOT_FOUND));
                }
            }
            case 3 -> {
                boolean there =
                        keys.containsKey(path) && keys.get(path).values().remove(NameFolding.fold(name)) != null;
                assertThat(registry.deleteValue(view, key, name)).isEqualTo(there);
            }
            default -> {
                if (!below(path).isEmpty()) {
                    assertThatThrownBy(() -> registry.deleteKey(view, key)).isInstanceOf(Win32Exception.class);
                } else {
                    assertThat(registry.deleteKey(view, key)).isEqualTo(keys.remove(path) != null);
                }
            }
        }
    }

    private Registry.Disposition create(RegistryView view, KeyPath key) {
        boolean created = false;
        for (KeyPath each : key.lineage()) {
            created = keys.putIfAbsent(path(view, each), new Model(each.name(), new LinkedHashMap<>())) == null;
        }
        return created ? Registry.Disposition.CREATED : Registry.Disposition.OPENED;
    }

    private void check(RegistryView view, KeyPath key) {
        Optional<KeyContents> contents = registry.read(view, key);
        Model model = keys.get(path(view, key));
        assertThat(contents.isPresent()).isEqualTo(model != null);
        if (model != null) {
            assertThat(contents.orElseThrow().values())
                    .containsExactlyElementsOf(model.values().values());
            assertThat(contents.orElseThrow().subkeys()).containsExactlyElementsOf(below(path(view, key)));
            VALUE_NAMES.forEach(name -> assertThat(registry.value(view, key, name))
                    .isEqualTo(Optional.ofNullable(model.values().get(NameFolding.fold(name)))
                            .map(NamedValue::value)));
        }
    }

    /** The spellings of the keys right below, in the order of their folded names. */
    private List<String> below(String path) {
        return keys.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(path + "\\"))
                .filter(entry -> entry.getKey().indexOf('\\', path.length() + 1) < 0)
                .map(entry -> entry.getValue().spelling())
                .collect(Collectors.toList());
    }

    private static String path(RegistryView view, KeyPath key) {
        return view.name().toLowerCase(Locale.ROOT)
                + key.names().stream().map(NameFolding::fold).collect(Collectors.joining("\\", "\\", ""));
    }

    private static KeyPath key(Random random) {
        KeyPath key = KeyPath.of("SOFTWARE", pick(random, NAMES));
        while (key.names().size() < 5 && random.nextBoolean()) {
            key = key.child(pick(random, NAMES));
        }
        return key;
    }

    private static RegistryValue value(Random random) {
        byte[] bytes = new byte[random.nextInt(9)];
        random.nextBytes(bytes);
        return RegistryValue.of(random.nextInt(13), bytes);
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
