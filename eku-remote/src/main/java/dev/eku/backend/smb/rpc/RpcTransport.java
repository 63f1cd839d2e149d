package dev.eku.backend.smb.rpc;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A named pipe in message mode. It has three methods and not one, because a request that is larger than a fragment is
 * sent in several writes without an answer, and an answer that is larger than a fragment is read in several reads. The
 * other methods do not wait, so that several messages can be under way. Failures are exceptions of the transport. Not
 * thread-safe.
 */
public interface RpcTransport {
    /** Sends a message that has no answer yet. */
    void send(byte[] message);

    /** Sends a message and returns what the server sends next: a whole message, or its start. */
    byte[] exchange(byte[] message);

    /** Sends a message; what is returned waits for what the server sends next, once. */
    default Supplier<byte[]> start(byte[] message) {
        byte[] answer = exchange(message);
        return () -> answer;
    }

    /**
     * Sends messages and asks for as many answers, which {@link #receive} then returns in the order in which the server
     * sends them. What is returned waits until the server has taken the messages, and returns the positions of those
     * that it refused, because it takes only one at a time. It has done nothing with them, but their answers are asked
     * for.
     *
     * @return empty if the transport cannot do so; then nothing was sent
     */
    default Optional<Supplier<BitSet>> post(List<byte[]> messages) {
        return Optional.empty();
    }

    /** Sends a message again that was refused by {@link #post}. Its answer has been asked for. */
    default void repost(byte[] message) {
        send(message);
    }

    /** What the server sends next. */
    byte[] receive();

    /**
     * Asks for that many messages of the server at once, which {@link #receive} then returns in turn.
     *
     * @return how many were asked for; 0 if the transport cannot do so
     */
    default int readAhead(int messages) {
        return 0;
    }
}
