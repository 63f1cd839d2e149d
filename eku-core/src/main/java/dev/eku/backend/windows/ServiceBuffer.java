package dev.eku.backend.windows;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.eku.backend.common.ServiceNumbers;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A buffer that the service control manager has filled, with records and pointers to texts that follow in the same
 * buffer. No text is read beyond the end of the buffer. Not thread-safe.
 */
record ServiceBuffer(Memory memory) {
    private static final int POINTER = Native.POINTER_SIZE;
    private static final int UNIT = 2;

    /**
     * Reads a QUERY_SERVICE_CONFIG: three numbers, then the command line, the load order group, a number, the
     * dependencies, the account and the display name.
     *
     * @return empty if Windows does not have that start type
     */
    Optional<ServiceConfig> config(ServiceName service) {
        int texts = aligned(3 * Integer.BYTES);
        return ServiceNumbers.startType(memory.getInt(Integer.BYTES))
                .map(startType -> new ServiceConfig(
                        service,
                        at(texts + 5 * POINTER, WindowsData::text).orElse(""),
                        at(texts, WindowsData::text).orElse(""),
                        startType,
                        memory.getInt(0),
                        at(texts + 4 * POINTER, WindowsData::text).orElse(""),
                        at(texts + 3 * POINTER, WindowsData::list).orElse(List.of())));
    }

    /**
     * Reads the names of an array of ENUM_SERVICE_STATUS: two texts, name and display name, and a SERVICE_STATUS of
     * seven numbers.
     */
    List<ServiceName> names(int count) {
        int size = aligned(2 * POINTER + 7 * Integer.BYTES);
        return IntStream.range(0, count)
                .mapToObj(i -> at(i * size, WindowsData::text).orElse(""))
                .map(ServiceName::told)
                .toList();
    }

    private <T> Optional<T> at(int offset, Function<char[], T> read) {
        Pointer text = memory.getPointer(offset);
        if (text == null) {
            return Optional.empty();
        }
        long begin = Pointer.nativeValue(text) - Pointer.nativeValue(memory);
        // Read as bytes, because JNA's own characters are those of the C compiler, which are twice as wide outside
        // Windows.
        byte[] bytes = memory.getByteArray(begin, (int) (memory.size() - begin) / UNIT * UNIT);
        return Optional.of(read.apply(new String(bytes, StandardCharsets.UTF_16LE).toCharArray()));
    }

    private static int aligned(int offset) {
        return (offset + POINTER - 1) / POINTER * POINTER;
    }
}
