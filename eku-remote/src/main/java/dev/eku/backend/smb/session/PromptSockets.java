package dev.eku.backend.smb.session;

import com.hierynomus.protocol.commons.socket.ProxySocketFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * Sockets that send each message at once. Otherwise the second of two messages that are under way waits until the first
 * one is acknowledged (RFC 896). Thread-safe.
 */
final class PromptSockets extends ProxySocketFactory {
    /** @param deadline for connecting */
    PromptSockets(Duration deadline) {
        super((int) Math.min(Integer.MAX_VALUE, deadline.toMillis()));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return prompt(super.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        return prompt(super.createSocket(address, port));
    }

    private static Socket prompt(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        return socket;
    }
}
