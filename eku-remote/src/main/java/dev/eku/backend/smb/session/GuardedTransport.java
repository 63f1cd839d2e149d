package dev.eku.backend.smb.session;

import com.hierynomus.protocol.Packet;
import com.hierynomus.protocol.PacketData;
import com.hierynomus.protocol.commons.buffer.Buffer;
import com.hierynomus.protocol.transport.PacketFactory;
import com.hierynomus.protocol.transport.PacketHandlers;
import com.hierynomus.protocol.transport.PacketReceiver;
import com.hierynomus.protocol.transport.TransportException;
import com.hierynomus.protocol.transport.TransportLayer;
import com.hierynomus.smbj.SmbConfig;
import com.hierynomus.smbj.transport.TransportLayerFactory;
import com.hierynomus.smbj.transport.tcp.direct.DirectTcpTransportFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The library's TCP transport with three additions. It counts every request. {@link MessageGuard} refuses messages that
 * must not be believed. An exception of the library's decoders about malformed data becomes a failure of the
 * connection; otherwise it would end the library's reading thread, and every call would wait until its deadline. For
 * one connection. Thread-safe.
 */
final class GuardedTransport<D extends PacketData<?>, P extends Packet<?>> implements TransportLayerFactory<D, P> {
    private final TrafficMeter meter;
    private volatile @Nullable TransportLayer<P> made;

    /** @param meter counts each request that is sent */
    GuardedTransport(TrafficMeter meter) {
        this.meter = meter;
    }

    @Override
    public TransportLayer<P> createTransportLayer(PacketHandlers<D, P> handlers, SmbConfig config) {
        PacketHandlers<D, P> guarded = new PacketHandlers<>(
                handlers.getSerializer(),
                new Receiver(handlers.getReceiver()),
                new Factory<>(handlers.getPacketFactory()));
        TransportLayer<P> direct = new DirectTcpTransportFactory<D, P>().createTransportLayer(guarded, config);
        made = direct;
        return new Counted<>(direct, meter);
    }

    /** Closes the connection, if there is one, without a message. */
    void disconnect() {
        TransportLayer<P> transport = made;
        try {
            if (transport != null) {
                transport.disconnect();
            }
        } catch (IOException alreadyGone) {
            // There is nothing left to close.
        }
    }

    private final class Receiver implements PacketReceiver<D> {
        private final PacketReceiver<D> receiver;
        private final MessageGuard guard = new MessageGuard();

        Receiver(PacketReceiver<D> receiver) {
            this.receiver = receiver;
        }

        @Override
        public void handle(D packet) throws TransportException {
            try {
                guard.check(packet);
                receiver.handle(packet);
            } catch (RuntimeException garbage) {
                throw new TransportException(garbage);
            }
        }

        /**
         * Otherwise, the library would first log off from a server that does not answer any more, and would treat the
         * connection as good until then.
         */
        @Override
        public void handleError(Throwable failure) {
            disconnect();
            receiver.handleError(failure);
        }
    }

    private record Factory<D extends PacketData<?>>(PacketFactory<D> factory) implements PacketFactory<D> {
        @Override
        public D read(byte[] data) throws Buffer.BufferException, IOException {
            try {
                MessageGuard.check(data);
                return factory.read(data);
            } catch (RuntimeException garbage) {
                throw new IOException(garbage);
            }
        }

        @Override
        public boolean canHandle(byte[] data) {
            return factory.canHandle(data);
        }
    }

    private record Counted<P extends Packet<?>>(TransportLayer<P> transport, TrafficMeter meter)
            implements TransportLayer<P> {
        @Override
        public void write(P packet) throws TransportException {
            meter.sent();
            transport.write(packet);
        }

        @Override
        public void connect(InetSocketAddress address) throws IOException {
            transport.connect(address);
        }

        @Override
        public void disconnect() throws IOException {
            transport.disconnect();
        }

        @Override
        public boolean isConnected() {
            return transport.isConnected();
        }
    }
}
