package dev.eku.backend.smb.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hierynomus.mssmb2.SMBApiException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pipe that takes one transceive at a time, and that our own calls are one at a time. */
class DriverPipeTest {
    private static final byte[] BOUND =
            Capture.of("impacket/winreg-bind").responsePdus().get(0);

    private static DriverPipe echo(DriverPipe.Order order) {
        return new DriverPipe(request -> List.of(request.clone()), order);
    }

    /** The answer to a bind, and to each call a number: its own. */
    private static List<byte[]> numbering(byte[] request) {
        int id = ByteBuffer.wrap(request).order(ByteOrder.LITTLE_ENDIAN).getInt(12);
        byte[] answer = request[2] == 11 ? BOUND.clone() : Arrays.copyOf(new byte[] {5, 0, 2, 3, 0x10}, 32);
        ByteBuffer out = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN).putInt(12, id);
        if (request[2] != 11) {
            out.putShort(8, (short) 32).putInt(24, id);
        }
        return List.of(answer);
    }

    @Test
    void callsOneAfterTheOtherAreNotRefused() {
        DriverPipe line = new DriverPipe(DriverPipeTest::numbering, DriverPipe.Order.LAST_TO_FIRST);
        RpcPipe pipe = RpcPipe.bind(line, RpcInterface.WINREG);
        RpcCall<Integer> call = new RpcCall<>("Any", 0, new NdrWriter(), NdrReader::u32);

        assertThat(pipe.call(call).content()).isEqualTo(2);
        assertThat(pipe.call(call).content()).isEqualTo(3);
        assertThat(line.refused()).isZero();
    }

    @ParameterizedTest
    @EnumSource(DriverPipe.Order.class)
    void answersToWhatWasWrittenMayComeInAnyOrder(DriverPipe.Order order) {
        DriverPipe line = echo(order);
        line.send(new byte[] {1});
        line.send(new byte[] {2});
        line.readAhead(2);

        int first = order == DriverPipe.Order.FIRST_TO_LAST ? 1 : 2;
        assertThat(line.receive()).containsExactly(first);
        assertThat(line.receive()).containsExactly(3 - first);
        assertThat(line.receive()).as("nothing more").isEmpty();
    }

    /** Nothing of it is written, so it may be asked again once the pipe is free. */
    @Test
    void transceiveWhileAnAnswerIsOutstandingIsRefused() {
        DriverPipe line = echo(DriverPipe.Order.FIRST_TO_LAST);
        line.send(new byte[] {1});
        line.readAhead(1);
        assertRefused(line);
        assertThat(line.receive()).containsExactly(1);
        assertThat(line.exchange(new byte[] {2})).containsExactly(2);

        line.send(new byte[] {3});
        line.send(new byte[] {4});
        assertThat(line.receive()).containsExactly(3);
        assertRefused(line);
        assertThat(line.receive()).containsExactly(4);
        assertThat(line.exchange(new byte[] {5})).containsExactly(5);
        assertThat(line.refused()).isEqualTo(2);
    }

    private static void assertRefused(DriverPipe line) {
        assertThatThrownBy(() -> line.exchange(new byte[] {9}))
                .isInstanceOfSatisfying(
                        SMBApiException.class,
                        busy -> assertThat(busy.getStatusCode()).isEqualTo(0xC000_00AEL));
    }
}
