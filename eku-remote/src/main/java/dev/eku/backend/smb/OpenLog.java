package dev.eku.backend.smb;

import dev.eku.backend.smb.rpc.EventRecord;
import dev.eku.backend.smb.rpc.Eventlog;
import dev.eku.backend.smb.rpc.Eventlog.Records;
import dev.eku.backend.smb.rpc.RpcCall;
import dev.eku.backend.smb.rpc.RpcCall.Answer;
import dev.eku.backend.smb.rpc.RpcHandle;
import dev.eku.backend.smb.session.RpcEndpoint;
import dev.eku.backend.smb.session.SmbErrors;
import dev.eku.backend.smb.session.SmbException;
import dev.eku.backend.smb.session.SmbStatus;
import dev.eku.error.ErrorCode;
import dev.eku.host.event.EventQuery;
import dev.eku.host.event.LogExcerpt;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryView;
import dev.eku.text.Message;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One log of the server. It is read from its newest record back to the time that is asked for, and after that only
 * from the last record that was read. That record is read again. So it shows whether the log was cleared, whatever was
 * logged since. If the log is cleared while it is read, reading starts again. Not thread-safe.
 */
final class OpenLog {
    /** The registry's list of classic logs. Windows reads its log {@code Application} if it does not know a name. */
    private static final KeyPath LOGS = KeyPath.of("SYSTEM", "CurrentControlSet", "Services", "EventLog");

    /** The answer has this size even if nothing is new. It fits into one fragment. */
    private static final int ROOM_FOR_NEWS = 4_200;

    private static final int ROOM_FOR_MANY = 65_536;
    /** How many bytes a record usually has. */
    private static final int USUAL_SIZE = 400;
    /** More new records than that are probably not all. */
    private static final int MANY = 10;

    /** A log that holds more than that of the time asked for is read only in part, the newest part. */
    private static final int MOST_ANSWERS = 1_024;
    /** So many answers in turn that cannot be read end the reading. */
    private static final int MOST_USELESS = 16;
    /** How often reading starts again if the log is changed in the meantime. */
    private static final int ATTEMPTS = 5;

    private final SmbErrors place;
    private final Registry registry;
    private final RpcEndpoint eventlog;
    private final String name;
    private final Message where;
    private @Nullable RpcHandle handle;
    private @Nullable KnownEvents known;

    OpenLog(SmbErrors place, Registry registry, RpcEndpoint eventlog, String name) {
        this.place = place;
        this.registry = registry;
        this.eventlog = eventlog;
        this.name = name;
        this.where = place.log(name);
    }

    /** Forgets what was open, because the connection is lost. */
    void forgetHandle() {
        handle = null;
    }

