package dev.eku.backend.smb.rpc;

/**
 * A named pipe in message mode. Three ways to move bytes and not one, since a request larger than a fragment is sent in
 * several writes without an answer, and an answer larger than a fragment is read in several reads. What fails is the
 * transport's own exception. Not thread-safe.
 */
public interface RpcTransport {
    /** Sends a message that is not answered yet. */
    void send(byte[] message);

    /** Sends a message and returns what the server says next: a whole message, or its beginning. */
    byte[] exchange(byte[] message);

    /** What the server says next. */
    byte[] receive();
}
