package dev.eku.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.inspect.RuntimeChoice.Installed;
import dev.eku.product.Clr;
import dev.eku.registry.KeyPath;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeChoiceTest {
    private static final Set<Clr> BOTH = Set.of(Clr.V2, Clr.V4);

    /** A host with these runtimes. */
    static Installed installed(Set<Clr> there) {
        return new Installed() {
            @Override
            public boolean isThere(Clr clr) {
                return there.contains(clr);
            }

            @Override
            public Optional<KeyPath> unread(Clr clr) {
                return Optional.empty();
            }
        };
    }

    private static Optional<Clr> choice(String built, String startup, Set<Clr> installed) {
        String config = "<configuration><startup>" + startup + "</startup></configuration>";
        return RuntimeChoice.of(
                        built, Optional.of(config.getBytes(StandardCharsets.UTF_8)), installed(installed), false)
                .clr();
    }

    @ParameterizedTest
    @CsvSource({
        "v4.0.30319, V4",
        "v2.0.50727, V2",
        "V4.0.30319, V4",
        "v1.1.4322,",
        "v1.0.3705,",
        "v3.5,",
        "v5.0,",
        "v40.0,",
    })
    void withoutAFileTheVersionBuiltAgainstDecides(String built, Clr clr) {
        assertThat(RuntimeChoice.of(built, Optional.empty(), installed(BOTH), false)
                        .clr())
                .isEqualTo(Optional.ofNullable(clr));
        assertThat(choice(built, "", BOTH)).isEqualTo(Optional.ofNullable(clr));
    }

    @Test
    void firstSupportedRuntimeThatIsInstalledDecides() {
        String two = "<supportedRuntime version='v4.0'/><supportedRuntime version='v2.0.50727'/>";
        String turned = "<supportedRuntime version='v2.0.50727'/><supportedRuntime version=' v4.0.30319 '/>";

        assertThat(choice("v2.0.50727", two, BOTH)).contains(Clr.V4);
        assertThat(choice("v2.0.50727", two, Set.of(Clr.V2))).contains(Clr.V2);
        assertThat(choice("v4.0.30319", turned, BOTH)).contains(Clr.V2);
        assertThat(choice("v2.0.50727", turned, Set.of(Clr.V4))).contains(Clr.V4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<supportedRuntime version='v1.1.4322'/><supportedRuntime version='v4.0'/>",
                "<requiredRuntime version='v1.0.3705'/>",
                "<supportedRuntime version='v4.0'/><requiredRuntime/>",
                "<supportedRuntime version='v3.5'/>",
                "<supportedRuntime version='v2.0.50727'/>",
                "<supportedRuntime version=",
            })
    void whatCannotBeToldIsNotGuessed(String startup) {
        assertThat(choice("v4.0.30319", startup, Set.of(Clr.V4))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<supportedRuntime/>",
                "<x:supportedRuntime xmlns:x='urn:x' version='v2.0.50727'/>",
                "<other><supportedRuntime version='v2.0.50727'/></other>",
                "<!-- <supportedRuntime version='v2.0.50727'/> -->",
            })
    void otherElementsDoNotCount(String startup) {
        assertThat(choice("v4.0.30319", startup, BOTH)).contains(Clr.V4);
    }

    @Test
    void runtimeAfterTheFirstInstalledOneDoesNotCount() {
        assertThat(choice(
                        "v2.0.50727",
                        "<supportedRuntime version='v4.0'/><supportedRuntime version='v1.1.4322'/>",
                        BOTH))
                .contains(Clr.V4);
    }

    @Test
    void policyOfActivationChangesNothing() {
        String config = "<configuration><startup useLegacyV2RuntimeActivationPolicy='true'>"
                + "<supportedRuntime version='v4.0'/></startup></configuration>";
        assertThat(RuntimeChoice.of(
                                "v2.0.50727",
                                Optional.of(config.getBytes(StandardCharsets.UTF_8)),
                                installed(BOTH),
                                false)
                        .clr())
                .contains(Clr.V4);
    }

    @Test
    void valueOnlyUseLatestClrLeavesItOpen() {
        assertThat(RuntimeChoice.of("v4.0.30319", Optional.empty(), installed(BOTH), true)
                        .clr())
                .isEmpty();
    }
}
