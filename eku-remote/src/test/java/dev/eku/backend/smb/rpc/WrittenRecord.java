package dev.eku.backend.smb.rpc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes records of event logs as a server does. */
public final class WrittenRecord {
    private WrittenRecord() {}

    /** A record as MS-EVEN 2.2.3 lays it out, with a security identifier between its texts. */
    public static byte[] of(int number, long seconds, int id, String source, String... strings) {
        ByteArrayOutputStream texts = new ByteArrayOutputStream();
        texts.writeBytes(units(source + "\0FE01\0"));
        texts.writeBytes(new byte[12]);
        int stringsAt = 56 + texts.size();
        for (String string : strings) {
            texts.writeBytes(units(string + "\0"));
        }
        int length = (56 + texts.size() + 4 + 3) / 4 * 4;
        byte[] record = new byte[length];
        ByteBuffer out = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(length)
                .putInt(0x654C_664C)
                .putInt(number)
                .putInt((int) seconds)
                .putInt((int) seconds);
        out.putInt(0xC000_0000 | id).putShort((short) 1).putShort((short) strings.length);
        out.putInt(36, stringsAt).position(56);
        out.put(texts.toByteArray()).putInt(length - 4, length);
        return record;
    }

    /** As they are, also if they are no characters. */
    private static byte[] units(String text) {
        ByteBuffer units = ByteBuffer.allocate(2 * text.length()).order(ByteOrder.LITTLE_ENDIAN);
        text.chars().forEach(unit -> units.putShort((short) unit));
        return units.array();
    }
}
