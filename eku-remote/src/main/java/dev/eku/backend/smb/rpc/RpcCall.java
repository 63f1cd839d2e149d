package dev.eku.backend.smb.rpc;

import java.util.Arrays;
import java.util.function.Function;

/**
 * One call of an interface: what is sent, and how the answer is read. Immutable.
 *
 * @param <T> the result of the call if it succeeds
 */
public final class RpcCall<T> {
    private final String name;
    private final int operation;
    private final byte[] stub;
    private final Function<NdrReader, T> content;

    /**
     * @param name the name of the call in the specification
     * @param stub the parameters
     * @param content reads the part before the code that ends every answer
     */
    RpcCall(String name, int operation, NdrWriter stub, Function<NdrReader, T> content) {
        this.name = name;
        this.operation = operation;
        this.stub = stub.bytes();
        this.content = content;
    }

    /**
     * The answer to a call. Immutable.
     *
     * @param error the Win32 code, of some interfaces the NTSTATUS; 0 for success
     * @param content valid if the call succeeded, or if the code is documented to leave it filled
     */
    public record Answer<T>(int error, T content) {
        /** Whether the call succeeded. */
        public boolean isSuccess() {
            return error == 0;
        }
    }

    /** The name in the specification, for example {@code BaseRegSetValue}. */
    public String name() {
        return name;
    }

    /** The number of the operation. */
    public int operation() {
        return operation;
    }

    /** A copy of the parameters as they are sent. */
    public byte[] stub() {
        return stub.clone();
    }

    /** Whether this asks the same as another call of the interface. */
    public boolean isSame(RpcCall<?> other) {
        return operation == other.operation && Arrays.equals(stub, other.stub);
    }

    byte[] rawStub() {
        return stub;
    }

    /**
     * Reads an answer.
     *
     * @throws RpcException {@code MALFORMED} if the bytes are not a valid answer
     */
    public Answer<T> decode(byte[] answer) {
        NdrReader reader = new NdrReader(answer);
        T read = content.apply(reader);
        int error = reader.u32();
        reader.end();
        return new Answer<>(error, read);
    }
}
