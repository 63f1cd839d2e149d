package dev.eku.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.inspect.ConfigFile.State;
import dev.eku.product.Clr;
import dev.eku.registry.RegistryValue;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the CLR and .NET read of a switch, in files and in the registry, not what their documentation says. */
final class ConfigFileTest {
    private static final String NAME = RuntimeFacts.SWITCH;
    private static final String ON = "<AppContextSwitchOverrides value='" + NAME + "=true'/>";
    private static final String OFF = "<AppContextSwitchOverrides value='" + NAME + "=false'/>";
    private static final String OTHER = "<AppContextSwitchOverrides value='Switch.Other=true'/>";

    @Test
    void firstElementCountsAndLaterOnesAreNotLookedAt() {
        assertThat(inRuntime(OTHER + ON)).isEmpty();
        assertThat(inRuntime(ON + OFF)).contains(true);
        assertThat(inRuntime(OFF + ON)).contains(false);
        assertThat(override("<c><runtime>" + OTHER + "</runtime><runtime>" + ON + "</runtime></c>"))
                .isEmpty();
        assertThat(override("<c><runtime><gcServer enabled='true'/></runtime><runtime>" + ON + "</runtime></c>"))
                .contains(true);
    }

    @Test
    void insideOneValueTheLastBooleanWins() {
        assertThat(inRuntime(element("value", NAME + "=true;a=b;" + NAME + "=false;" + NAME + "=maybe")))
                .contains(false);
    }

    @Test
    void attributesAreComparedWithoutRegardToCaseAndEnabledCountsToo() {
        for (String attribute : List.of("value", "Value", "VALUE", "enabled", "Enabled")) {
            assertThat(inRuntime(element(attribute, NAME + "=true")))
                    .as(attribute)
                    .contains(true);
        }
        for (String attribute : List.of("values", "x:value", "disabled")) {
            assertThat(inRuntime(element(attribute, NAME + "=true")))
                    .as(attribute)
                    .isEmpty();
        }
        assertThat(inRuntime("<AppContextSwitchOverrides enabled='true' value='" + NAME + "=true'/>"))
                .as("the first of both")
                .isEmpty();
    }

    @Test
    void valuesAreTrimmedOfBlanksButNotOfANoBreakSpace() {
        assertThat(inRuntime(element("value", " \t" + NAME + "=true"))).contains(true);
        assertThat(inRuntime(element("value", "&#10;" + NAME + "=true&#13;"))).contains(true);
        assertThat(inRuntime(element("value", "\u00A0" + NAME + "=true"))).isEmpty();
        assertThat(inRuntime(element("value", NAME + "=true\u00A0"))).contains(true);
        assertThat(inRuntime(element("value", NAME + "= true;"))).contains(true);
    }

    @Test
    void elementsAreComparedExactlyAndAPrefixIsPartOfTheName() {
        assertThat(inRuntime("<appContextSwitchOverrides value='" + NAME + "=true'/>"))
                .isEmpty();
        assertThat(inRuntime("<a:AppContextSwitchOverrides xmlns:a='b' value='" + NAME + "=true'/>"))
                .isEmpty();
        assertThat(override("<c><Runtime>" + ON + "</Runtime></c>")).isEmpty();
        assertThat(override("<c><a:runtime xmlns:a='b'>" + ON + "</a:runtime></c>"))
                .isEmpty();
        assertThat(override("<c><x>" + ON + "</x></c>")).isEmpty();
        assertThat(inRuntime("<x>" + ON + "</x>")).isEmpty();
        assertThat(override("<c><x><runtime>" + ON + "</runtime></x></c>")).isEmpty();
        assertThat(override("<c><runtime xmlns='urn:x'>" + ON + "</runtime></c>"))
                .contains(true);
    }

    @Test
    void nameOfTheRootIsNotLookedAt() {
        for (String root : List.of("configuration", "Configuration", "CONFIGURATION", "x:y", "anything")) {
            assertThat(override("<" + root + "><runtime>" + ON + "</runtime></" + root + ">"))
                    .as(root)
                    .contains(true);
        }
    }

    @Test
    void sectionOfAnotherRuntimeIsPassedOverAndThatOfThisOneOverwrites() {
        assertThat(override("<c><runtime version='v2.0.50727'>" + ON + "</runtime></c>"))
                .isEmpty();
        assertThat(override("<c><runtime version='v2.0.50727'>" + OFF + "</runtime><runtime>" + ON + "</runtime></c>"))
                .contains(true);
        assertThat(override("<c><runtime version='v4.0.30319'>" + ON + "</runtime></c>"))
                .contains(true);
        assertThat(override(
                        "<c><runtime>" + OFF + "</runtime><runtime version=' v4.0.30319 '>" + ON + "</runtime></c>"))
                .contains(true);
        assertThat(override("<c><runtime version='v4.0.30319'>" + OFF + ON + "</runtime></c>"))
                .contains(true);
        assertThat(override("<c><runtime version='V4.0.30319'>" + ON + "</runtime></c>"))
                .isEmpty();
    }

