package dev.eku.contract;

import static dev.eku.contract.Win32Failures.assertRefused;
import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.error.Win32Error;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import java.util.List;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That a value's name is kept letter by letter, and when two names are the same. */
public interface RegistryNamesContract extends RegistryFixture {
    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.eku.contract.ValueNames#all")
    default void setValueKeepsAnyName(String name) {
        if (name.length() > KeyPath.MAX_NAME_LENGTH) {
            Limit.LONG_VALUE_NAMES.abortIfIn(limits());
        }
        setDword(name, 42);

        assertThat(valueOf(name)).contains(RegistryValue.dword(42));
        assertThat(valueNames()).containsExactly(name);
        assertThat(registry().deleteValue(VIEW_64, scratch(), name)).isTrue();
        assertThat(valueOf(name)).isEmpty();
        assertThat(valueNames()).isEmpty();
    }

    @Test
    default void setValueKeepsAllNamesBesideEachOther() {
        int longest = limits().contains(Limit.LONG_VALUE_NAMES) ? KeyPath.MAX_NAME_LENGTH : Integer.MAX_VALUE;
        List<String> names = ValueNames.all()
                .map(Named::getPayload)
                .filter(name -> name.length() <= longest)
                .toList();
        for (int i = 0; i < names.size(); i++) {
            setDword(names.get(i), i);
        }

        KeyContents contents = registry().read(VIEW_64, scratch()).orElseThrow();
        assertThat(contents.values())
                .extracting(KeyContents.NamedValue::name)
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(contents.subkeys()).as("no name was taken for a key").isEmpty();
        for (int i = 0; i < names.size(); i++) {
            assertThat(valueOf(names.get(i))).contains(RegistryValue.dword(i));
        }
    }

    @Test
    default void setValueRefusesANameOf16384Characters() {
        String tooLong = "n".repeat(Registry.MAX_VALUE_NAME_LENGTH + 1);

        assertRefused(() -> setDword(tooLong, 1), Win32Error.INVALID_PARAMETER);

        assertThat(valueNames()).isEmpty();
        assertThat(valueOf(tooLong)).isEmpty();
        assertThat(registry().deleteValue(VIEW_64, scratch(), tooLong)).isFalse();
    }

    /** The Windows functions would silently cut the name off at the NUL. */
    @Test
    default void setValueRefusesANameWithANul() {
        setDword("cut", 1);

        assertRefused(() -> setDword("cut\0off", 2), Win32Error.INVALID_PARAMETER);

        assertThat(valueOf("cut")).contains(RegistryValue.dword(1));
        assertThat(valueOf("cut\0off")).isEmpty();
        assertThat(registry().deleteValue(VIEW_64, scratch(), "cut\0off")).isFalse();
        assertThat(valueNames()).containsExactly("cut");
    }

    @Test
    default void setValueKeepsTheFirstSpelling() {
        Limit.FIRST_SPELLING.abortIfIn(limits());
        setDword(ValueNames.DATA_MCU, 1);
        setDword(ValueNames.DATA_MCU.replace("DATAMCUSVC", "DataMCUSvc"), 0);

        assertThat(valueNames()).containsExactly(ValueNames.DATA_MCU);
        assertThat(valueOf(ValueNames.DATA_MCU)).contains(RegistryValue.dword(0));
    }

    @Test
    default void setValueTakesTheNewSpellingAfterADeletion() {
        setDword("Name", 1);
        registry().deleteValue(VIEW_64, scratch(), "name");
        setDword("NAME", 2);

        assertThat(valueNames()).containsExactly("NAME");
    }

    @Test
    default void valueIsFoundInAnySpelling() {
        setDword("C:\\App\\A.exe", 0);

        assertThat(valueOf("c:\\app\\a.EXE")).contains(RegistryValue.dword(0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.eku.contract.CasePairs#all")
    default void setValueTakesTwoSpellingsForOneNameOnlyWhenTheyFoldAlike(CasePairs.Pair pair) {
        pair.abortIfBeyond(limits());
        boolean lastSpelling = limits().contains(Limit.FIRST_SPELLING);
        setDword(pair.one(), 1);
        setDword(pair.other(), 2);

        if (pair.same()) {
            assertThat(valueNames()).containsExactly(lastSpelling ? pair.other() : pair.one());
            assertThat(valueOf(pair.one())).contains(RegistryValue.dword(2));
        } else {
            assertThat(valueNames()).containsExactlyInAnyOrder(pair.one(), pair.other());
            assertThat(valueOf(pair.one())).contains(RegistryValue.dword(1));
            assertThat(valueOf(pair.other())).contains(RegistryValue.dword(2));
        }
    }
}
