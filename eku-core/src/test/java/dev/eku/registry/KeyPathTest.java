package dev.eku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyPathTest {
    @Test
    void aKeyAboveIsTheOneWithItsNamesInWhateverSpelling() {
        Random random = new Random(20261128);
        for (int i = 0; i < 500; i++) {
            List<String> names = Stream.generate(() -> name(random))
                    .limit(1 + random.nextInt(6))
                    .toList();
            KeyPath path = KeyPath.of(names.toArray(String[]::new));
            List<KeyPath> lineage = path.lineage();

            assertThat(lineage).hasSameSizeAs(names).endsWith(path);
            for (int depth = 1; depth <= names.size(); depth++) {
                KeyPath same = KeyPath.of(names.subList(0, depth).toArray(String[]::new));
                assertThat(lineage.get(depth - 1))
                        .isEqualTo(same)
                        .hasSameHashCodeAs(same)
                        .hasToString(same.toString());
            }
            assertThat(path.parent())
                    .isEqualTo(lineage.size() == 1 ? Optional.empty() : Optional.of(lineage.get(lineage.size() - 2)));
        }
    }

    private static String name(Random random) {
        return random.ints(1 + random.nextInt(5), 1, 0x20000)
                .filter(character -> character != '\\')
                .collect(() -> new StringBuilder("k"), StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
