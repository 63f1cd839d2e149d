package dev.eku.backend.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.WinBase.OVERLAPPED;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import com.sun.jna.ptr.IntByReference;
import dev.eku.host.HostRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a part of a file is asked of Windows, and what is made of answers that a machine does not give on demand. */
final class WindowsFilesTest {
    private static final String PATH = "C:\\App\\a.exe";

    private final RecordedApi api = new RecordedApi();
    private final WindowsFiles files =
            new WindowsFiles(api.libraries().kernel(), new WindowsErrors(HostRef.parse("local:")), Optional.empty());
    private final List<Long> places = new ArrayList<>();
    private int open;

    private void fileOpens() {
        api.on("GetFileAttributes", arguments -> 0x20);
        api.on("CreateFile", arguments -> {
            open++;
            return new HANDLE(new Pointer(42));
        });
        api.on("CloseHandle", arguments -> {
            open--;
            return true;
        });
    }

    /** A file of which each read brings so many bytes at most. */
    private void holds(byte[] content, int most) {
        api.on("ReadFile", arguments -> {
            OVERLAPPED place = (OVERLAPPED) arguments[4];
            long offset = (long) place.OffsetHigh << 32 | Integer.toUnsignedLong(place.Offset);
            places.add(offset);
            if (offset >= content.length) {
                Native.setLastError(38);
                return false;
            }
            int length = Math.min(Math.min(most, (int) arguments[2]), content.length - (int) offset);
            System.arraycopy(content, (int) offset, (byte[]) arguments[1], 0, length);
            ((IntByReference) arguments[3]).setValue(length);
            return true;
        });
    }

    private static byte[] counting(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    @Test
    void partIsReadAtItsPlaceByOneRequestAndTheFileIsClosed() {
        fileOpens();
        byte[] content = counting(1000);
        holds(content, Integer.MAX_VALUE);

        assertThat(files.read(PATH, 600, 64)).hasValue(Arrays.copyOfRange(content, 600, 664));
        assertThat(places).containsExactly(600L);
        assertThat(open).isZero();
    }

    @Test
    void partThatComesInPiecesIsPutTogether() {
        fileOpens();
        byte[] content = counting(1000);
        holds(content, 7);

        assertThat(files.read(PATH, 990, 100)).hasValue(Arrays.copyOfRange(content, 990, 1000));
        assertThat(places).containsExactly(990L, 997L, 1000L);
    }

    @Test
    void placeMayBeBeyondFourGigabytes() {
        fileOpens();
        holds(new byte[10], 10);

        assertThat(files.read(PATH, 0x1_8000_0005L, 4)).hasValue(new byte[0]);
        assertThat(places).containsExactly(0x1_8000_0005L);
    }

    @Test
    void readThatFailsIsNoEndOfTheFile() {
        fileOpens();
        api.on("ReadFile", arguments -> {
            Native.setLastError(5);
            return false;
        });

        assertThatThrownBy(() -> files.read(PATH, 0, 4)).hasMessageContaining("ReadFile", PATH, "(5)");
        assertThat(open).isZero();
    }

    @Test
    void noRoomIsTakenForWhatIsNotThere() {
        fileOpens();
        holds(counting(3), Integer.MAX_VALUE);

        assertThat(files.read(PATH, 1, Integer.MAX_VALUE)).hasValue(new byte[] {1, 2});
    }
}
