package dev.eku.journal;

import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.frontEnd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.FrontEnd;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.contract.SpoiledInputs;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.registry.KeyContents;
import dev.eku.registry.RegistryValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SpoiledRecordsTest {
    @Test
    void spoiledRecordIsReadOrRefusedByTheOneException() {
        MemoryHost host = frontEnd().build();
        FrontEnd.apply(host);
        FrontEnd.rollBack(host);
        List<byte[]> samples =
                host.registry().read(Journal.VIEW, Journal.KEY).map(KeyContents::values).orElse(List.of()).stream()
                        .flatMap(value -> value.value().asString().stream())
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toList();
        assertThat(samples).hasSize(2);
        SpoiledInputs.read("records", 100_000, 4, samples, input -> {
            try {
                RecordJson.read(new String(input, StandardCharsets.UTF_8), "000001");
                return true;
            } catch (EkuException refused) {
                assertThat(refused.code()).isEqualTo(ErrorCode.MALFORMED_FILE);
                return false;
            }
        });
    }

    @Test
    void journalWithASpoiledRecordIsToldAndNeverActedOn() {
        MemoryHost template = frontEnd().build();
        FrontEnd.apply(template);
        RegistryValue record =
                template.registry().value(Journal.VIEW, Journal.KEY, "000001").orElseThrow();
        List<byte[]> samples = List.of(record.bytes());
        SpoiledInputs.read("journals", 500, 200, samples, input -> {
            MemoryHost host = template.copy();
            host.registry().setValue(Journal.VIEW, Journal.KEY, "000001", RegistryValue.of(1, input));
            try {
                FrontEnd.plan(host, STOP);
                FrontEnd.rollBack(host);
                return true;
            } catch (EkuException refused) {
                assertThat(refused.getMessage()).contains("Cause: ", "Next: ");
                return false;
            }
        });
    }
}