    /**
     * Reads the events that match.
     *
     * @return empty if there is no such log
     */
    Optional<LogExcerpt> read(EventQuery query) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<RpcHandle> log = open();
            if (log.isEmpty()) {
                return Optional.empty();
            }
            known = read(log.get(), query).orElse(null);
            if (known != null) {
                return Optional.of(known.excerpt(query));
            }
        }
        throw new SmbException(ErrorCode.HOST_TOO_SLOW, "smb.log-changing", where);
    }

    /** Empty if the log was changed so that it must be read again. */
    private Optional<KnownEvents> read(RpcHandle log, EventQuery query) {
        boolean usable = false;
        try {
            Optional<KnownEvents> read =
                    known != null && known.serves(query) ? withNews(log, known) : whole(log, query);
            usable = true;
            return read;
        } finally {
            handle = usable ? handle : null;
        }
    }

    /** The open log; empty if there is none of that name. */
    private Optional<RpcHandle> open() {
        if (handle == null) {
            if (!registry.exists(RegistryView.VIEW_64, LOGS.child(name))) {
                return Optional.empty();
            }
            Answer<RpcHandle> answer = eventlog.ask(Eventlog.open(name), where);
            if (SmbStatus.isNoSuchLog(answer.error())) {
                return Optional.empty();
            }
            handle = require(answer, "ElfrOpenELW");
        }
        return Optional.of(handle);
    }

    /** What is known and what was logged since. The record after the last one may need more room than was left. */
    private Optional<KnownEvents> withNews(RpcHandle log, KnownEvents before) {
        KnownEvents after = before;
        ReadLimit limit = new ReadLimit(where);
        int room = ROOM_FOR_NEWS;
        for (int answers = 0, useless = 0; answers < MOST_ANSWERS && useless < MOST_USELESS; answers++) {
            EventRecord last = after.newest().orElseThrow();
            List<EventRecord> read = records(log, (int) last.number(), false, room);
            if (read.isEmpty() || !read.get(0).equals(last)) {
                return Optional.empty();
            }
            List<EventRecord> news =
                    read.size() > 1 ? read.subList(1, read.size()) : records(log, (int) last.number() + 1, false, room);
            if (handle == null) {
                return Optional.empty();
            }
            if (news.isEmpty()) {
                return Optional.of(after);
            }
            after = after.with(news);
            limit.inTime();
            useless = isUseless(news) ? useless + 1 : 0;
            room = news.size() < MANY ? ROOM_FOR_NEWS : ROOM_FOR_MANY;
        }
        return Optional.empty();
    }

    /** Everything from the newest record back to the time that is asked for. */
    private Optional<KnownEvents> whole(RpcHandle log, EventQuery query) {
        OptionalInt count = number(Eventlog.count(log));
        if (count.isPresent() && count.getAsInt() == 0) {
            return Optional.of(KnownEvents.none(query));
        }
        OptionalInt oldest = count.isPresent() ? number(Eventlog.oldest(log)) : count;
        if (oldest.isEmpty()) {
            return Optional.empty();
        }
        long room = Math.max(ROOM_FOR_NEWS, USUAL_SIZE * Integer.toUnsignedLong(count.getAsInt()));
        EventsBackwards events = new EventsBackwards(query, oldest.getAsInt() + count.getAsInt() - 1);
        ReadLimit limit = new ReadLimit(where);
        for (int answers = 0, useless = 0;
                answers < MOST_ANSWERS && useless < MOST_USELESS && !events.reach(oldest.getAsInt());
                answers++) {
            List<EventRecord> read = records(log, events.next(), true, (int) Math.min(room, ROOM_FOR_MANY));
            if (read.isEmpty() && handle != null && isRead(log, events)) {
                break;
            }
            if (read.isEmpty()) {
                return Optional.empty();
            }
            events.take(read);
            limit.inTime();
            useless = isUseless(read) ? useless + 1 : 0;
        }
        return Optional.of(events.all());
    }

    /** Whether an answer only tells that records cannot be read. A server that lies could go on so without an end. */
    private static boolean isUseless(List<EventRecord> read) {
        return read.stream().noneMatch(EventRecord::isReadable);
    }

    /** Whether a record is not there because older ones were overwritten, or because the log has a hole. */
    private boolean isRead(RpcHandle log, EventsBackwards events) {
        OptionalInt oldest = number(Eventlog.oldest(log));
        if (oldest.isEmpty() || events.reach(oldest.getAsInt())) {
            return oldest.isPresent();
        }
        OptionalInt count = number(Eventlog.count(log));
        return count.isPresent() && events.isHole(oldest.getAsInt(), count.getAsInt());
    }

    /** A number of the log; empty if the log was changed so that it does not tell, and must be asked again. */
    private OptionalInt number(RpcCall<Integer> call) {
        Answer<Integer> answer = eventlog.ask(call, where);
        boolean isChanged = forgetIfChanged(answer.error());
        return isChanged || SmbStatus.isNoSuchRecord(answer.error())
                ? OptionalInt.empty()
                : OptionalInt.of(require(answer, call.name()));
    }

    /** Records from that one on; none if it does not exist any more, or not yet. */
    private List<EventRecord> records(RpcHandle log, int record, boolean backwards, int room) {
        Answer<Records> answer = eventlog.ask(Eventlog.read(log, record, backwards, room), where);
        if (answer.error() == SmbStatus.BUFFER_TOO_SMALL
                && room < answer.content().needed()) {
            int needed = Math.min(answer.content().needed(), Eventlog.MOST_ROOM);
            answer = eventlog.ask(Eventlog.read(log, record, backwards, needed), where);
        }
        boolean isChanged = forgetIfChanged(answer.error());
        return isChanged || SmbStatus.isNoSuchRecord(answer.error())
                ? List.of()
                : require(answer, "ElfrReadELW").all();
    }

    /** Whether that status says that the open log is not the same any more. Then its handle is not used any more. */
    private boolean forgetIfChanged(int status) {
        if (status == SmbStatus.INVALID_HANDLE) {
            handle = null;
        } else if (SmbStatus.isLogChanged(status)) {
            close();
        }
        return SmbStatus.isLogChanged(status);
    }

    private <T> T require(Answer<T> answer, String call) {
        if (!answer.isSuccess()) {
            close();
            throw place.failedLog(answer.error(), call, where);
        }
        return answer.content();
    }

    /**
     * Closes a handle that is not used any more, whatever the server answers. The one that is used stays open until the
     * end of the session, because to open it anew for each look would cost more than the look.
     */
    private void close() {
        RpcHandle useless = handle;
        handle = null;
        if (useless != null) {
            eventlog.ask(Eventlog.close(useless), where);
        }
    }
}