    @Test
    void fileThatSetsAnySwitchesDecidesAndOneThatSetsNoneDoesNot() {
        assertThat(parse("<c><runtime>" + OTHER + "</runtime></c>").decides()).isTrue();
        assertThat(parse("<c><runtime>" + element("value", "") + "</runtime></c>")
                        .decides())
                .isTrue();
        assertThat(parse("<c><runtime><AppContextSwitchOverrides/></runtime></c>")
                        .decides())
                .isFalse();
        assertThat(parse("<c><runtime/></c>").decides()).isFalse();
    }

    @Test
    void encodingsAreThoseOfAnXmlParser() {
        String text = "<c><runtime>" + ON + "</runtime></c>";
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_8)) {
            assertThat(ConfigFile.parse("x", Clr.V4, NAME, ("\uFEFF" + text).getBytes(charset))
                            .override())
                    .as(charset.name())
                    .contains(true);
        }
        assertThat(ConfigFile.parse(
                                "x",
                                Clr.V4,
                                NAME,
                                ("<?xml version='1.0' encoding='windows-1252'?><!-- \u00E9 -->" + text)
                                        .getBytes(Charset.forName("windows-1252")))
                        .override())
                .contains(true);
    }

    @Test
    void reducedFileSaysTheSameAndNothingElse() {
        for (String inside :
                List.of(ON, OFF, OTHER, OTHER + ON, "", element("value", ""), element("Enabled", NAME + "=true"))) {
            ConfigFile whole = parse("<c secret='1'><runtime>" + inside + "</runtime></c>");
            ConfigFile reduced = ConfigFile.parse("x", Clr.V4, NAME, whole.reduced(NAME));

            assertThat(reduced).as(inside).isEqualTo(whole);
            assertThat(new String(whole.reduced(NAME), StandardCharsets.UTF_8)).doesNotContain("secret", "Other");
        }
        ConfigFile unusable = parse("<c>");
        assertThat(ConfigFile.parse("x", Clr.V4, NAME, unusable.reduced(NAME)).state())
                .isEqualTo(State.UNUSABLE);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void spoiledFilesAreReadOrUnusableButNeverFailOtherwise(long seed) {
        Random random = new Random(seed);
        byte[] sound = ("<?xml version='1.0'?><c><runtime version='v4.0.30319'>" + OTHER
                        + "text<![CDATA[x]]></runtime><runtime>" + ON + "</runtime></c>")
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 500; i++) {
            byte[] spoiled = Arrays.copyOf(sound, random.nextInt(4) == 0 ? random.nextInt(sound.length) : sound.length);
            for (int change = random.nextInt(4); change > 0 && spoiled.length > 0; change--) {
                spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt(256);
            }
            ConfigFile read = ConfigFile.parse("x", Clr.V4, NAME, spoiled);
            assertThat(ConfigFile.parse("x", Clr.V4, NAME, read.reduced(NAME)).override())
                    .as("seed " + seed + ", " + Arrays.toString(spoiled))
                    .isEqualTo(read.override());
        }
    }

    // The registry

    @Test
    void textInTheRegistryEndsAtItsFirstNul() {
        assertThat(inRegistry("true\0x")).contains(true);
        assertThat(inRegistry("true")).contains(true);
        assertThat(inRegistry("true\0")).contains(true);
        assertThat(inRegistry("false\0")).contains(false);
        assertThat(inRegistry("\0true")).isEmpty();
        assertThat(inRegistry("")).isEmpty();
    }

    @Test
    void textInTheRegistryIsABooleanInAnyCaseWithAnyBlanksAroundIt() {
        assertThat(inRegistry("TRUE\0")).contains(true);
        assertThat(inRegistry(" True\0")).contains(true);
        assertThat(inRegistry("\u00A0true\0")).contains(true);
        assertThat(inRegistry("\u3000true\0")).contains(true);
        assertThat(inRegistry("\u0085true\0")).contains(true);
        assertThat(inRegistry("\u001Ctrue\0")).isEmpty();
        assertThat(inRegistry("1\0")).isEmpty();
    }

    @Test
    void textInTheRegistryThatDoesNotFitIsIgnored() {
        assertThat(inRegistry("false\0\0")).isEmpty();
        assertThat(SwitchText.inRegistry(RegistryValue.binary((byte) 't', (byte) 0, (byte) 'r')))
                .isEmpty();
        byte[] odd = Arrays.copyOf("true\0".getBytes(StandardCharsets.UTF_16LE), 11);
        assertThat(SwitchText.inRegistry(RegistryValue.binary(odd))).contains(true);
    }

    private static Optional<Boolean> inRegistry(String text) {
        return SwitchText.inRegistry(RegistryValue.of(1, text.getBytes(StandardCharsets.UTF_16LE)));
    }

    private static String element(String attribute, String value) {
        return "<AppContextSwitchOverrides " + attribute + "='" + value + "'/>";
    }

    private static Optional<Boolean> inRuntime(String inside) {
        return override("<configuration><runtime>" + inside + "</runtime></configuration>");
    }

    private static Optional<Boolean> override(String xml) {
        ConfigFile file = parse(xml);
        assertThat(file.state()).as(xml).isEqualTo(State.READ);
        return file.override();
    }

    private static ConfigFile parse(String xml) {
        return ConfigFile.parse("x", Clr.V4, NAME, xml.getBytes(StandardCharsets.UTF_8));
    }
}
