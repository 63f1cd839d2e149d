package dev.eku.contract;

import static dev.eku.contract.Win32Failures.assertRefused;
import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.error.Win32Error;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What values do, whatever their type and bytes. */
public interface RegistryValuesContract extends RegistryFixture {
    @Test
    default void valueIsEmptyWhenTheKeyOrTheValueDoesNotExist() {
        assertThat(valueOf("missing")).isEmpty();
        assertThat(valueOf("")).isEmpty();
        assertThat(registry().value(VIEW_64, scratch().child("missing"), "v")).isEmpty();
    }

    @Test
    default void setValueRefusesAKeyThatDoesNotExistAndDoesNotMakeIt() {
        KeyPath key = scratch().child("missing");

        assertRefused(() -> registry().setValue(VIEW_64, key, "v", RegistryValue.dword(0)), Win32Error.FILE_NOT_FOUND);

        assertThat(registry().read(VIEW_64, key)).isEmpty();
    }

    @Test
    default void setValueReplacesTypeAndBytes() {
        registry().setValue(VIEW_64, scratch(), "v", RegistryValue.string("a longer text than the number after it"));
        setDword("v", 0);

        assertThat(valueOf("v")).contains(RegistryValue.dword(0));
        assertThat(valueNames()).containsExactly("v");
    }

    @Test
    default void setValueTakesEveryDword() {
        for (long number : new long[] {0, 1, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL}) {
            setDword("v", number);
            assertThat(valueOf("v").orElseThrow().asDword()).hasValue(number);
        }
    }

    /**
     * Every type at every length from 0 to 15, filled so that texts end without a NUL, with half of one, or hold
     * nothing else. {@code RegSetValueEx} looks one UTF-16 unit past a text that lacks its NUL and appends what it
     * finds there if that is one: a backend must take care of what lies behind its buffer.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 55, 123_456, 653_210})
    default void setValueKeepsTypeAndBytesAtEveryLength(int type) {
        for (int length = 0; length <= 15; length++) {
            for (byte[] bytes : fillings(length)) {
                RegistryValue value = RegistryValue.of(type, bytes);
                registry().setValue(VIEW_64, scratch(), "v", value);

                assertThat(valueOf("v")).as("type %s, %s bytes", type, length).contains(value);
                assertThat(registry().read(VIEW_64, scratch()).orElseThrow().values())
                        .containsExactly(new NamedValue("v", value));
            }
        }
    }

    private static List<byte[]> fillings(int length) {
        byte[] rising = new byte[length];
        for (int i = 0; i < length; i++) {
            rising[i] = (byte) (i + 1);
        }
        byte[] ones = new byte[length];
        Arrays.fill(ones, (byte) 0xFF);
        byte[] lastIsZero = rising.clone();
        if (length > 0) {
            lastIsZero[length - 1] = 0;
        }
        return List.of(rising, ones, lastIsZero, new byte[length]);
    }

    @Test
    default void setValueChangesTheTypeAlone() {
        Limit.TYPE_ALONE.abortIfIn(limits());
        registry().setValue(VIEW_64, scratch(), "v", RegistryValue.string("text"));
        registry().setValue(VIEW_64, scratch(), "v", RegistryValue.expandString("text"));

        assertThat(valueOf("v")).contains(RegistryValue.expandString("text"));
    }

    @Test
    default void setValueKeepsTextsWithNulsInside() {
        for (String text : List.of("a\0b\0", "\0", "\0\0", "a\0\0", "abc", "a\0b")) {
            for (int type : new int[] {1, 2, 7}) {
                if (limits().contains(Limit.TYPE_ALONE)) {
                    registry().deleteValue(VIEW_64, scratch(), "v");
                }
                RegistryValue value = RegistryValue.of(type, text.getBytes(StandardCharsets.UTF_16LE));
                registry().setValue(VIEW_64, scratch(), "v", value);
                assertThat(valueOf("v")).contains(value);
            }
        }
    }

    @Test
    default void setValueKeepsListsWithEmptyTexts() {
        for (List<String> texts : List.of(List.of("abc", "", "cba"), List.of(""), List.<String>of(), List.of("a"))) {
            RegistryValue value = RegistryValue.multiString(texts);
            registry().setValue(VIEW_64, scratch(), "v", value);
            assertThat(valueOf("v")).contains(value);
        }
    }

    @Test
    default void setValueKeepsSixtyFourThousandBytes() {
        byte[] bytes = new byte[64_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        registry().setValue(VIEW_64, scratch(), "v", RegistryValue.binary(bytes));

        assertThat(valueOf("v")).contains(RegistryValue.binary(bytes));
    }

    @Test
    default void valueTellsTheTypeOfWhatOnlyLooksLikeZero() {
        for (RegistryValue value : List.of(
                RegistryValue.string("0"),
                RegistryValue.qword(0),
                RegistryValue.binary((byte) 0, (byte) 0, (byte) 0, (byte) 0),
                RegistryValue.of(4, new byte[3]),
                RegistryValue.of(4, new byte[0]),
                RegistryValue.of(5, new byte[4]))) {
            registry().setValue(VIEW_64, scratch(), "v", value);
            assertThat(valueOf("v")).contains(value);
            assertThat(valueOf("v").orElseThrow().asDword()).isEmpty();
        }
    }

    @Test
    default void deleteValueTellsWhetherThereWasOne() {
        setDword("v", 1);

        assertThat(registry().deleteValue(VIEW_64, scratch(), "V")).isTrue();
        assertThat(registry().deleteValue(VIEW_64, scratch(), "v")).isFalse();
        assertThat(registry().deleteValue(VIEW_64, scratch().child("missing"), "v"))
                .isFalse();
        assertThat(valueNames()).isEmpty();
    }

    @Test
    default void deleteValueLeavesTheOthers() {
        setDword("", 1);
        setDword("v", 2);
        setDword("w", 3);

        registry().deleteValue(VIEW_64, scratch(), "");
        assertThat(valueNames()).containsExactly("v", "w");
        assertThat(registry().deleteValue(VIEW_64, scratch(), "")).isFalse();

        registry().deleteValue(VIEW_64, scratch(), "v");
        assertThat(valueNames()).containsExactly("w");
    }

    @Test
    default void readListsManyValues() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            names.add("value " + (100 + i));
            setDword(names.get(i), i);
        }

        assertThat(valueNames()).isEqualTo(names);
        assertThat(registry().read(VIEW_64, scratch()).orElseThrow().value("VALUE 123"))
                .contains(RegistryValue.dword(23));
    }
}
