package dev.eku.regfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.contract.SpoiledInputs;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.registry.KeyPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with a file: it is read, or refused by one error that says where. */
final class SpoiledRegFilesTest {
    private static final Charset ANSI = Charset.forName("windows-1252");
    private static final KeyPath PATH = KeyPath.of("SOFTWARE", "Contoso");

    /** Files of both encodings, small ones, so that a fault is likely to hit what matters. */
    private static List<byte[]> samples() {
        List<byte[]> samples = new ArrayList<>();
        for (int seed = 0; samples.size() < 24; seed++) {
            byte[] file = RegSamples.file(PATH, new SplittableRandom(seed)).toBytes();
            if (file.length < 6_000) {
                samples.add(file);
                samples.add(RegSamples.text(file).getBytes(ANSI));
            }
        }
        return samples;
    }

    @Test
    void spoiledFileIsReadOrRefusedInASentence() {
        SpoiledInputs.read("registration files", 100_000, 4, samples(), SpoiledRegFilesTest::isReadAlike);
    }

    /** What a strict reader takes, a lenient one takes without a word; what it refuses is the first of its faults. */
    private static boolean isReadAlike(byte[] input) throws IOException {
        List<RegFault> faults = new ArrayList<>();
        List<RegEntry> lenient = new ArrayList<>();
        Optional<EkuException> end = read(input, lenient, Optional.of(faults));
        List<RegEntry> strict = new ArrayList<>();
        Optional<EkuException> refused = read(input, strict, Optional.empty());

        assertThat(lenient.subList(0, strict.size())).isEqualTo(strict);
        assertThat(refused.isPresent()).isEqualTo(end.isPresent() || !faults.isEmpty());
        for (EkuException each :
                List.of(end, refused).stream().flatMap(Optional::stream).toList()) {
            assertThat(each.code()).isEqualTo(ErrorCode.MALFORMED_FILE);
            assertThat(each.getMessage().lines().findFirst().orElse(""))
                    .startsWith("MALFORMED_FILE: x.reg, line ")
                    .contains(", column ")
                    .doesNotContain("Exception", "java.");
        }
        if (!faults.isEmpty()) {
            assertThat(refused.orElseThrow().what())
                    .isEqualTo(faults.get(0).in("x.reg").what());
        }
        return refused.isEmpty();
    }

    private static Optional<EkuException> read(byte[] input, List<RegEntry> entries, Optional<List<RegFault>> faults)
            throws IOException {
        try {
            ByteArrayInputStream in = new ByteArrayInputStream(input);
            RegReader reader = faults.isEmpty()
                    ? RegReader.strict(in, "x.reg", ANSI)
                    : RegReader.lenient(in, "x.reg", ANSI, faults.get()::add);
            for (Optional<RegEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
                entries.add(next.get());
            }
            return Optional.empty();
        } catch (EkuException refused) {
            return Optional.of(refused);
        }
    }
}
