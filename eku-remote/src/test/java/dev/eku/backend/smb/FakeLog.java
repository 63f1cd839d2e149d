package dev.eku.backend.smb;

import dev.eku.backend.smb.FakeServer.Reply;
import dev.eku.backend.smb.rpc.WrittenRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

/** The log of a {@link FakeServer}, which reads it as Windows does. Events are added, overwritten and cleared. */
final class FakeLog implements FakeServer.Script {
    static final int INVALID_PARAMETER = 0xC000_000D;
    static final int BUFFER_TOO_SMALL = 0xC000_0023;

    private final List<byte[]> records = new ArrayList<>();
    /** What is answered instead, by the name of the request. */
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();

    private final Map<String, Runnable> onces = new ConcurrentHashMap<>();

    private int oldest = 1;
    private int reads;
    private int rooms;
    private IntConsumer beforeRead = read -> {};
    private boolean isThere = true;

    synchronized FakeLog add(long seconds, int id, String source, String... strings) {
        records.add(WrittenRecord.of(oldest + records.size(), seconds, id, source, strings));
        return this;
    }

    /** Changes a record in place, or, for a result without content, lets it be a hole. */
    synchronized FakeLog spoil(int number, UnaryOperator<byte[]> change) {
        int at = number - oldest;
        records.set(at, change.apply(records.get(at).clone()));
        return this;
    }

    /** Answers a request once with that status, and does something then. */
    synchronized FakeLog once(String request, int status, Runnable then) {
        statuses.put(request, status);
        onces.put(request, then);
        return this;
    }

    /** Deletes the oldest records, as a log does that is full. */
    synchronized void overwrite(int count) {
        records.subList(0, count).clear();
        oldest += count;
    }

    /** After this, numbers start again at 1. */
    synchronized FakeLog clear() {
        records.clear();
        oldest = 1;
        return this;
    }

    /** Numbers start there. */
    synchronized FakeLog from(int number) {
        oldest = number;
        return this;
    }

    /** The registry does not have it. */
    synchronized FakeLog missing() {
        isThere = false;
        return this;
    }

    /** Answers a request with that status; 0 for the right answer. */
    FakeLog answering(String request, int status) {
        statuses.put(request, status);
        return this;
    }

    /** Does something before each read, which are counted from 1. */
    synchronized FakeLog beforeRead(IntConsumer what) {
        beforeRead = what;
        return this;
    }

    /** The sum of the room of all reads. */
    synchronized int room() {
        return rooms;
    }

    @Override
    public synchronized Reply reply(String request, byte[] message, Reply usual) {
        if (request.equals("eventlog 10")) {
            beforeRead.accept(++reads);
        }
        int status = statuses.getOrDefault(request, 0);
        Runnable then = onces.remove(request);
        if (then != null) {
            statuses.remove(request);
            then.run();
        }
        return switch (request) {
            case "winreg 15" -> Reply.message(FakeSession.opened(message, isThere ? 0 : 2));
            case "eventlog 4" -> Reply.message(FakeSession.result(message, numbers(records.size(), status)));
            case "eventlog 5" -> Reply.message(FakeSession.result(message, numbers(oldest, status)));
            case "eventlog 7" -> Reply.message(FakeSession.opened(message, status));
            case "eventlog 10" -> Reply.message(FakeSession.result(message, read(message, status)));
            default -> usual;
        };
    }

    private byte[] read(byte[] message, int refused) {
        ByteBuffer asked = ByteBuffer.wrap(FakeSession.pdu(message)).order(ByteOrder.LITTLE_ENDIAN);
        boolean backwards = (asked.getInt(44) & 8) != 0;
        int room = asked.getInt(52);
        rooms += room;
        int at = asked.getInt(48) - oldest;
        byte[] answer = new byte[4 + room + 12];
        ByteBuffer out = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN).putInt(room);
        boolean isThere = at >= 0 && at < records.size() && records.get(at).length > 0;
        int status = refused != 0 || isThere ? refused : INVALID_PARAMETER;
        int needed = 0;
        while (status == 0 && at >= 0 && at < records.size()) {
            byte[] record = records.get(at);
            if (record.length > 4 + room - out.position()) {
                needed = record.length;
                break;
            }
            out.put(record);
            at += backwards ? -1 : 1;
        }
        int used = out.position() - 4;
        boolean tooSmall = status == 0 && used == 0;
        out.putInt(4 + room, used)
                .putInt(8 + room, tooSmall ? needed : 0)
                .putInt(12 + room, tooSmall ? BUFFER_TOO_SMALL : status);
        return answer;
    }

    private static byte[] numbers(int number, int status) {
        byte[] numbers = new byte[8];
        ByteBuffer.wrap(numbers).order(ByteOrder.LITTLE_ENDIAN).putInt(number).putInt(status);
        return numbers;
    }
}
