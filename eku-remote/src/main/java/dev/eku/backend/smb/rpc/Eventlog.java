package dev.eku.backend.smb.rpc;

import java.util.List;

/** The calls of the event log that eku needs (MS-EVEN, section 3.1.4). Their results are NTSTATUS. Pure. */
public final class Eventlog {
    /** The most room that a server accepts for an answer. */
    public static final int MOST_ROOM = 0x7_FFFF;

    private static final int FORWARDS_FROM_RECORD = 0x2 | 0x4;
    private static final int BACKWARDS_FROM_RECORD = 0x2 | 0x8;

    private Eventlog() {}

    /**
     * Records, in the order in which they were read.
     *
     * @param needed how much room the first record needs, if it did not fit
     */
    public record Records(List<EventRecord> all, int needed) {
        public Records {
            all = List.copyOf(all);
        }
    }

    /** Closes a log. The server does the same at the end of the session. */
    public static RpcCall<RpcHandle> close(RpcHandle log) {
        return new RpcCall<>("ElfrCloseEL", 2, new NdrWriter().handle(log), NdrReader::handle);
    }

    /** How many records the log holds. */
    public static RpcCall<Integer> count(RpcHandle log) {
        return new RpcCall<>("ElfrNumberOfRecords", 4, new NdrWriter().handle(log), NdrReader::u32);
    }

    /** The number of the oldest record; without a meaning if there is none. */
    public static RpcCall<Integer> oldest(RpcHandle log) {
        return new RpcCall<>("ElfrOldestRecord", 5, new NdrWriter().handle(log), NdrReader::u32);
    }

    /** Opens a log. Windows opens its log {@code Application} if it does not know the name. */
    public static RpcCall<RpcHandle> open(String log) {
        NdrWriter stub = new NdrWriter()
                .none()
                .unterminatedString(log)
                .unterminatedString("")
                .u32(1)
                .u32(1);
        return new RpcCall<>("ElfrOpenELW", 7, stub, NdrReader::handle);
    }

    /**
     * Reads records, as many as fit, from that one on.
     *
     * @param backwards from newer ones to older ones
     * @param room how many bytes the answer may use; the answer has that size, however little is in it
     */
    public static RpcCall<Records> read(RpcHandle log, int record, boolean backwards, int room) {
        NdrWriter stub = new NdrWriter()
                .handle(log)
                .u32(backwards ? BACKWARDS_FROM_RECORD : FORWARDS_FROM_RECORD)
                .u32(record)
                .u32(room);
        return new RpcCall<>("ElfrReadELW", 10, stub, answer -> {
            byte[] buffer = answer.array();
            int used = answer.u32();
            int needed = answer.u32();
            return new Records(EventRecord.all(buffer, used, record, backwards ? -1 : 1), needed);
        });
    }
}
