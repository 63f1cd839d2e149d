package dev.eku.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.Told;
import dev.eku.diagnose.Diagnosis;
import dev.eku.plan.Problem;
import dev.eku.product.ProductCatalog;
import dev.eku.registry.RegistryValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What set-up programs leave in the registry and is of another type than theirs is not known: no number and no text is
 * guessed.
 */
class ValuesOfOtherTypesTest {
    static Stream<RegistryValue> noNumbers() {
        return Stream.of(
                RegistryValue.string("461814"),
                RegistryValue.qword(461_814),
                RegistryValue.binary((byte) 0xF6, (byte) 0x0B, (byte) 7, (byte) 0),
                RegistryValue.of(4, new byte[0]),
                RegistryValue.of(4, new byte[] {(byte) 0xF6, 0x0B, 7}),
                RegistryValue.of(4, new byte[] {(byte) 0xF6, 0x0B, 7, 0, 0}),
                RegistryValue.multiString(List.of("461814")));
    }

    static Stream<RegistryValue> noTexts() {
        return Stream.of(
                RegistryValue.dword(6),
                RegistryValue.binary("6.0.9319.0".getBytes(StandardCharsets.UTF_16LE)),
                RegistryValue.multiString(List.of("C:\\Other")),
                RegistryValue.of(1, new byte[] {0x43, 0, 0x3A}));
    }

    @ParameterizedTest
    @MethodSource("noNumbers")
    void releaseOfAnotherTypeIsNoRelease(RegistryValue odd) {
        var host = FrontEnd.exempted()
                .value(Inspector.NDP.child("v4").child("Full"), "Release", odd)
                .build();

        assertThat(Eku.on(host).inspect(FrontEnd.EXEMPTION).host().netRelease()).isEmpty();
        Diagnosis diagnosis = Eku.on(host).diagnose(FrontEnd.EXEMPTION, List.of());
        assertThat(String.join("\n", Told.evidence(diagnosis.first()))).doesNotContain("461814");
        assertThat(Eku.on(host).plan(FrontEnd.EXEMPTION).problems()).noneMatch(Problem::blocking);
    }

    @ParameterizedTest
    @MethodSource("noTexts")
    void productsValuesOfAnotherTypeNameNothing(RegistryValue odd) {
        var host = FrontEnd.frontEnd()
                .value(ProductCatalog.PRODUCT_KEY, "InstallDir", odd)
                .value(ProductCatalog.PRODUCT_KEY, "Version", odd)
                .build();

        Inspection inspection = Eku.on(host).inspect(FrontEnd.EXEMPTION);
        assertThat(inspection.host().productVersion()).isEmpty();
        assertThat(inspection.applications())
                .singleElement()
                .satisfies(application ->
                        assertThat(application.path().orElseThrow().path()).isEqualTo(FrontEnd.PATH));
        assertThat(FrontEnd.actions(Eku.on(host).plan(FrontEnd.EXEMPTION)))
                .anyMatch(action -> action.contains(FrontEnd.PATH));
    }
}
