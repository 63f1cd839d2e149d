package dev.eku.contract;

import static dev.eku.contract.Win32Failures.assertRefused;
import static dev.eku.registry.Registry.Disposition.CREATED;
import static dev.eku.registry.Registry.Disposition.OPENED;
import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyExcerpt;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keys do. */
public interface RegistryKeysContract extends RegistryFixture {
    @Test
    default void readIsEmptyWhenTheKeyDoesNotExist() {
        assertThat(registry().read(VIEW_64, scratch().child("missing"))).isEmpty();
        assertThat(subkeys()).as("a failed look must not create the key").isEmpty();
    }

    @Test
    default void readTellsThatAKeyIsEmpty() {
        KeyContents contents = registry().read(VIEW_64, scratch()).orElseThrow();

        assertThat(contents.isEmpty()).isTrue();
    }

    @Test
    default void excerptIsEmptyWhenTheKeyDoesNotExist() {
        assertThat(registry().excerpt(VIEW_64, scratch().child("missing"), List.of("v")))
                .isEmpty();
        assertThat(subkeys()).as("a failed look must not create the key").isEmpty();
    }

    @Test
    default void excerptHoldsTheValuesThatWereAskedForAndExist() {
        setDword("one", 1);
        setDword("two", 2);
        setDword("three", 3);

        KeyExcerpt excerpt = registry()
                .excerpt(VIEW_64, scratch(), List.of("TWO", "missing", "one", "a\0b", "x".repeat(20_000)))
                .orElseThrow();

        assertThat(excerpt.values()).extracting(NamedValue::name).containsExactly("TWO", "one");
        assertThat(excerpt.value("two")).contains(RegistryValue.dword(2));
        assertThat(excerpt.value("three")).as("it was not asked for").isEmpty();
        assertThat(excerpt.lastWritten())
                .isEqualTo(registry().read(VIEW_64, scratch()).orElseThrow().lastWritten());
    }

    @Test
    default void excerptOfAnEmptyKeyIsThereAndEmpty() {
        assertThat(registry()
                        .excerpt(VIEW_64, scratch(), List.of("v"))
                        .orElseThrow()
                        .values())
                .isEmpty();
    }

    @Test
    default void excerptOfAKeyThatSomebodyHasDeletedSinceIsEmpty() {
        KeyPath key = scratch().child("gone");
        registry().createKey(VIEW_64, key);
        registry().excerpt(VIEW_64, key, List.of("v"));
        deletedByOthers(key);

        assertThat(registry().excerpt(VIEW_64, key, List.of("v"))).isEmpty();
        assertThat(registry().read(VIEW_64, key)).isEmpty();
    }

    @Test
    default void existsTellsWhetherThereIsAKeyAndCreatesNone() {
        assertThat(registry().exists(VIEW_64, scratch())).isTrue();
        assertThat(registry().exists(VIEW_64, scratch().child("missing"))).isFalse();
        assertThat(registry().exists(VIEW_64, scratch().child("missing").child("deeper")))
                .isFalse();
        assertThat(subkeys()).isEmpty();
    }

    @Test
    default void createKeyTellsCreatedThenOpened() {
        KeyPath key = scratch().child("new");

        assertThat(registry().createKey(VIEW_64, key)).isEqualTo(CREATED);
        assertThat(registry().createKey(VIEW_64, key)).isEqualTo(OPENED);
        assertThat(registry().deleteKey(VIEW_64, key)).isTrue();
        assertThat(registry().createKey(VIEW_64, key)).isEqualTo(CREATED);
    }

    @Test
    default void createKeyTellsOpenedWhenTheKeyHasAnotherSpelling() {
        registry().createKey(VIEW_64, scratch().child("Spelling"));

        assertThat(registry().createKey(VIEW_64, scratch().child("SPELLING"))).isEqualTo(OPENED);
        assertThat(subkeys()).containsExactly("Spelling");
    }

    @Test
    default void createKeyMakesAllAboveIt() {
        KeyPath deep = scratch().child("a").child("b").child("c");

        assertThat(registry().createKey(VIEW_64, deep)).isEqualTo(CREATED);

        assertThat(subkeys()).containsExactly("a");
        assertThat(registry()
                        .read(VIEW_64, deep.parent().orElseThrow())
                        .orElseThrow()
                        .subkeys())
                .containsExactly("c");
        assertThat(registry().createKey(VIEW_64, deep.parent().orElseThrow())).isEqualTo(OPENED);
    }

    /** Windows makes at most 32 levels in one call of its own. */
    @Test
    default void createKeyMakesFortyLevelsAtOnce() {
        KeyPath deep = scratch();
        for (int level = 0; level < 40; level++) {
            deep = deep.child("level" + level);
        }
        assertThat(registry().createKey(VIEW_64, deep)).isEqualTo(CREATED);
        assertThat(registry().read(VIEW_64, deep)).isPresent();
        assertThat(registry().createKey(VIEW_64, deep)).isEqualTo(OPENED);
    }

