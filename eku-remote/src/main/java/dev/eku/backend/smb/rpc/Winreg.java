package dev.eku.backend.smb.rpc;

import dev.eku.registry.RegistryValue;
import java.util.Optional;

/** The calls of the remote registry that eku needs (MS-RRP, section 3.1.5). Pure. */
public final class Winreg {
    /** Room for the longest value name and its NUL; a key's name is shorter. Unused room costs nothing on the wire. */
    private static final int NAME_ROOM = 16_384;

    /** The class is not used, but some servers refuse a call without room for it. */
    private static final int CLASS_ROOM = 256;

    private static final int CREATED_NEW_KEY = 1;

    private Winreg() {}

    /** A key that was opened or created. */
    public record Created(RpcHandle key, boolean isNew) {}

    /**
     * The numbers of entries in a key.
     *
     * @param lastWritten a FILETIME; 0 if the server does not report it
     */
    public record KeyInfo(int subkeys, int values, long lastWritten) {}

    /**
     * A value's content.
     *
     * @param size how many bytes it has, even if the room was too small for them
     */
    public record Data(RegistryValue value, int size) {}

    /** A value with its name. */
    public record Entry(String name, Data data) {}

    /** Opens {@code HKEY_LOCAL_MACHINE}. */
    public static RpcCall<RpcHandle> openLocalMachine(int access) {
        return new RpcCall<>("OpenLocalMachine", 2, new NdrWriter().none().u32(access), NdrReader::handle);
    }

    /** Opens {@code HKEY_PERFORMANCE_DATA}, which the server opens with the rights that it likes. */
    public static RpcCall<RpcHandle> openPerformanceData() {
        return new RpcCall<>("OpenPerformanceData", 3, new NdrWriter().none().u32(0), NdrReader::handle);
    }

    /** Closes a key. */
    public static RpcCall<RpcHandle> closeKey(RpcHandle key) {
        return new RpcCall<>("BaseRegCloseKey", 5, new NdrWriter().handle(key), NdrReader::handle);
    }

    /** Opens a key, or creates it and all keys above it if it does not exist. */
    public static RpcCall<Created> createKey(RpcHandle above, String path, int access) {
        NdrWriter stub = new NdrWriter()
                .handle(above)
                .countedString(path)
                .noCountedString()
                .u32(0)
                .u32(access)
                .none()
                .pointer()
                .u32(0);
        return new RpcCall<>("BaseRegCreateKey", 6, stub, answer -> {
            RpcHandle key = answer.handle();
            return new Created(key, answer.pointedNumber().orElse(0) == CREATED_NEW_KEY);
        });
    }

    /** Deletes a key directly below an open one. */
    public static RpcCall<Optional<String>> deleteKey(RpcHandle above, String name) {
        NdrWriter stub = new NdrWriter().handle(above).countedString(name);
        return new RpcCall<>("BaseRegDeleteKey", 7, stub, answer -> Optional.empty());
    }

    /** Deletes a value. */
    public static RpcCall<Optional<String>> deleteValue(RpcHandle key, String name) {
        NdrWriter stub = new NdrWriter().handle(key).countedString(name);
        return new RpcCall<>("BaseRegDeleteValue", 8, stub, answer -> Optional.empty());
    }

    /** The name of the key at that position among those directly below an open one. */
    public static RpcCall<String> enumKey(RpcHandle key, int index) {
        NdrWriter stub = new NdrWriter()
                .handle(key)
                .u32(index)
                .countedRoom(NAME_ROOM)
                .pointer()
                .countedRoom(CLASS_ROOM)
                .none();
        return new RpcCall<>("BaseRegEnumKey", 9, stub, answer -> {
            String name = answer.countedString();
            if (answer.pointer()) {
                answer.countedString();
            }
            if (answer.pointer()) {
                answer.time();
            }
            return name;
        });
    }

    /**
     * The value at that position.
     *
     * @param room how many bytes its content may have
     */
    public static RpcCall<Entry> enumValue(RpcHandle key, int index, int room) {
        NdrWriter stub = new NdrWriter().handle(key).u32(index).countedRoom(NAME_ROOM);
        return new RpcCall<>("BaseRegEnumValue", 10, dataRoom(stub, room), answer -> {
            String name = answer.countedString();
            return new Entry(name, data(answer));
        });
    }

    /** Writes everything in a key to disk. */
    public static RpcCall<Optional<String>> flushKey(RpcHandle key) {
        return new RpcCall<>("BaseRegFlushKey", 11, new NdrWriter().handle(key), answer -> Optional.empty());
    }

    /** Opens a key. */
    public static RpcCall<RpcHandle> openKey(RpcHandle above, String path, int access) {
        NdrWriter stub =
                new NdrWriter().handle(above).countedString(path).u32(0).u32(access);
        return new RpcCall<>("BaseRegOpenKey", 15, stub, NdrReader::handle);
    }

    /** The numbers of entries in a key. */
    public static RpcCall<KeyInfo> queryInfoKey(RpcHandle key) {
        NdrWriter stub = new NdrWriter().handle(key).noCountedString();
        return new RpcCall<>("BaseRegQueryInfoKey", 16, stub, answer -> {
            answer.countedString();
            int subkeys = answer.u32();
            answer.u32(); // longest name of a subkey
            answer.u32(); // longest class of a subkey
            int values = answer.u32();
            answer.u32(); // longest name of a value
            answer.u32(); // largest content of a value
            answer.u32(); // size of the security descriptor
            return new KeyInfo(subkeys, values, answer.time());
        });
    }

    /**
     * A value's content.
     *
     * @param room how many bytes it may have
     */
    public static RpcCall<Data> queryValue(RpcHandle key, String name, int room) {
        NdrWriter stub = new NdrWriter().handle(key).countedString(name);
        return new RpcCall<>("BaseRegQueryValue", 17, dataRoom(stub, room), Winreg::data);
    }

    /** Sets a value. */
    public static RpcCall<Optional<String>> setValue(RpcHandle key, String name, int type, byte[] bytes) {
        NdrWriter stub = new NdrWriter()
                .handle(key)
                .countedString(name)
                .u32(type)
                .array(bytes)
                .u32(bytes.length);
        return new RpcCall<>("BaseRegSetValue", 22, stub, answer -> Optional.empty());
    }

    private static NdrWriter dataRoom(NdrWriter stub, int room) {
        return stub.pointer()
                .u32(0)
                .pointer()
                .room(room)
                .pointer()
                .u32(room)
                .pointer()
                .u32(0);
    }

    private static Data data(NdrReader answer) {
        int type = answer.pointedNumber().orElse(0);
        byte[] bytes = answer.pointer() ? answer.varyingArray() : new byte[0];
        int size = answer.pointedNumber().orElse(bytes.length);
        answer.pointedNumber();
        return new Data(RegistryValue.of(type, bytes), size);
    }
}
