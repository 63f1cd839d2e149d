package dev.eku.regfile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A hive with nothing but its root key, for programs that change hives and make none. The form is that of Windows NT's
 * version 1.3, as libhivex's and Maxim Suhanov's descriptions have it.
 */
final class EmptyHive {
    private static final int BIN = 0x1000;
    private static final int ROOT = 0x20;
    private static final int ROOT_SIZE = 0x58;
    private static final int SECURITY = ROOT + ROOT_SIZE;
    private static final int SECURITY_SIZE = 0x30;
    private static final int NONE = -1;

    private EmptyHive() {}

    static byte[] bytes() {
        ByteBuffer hive = ByteBuffer.allocate(2 * BIN).order(ByteOrder.LITTLE_ENDIAN);
        put(hive, 0, "regf")
                .putInt(1)
                .putInt(1)
                .putLong(0)
                .putInt(1)
                .putInt(3)
                .putInt(0)
                .putInt(1);
        hive.putInt(ROOT).putInt(BIN).putInt(1);
        put(hive, BIN, "hbin").putInt(0).putInt(BIN);
        hive.position(BIN + ROOT).putInt(-ROOT_SIZE);
        put(hive, hive.position(), "nk")
                .putShort((short) 0x2C)
                .putLong(0)
                .putInt(0)
                .putInt(NONE);
        hive.putInt(0)
                .putInt(0)
                .putInt(NONE)
                .putInt(NONE)
                .putInt(0)
                .putInt(NONE)
                .putInt(SECURITY)
                .putInt(NONE);
        hive.position(BIN + ROOT + 4 + 72).putShort((short) 4).putShort((short) 0);
        put(hive, hive.position(), "root");
        hive.position(BIN + SECURITY).putInt(-SECURITY_SIZE);
        put(hive, hive.position(), "sk")
                .putShort((short) 0)
                .putInt(SECURITY)
                .putInt(SECURITY)
                .putInt(1)
                .putInt(20);
        hive.put((byte) 1).put((byte) 0).putShort((short) 0x8000);
        hive.position(BIN + SECURITY + SECURITY_SIZE).putInt(BIN - SECURITY - SECURITY_SIZE);
        int sum = 0;
        for (int at = 0; at < 508; at += Integer.BYTES) {
            sum ^= hive.getInt(at);
        }
        return hive.putInt(508, sum).array();
    }

    private static ByteBuffer put(ByteBuffer hive, int at, String mark) {
        return hive.position(at).put(mark.getBytes(StandardCharsets.US_ASCII));
    }
}
