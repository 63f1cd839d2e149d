package dev.eku.backend.smb.rpc;

/**
 * NTLM on one pipe (MS-NLMP): it proves who we are, and then encrypts and signs each message. The messages of each
 * direction are counted, so none can be lost, repeated or exchanged unnoticed. Not thread-safe.
 */
public interface RpcSecurity {
    /** The size of a signature. */
    int SIGNATURE = 16;

    /** The first token, which says what we can do. */
    byte[] negotiate();

    /**
     * The answer to the server's token. After it the other methods may be called.
     *
     * @throws RpcException {@code NOT_SEALED} if the server's token is not valid or does not allow encryption
     */
    byte[] authenticate(byte[] challenge);

    /**
     * Encrypts a part of our next message in place.
     *
     * @param message everything that is signed, in plain text
     * @return the signature
     */
    byte[] seal(byte[] message, int from, int length);

    /**
     * Decrypts a part of the server's next message in place.
     *
     * @param message everything that is signed
     * @return whether the signature is the server's for its next message
     */
    boolean unseal(byte[] message, int from, int length, byte[] signature);
}
