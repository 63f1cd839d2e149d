package dev.eku.backend.smb.rpc;

/**
 * A named pipe in message mode. It has three methods and not one, because a request that is larger than a fragment is
 * sent in several writes without an answer, and an answer that is larger than a fragment is read in several reads.
 * Failures are exceptions of the transport. Not thread-safe.
 */
public interface RpcTransport {
    /** Sends a message that has no answer yet. */
    void send(byte[] message);

    /** Sends a message and returns what the server sends next: a whole message, or its start. */
    byte[] exchange(byte[] message);

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