    @Test
    default void createKeyRefusesMoreThan512Levels() {
        Limit.KEY_DEPTH.abortIfIn(limits());
        List<String> names = Collections.nCopies(512 - scratch().names().size(), "d");
        KeyPath deepest = scratch();
        for (String name : names) {
            deepest = deepest.child(name);
        }
        assertThat(registry().createKey(VIEW_64, deepest)).isEqualTo(CREATED);

        KeyPath tooDeep = deepest.child("d");
        assertThatThrownBy(() -> registry().createKey(VIEW_64, tooDeep)).isInstanceOf(Win32Exception.class);
        assertThat(registry().read(VIEW_64, tooDeep)).isEmpty();
    }

    @Test
    default void createKeyTakesNamesOf255Characters() {
        String longest = "k".repeat(KeyPath.MAX_NAME_LENGTH);

        registry().createKey(VIEW_64, scratch().child(longest));

        assertThat(subkeys()).containsExactly(longest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with blank",
                "with,comma",
                "with/slash",
                "a]b[c",
                "@",
                "semi;colon",
                "q\"uote",
                "per%cent%",
                "日本語",
                ".dot",
                "eq=in",
                "#x"
            })
    default void createKeyKeepsAnUnusualNameAsOneKey(String name) {
        KeyPath key = scratch().child(name);

        assertThat(registry().createKey(VIEW_64, key)).isEqualTo(CREATED);
        registry().setValue(VIEW_64, key, "v", RegistryValue.dword(7));

        assertThat(subkeys()).containsExactly(name);
        assertThat(registry().value(VIEW_64, key, "v")).contains(RegistryValue.dword(7));
        assertThat(registry().deleteKey(VIEW_64, key)).isTrue();
        assertThat(registry().deleteKey(VIEW_64, key)).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @org.junit.jupiter.params.provider.MethodSource("dev.eku.contract.CasePairs#all")
    default void createKeyTakesTwoSpellingsForOneKeyOnlyWhenTheyFoldAlike(CasePairs.Pair pair) {
        pair.abortIfBeyond(limits());
        registry().createKey(VIEW_64, scratch().child(pair.one()));

        assertThat(registry().createKey(VIEW_64, scratch().child(pair.other())))
                .isEqualTo(pair.same() ? OPENED : CREATED);
        assertThat(subkeys()).hasSize(pair.same() ? 1 : 2);
    }

    @Test
    default void deleteKeyTakesItsValuesAlongAndLeavesTheKeyAbove() {
        KeyPath key = scratch().child("above").child("below");
        registry().createKey(VIEW_64, key);
        registry().setValue(VIEW_64, key, "v", RegistryValue.dword(1));

        assertThat(registry().deleteKey(VIEW_64, key)).isTrue();

        assertThat(registry().read(VIEW_64, key)).isEmpty();
        assertThat(registry().value(VIEW_64, key, "v")).isEmpty();
        assertThat(registry().read(VIEW_64, scratch().child("above"))).isPresent();
    }

    @Test
    default void deleteKeyRefusesAKeyWithSubkeysAndDeletesNothing() {
        KeyPath key = scratch().child("above");
        registry().createKey(VIEW_64, key.child("below"));
        registry().setValue(VIEW_64, key, "v", RegistryValue.dword(1));

        assertRefused(() -> registry().deleteKey(VIEW_64, key), Win32Error.ACCESS_DENIED);

        assertThat(registry().value(VIEW_64, key, "v")).contains(RegistryValue.dword(1));
        assertThat(registry().read(VIEW_64, key.child("below"))).isPresent();
    }

    @Test
    default void deleteKeyTellsWhenThereIsNone() {
        assertThat(registry().deleteKey(VIEW_64, scratch().child("missing"))).isFalse();
        assertThat(registry().deleteKey(VIEW_64, scratch().child("missing").child("deeper")))
                .isFalse();
    }

    @Test
    default void createKeyTakesTheNewSpellingAfterADeletion() {
        registry().createKey(VIEW_64, scratch().child("first"));
        registry().deleteKey(VIEW_64, scratch().child("FIRST"));
        registry().createKey(VIEW_64, scratch().child("First"));

        assertThat(subkeys()).containsExactly("First");
    }

    @Test
    default void flushDoesNothingToAKeyThatIsMissing() {
        registry().flush(VIEW_64, scratch().child("missing"));
        assertThat(subkeys()).isEmpty();
    }

    @Test
    default void flushReturnsWhenTheKeyExists() {
        setDword("v", 1);
        registry().flush(VIEW_64, scratch());
        assertThat(valueOf("v")).contains(RegistryValue.dword(1));
    }

    @Test
    default void readTellsWhenTheKeyWasLastWrittenIfTheHostDoes() {
        Optional<Instant> before =
                registry().read(VIEW_64, scratch()).orElseThrow().lastWritten();
        setDword("v", 1);
        Optional<Instant> after =
                registry().read(VIEW_64, scratch()).orElseThrow().lastWritten();

        assertThat(after.isPresent()).isEqualTo(before.isPresent());
        before.ifPresent(instant -> assertThat(after.orElseThrow()).isAfterOrEqualTo(instant));
    }
}
