package dev.eku.backend.windows;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Buffers laid out as the service control manager lays them out. */
final class ServiceBufferTest {
    private static final ServiceName NAME = ServiceName.of("RTCDATAMCU");
    private static final int POINTER = Native.POINTER_SIZE;
    private static final String IMAGE = "\"C:\\Program Files\\S\\a.exe\" RTCDATAMCU";

    private final Memory memory = new Memory(1024);
    private long free = 512;

    ServiceBufferTest() {
        memory.clear();
    }

    private void text(long at, String units) {
        memory.setPointer(at, memory.share(free));
        memory.write(free, units.getBytes(StandardCharsets.UTF_16LE), 0, 2 * units.length());
        free += 2L * units.length();
    }

    @Test
    void configIsReadFieldByField() {
        int texts = POINTER == 8 ? 16 : 12;
        memory.setInt(0, 0x10);
        memory.setInt(4, 3);
        memory.setInt(8, 1);
        text(texts, IMAGE + "\0");
        text(texts + POINTER, "\0");
        memory.setInt(texts + 2L * POINTER, 99);
        text(texts + 3L * POINTER, "Winmgmt\0+Group\0\0");
        text(texts + 4L * POINTER, "NT AUTHORITY\\NetworkService\0");
        text(texts + 5L * POINTER, "\u4f1a\u8b70\0");

        ServiceConfig config = new ServiceBuffer(memory).config(NAME).orElseThrow();

        assertThat(config.name()).isEqualTo(NAME);
        assertThat(config.displayName()).isEqualTo("\u4f1a\u8b70");
        assertThat(config.imagePath()).isEqualTo(IMAGE);
        assertThat(config.startType()).isEqualTo(ServiceConfig.StartType.MANUAL);
        assertThat(config.type()).isEqualTo(0x10);
        assertThat(config.account()).isEqualTo("NT AUTHORITY\\NetworkService");
        assertThat(config.dependencies()).containsExactly("Winmgmt", "+Group");
    }

    @Test
    void configWithoutTextsIsEmpty() {
        memory.setInt(4, 4);

        ServiceConfig config = new ServiceBuffer(memory).config(NAME).orElseThrow();

        assertThat(config.imagePath()).isEmpty();
        assertThat(config.dependencies()).isEmpty();
    }

    @Test
    void configOfAnUnknownStartTypeIsNone() {
        memory.setInt(4, 5);

        assertThat(new ServiceBuffer(memory).config(NAME)).isEmpty();
    }

    @Test
    void textWithoutNulEndsWithTheBuffer() {
        int texts = POINTER == 8 ? 16 : 12;
        memory.setInt(4, 3);
        free = 1024 - 6;
        text(texts, "abc");

        assertThat(new ServiceBuffer(memory).config(NAME).orElseThrow().imagePath())
                .isEqualTo("abc");
    }

    @Test
    void namesAreReadFromEachRecordInOrder() {
        int record = POINTER == 8 ? 48 : 36;
        for (int i = 0; i < 3; i++) {
            text((long) i * record, "Dependent" + i + "\0");
            text((long) i * record + POINTER, "shown\0");
        }

        assertThat(new ServiceBuffer(memory).names(3))
                .extracting(ServiceName::toString)
                .containsExactly("Dependent0", "Dependent1", "Dependent2");
        assertThat(new ServiceBuffer(memory).names(0)).isEmpty();
    }
}
