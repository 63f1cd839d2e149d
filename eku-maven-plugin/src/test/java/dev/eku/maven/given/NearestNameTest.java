package dev.eku.maven.given;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNameTest {
    private static final List<String> KNOWN = List.of(
            "eku.hosts",
            "eku.stop",
            "eku.soak",
            "eku.skip",
            "eku.file",
            "eku.planFile",
            "eku.stopTimeout",
            "eku.startTimeout",
            "eku.drainTimeout",
            "eku.reason",
            "eku.inventory",
            "eku.serverId",
            "eku.smb.encryption",
            "eku.outputDirectory");

    @ParameterizedTest
    @CsvSource({
        "eku.host, eku.hosts",
        "eku.Hosts, eku.hosts",
        "eku.HOSTS, eku.hosts",
        "eku.stoptimeout, eku.stopTimeout",
        "eku.stop-timeout, eku.stopTimeout",
        "eku.stop_timeout, eku.stopTimeout",
        "eku.stop.timeout, eku.stopTimeout",
        "eku.raeson, eku.reason",
        "eku.stpo, eku.stop",
        "eku.smb-encryption, eku.smb.encryption",
        "eku.smbEncryption, eku.smb.encryption"
    })
    void slipOfThePenIsOfTheNameThatWasMeant(String slip, String meant) {
        assertThat(NearestName.slipOf(slip, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eku.it.require",
                "eku.lint",
                "eku.golden.update",
                "eku.version",
                "eku.test",
                "eku.side",
                "eku.fuzz"
            })
    void whatLooksLikeNoneOfOursIsNoSlip(String name) {
        assertThat(NearestName.slipOf(name, KNOWN)).isEmpty();
        assertThat(NearestName.isNoChange(name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "eku.inventoryFile, eku.inventory",
        "eku.host.name, eku.hosts",
        "eku.timeout, eku.stopTimeout",
        "eku.smb.encrypt, eku.smb.encryption",
        "eku.computer, eku.hosts",
        "eku.password, eku.serverId",
        "eku.output, eku.outputDirectory",
        "inventoryFile, eku.inventory"
    })
    void nearestIsFoundByMeaningAndElseByLetters(String name, String meant) {
        assertThat(NearestName.of(name, KNOWN)).contains(meant);
    }

    @Test
    void nothingIsNearestWhereNothingIsKnown() {
        assertThat(NearestName.of("eku.host", List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eku.dryRun",
                "eku.dry-run",
                "eku.dryrum",
                "eku.DRYRUN",
                "dryRun",
                "eku.confirm",
                "eku.confrim",
                "eku.whatIf",
                "eku.what-if",
                "eku.noop",
                "eku.no-op",
                "eku.simulate",
                "eku.preview",
                "eku.pretend"
            })
    void wishNotToChangeAnythingIsUnderstood(String name) {
        assertThat(NearestName.isNoChange(name)).isTrue();
    }
}
