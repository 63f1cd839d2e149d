package dev.eku.backend.windows;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.platform.win32.Winevt.EVT_HANDLE;
import com.sun.jna.platform.win32.Winevt.EVT_RPC_LOGIN;
import com.sun.jna.ptr.IntByReference;
import dev.eku.error.EkuException;
import dev.eku.error.Win32Code;
import dev.eku.error.Win32Exception;
import dev.eku.host.event.EventCollector;
import dev.eku.host.event.EventLog;
import dev.eku.host.event.EventQuery;
import dev.eku.host.event.LogExcerpt;
import dev.eku.host.event.LoggedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The event logs of this machine or of {@code \\server}, through the Windows Event Log API. Each query opens its own
 * session and closes everything that it has opened. Thread-safe.
 */
final class WindowsEventLog implements EventLog {
    private static final int RPC_LOGIN = 1;
    private static final int CHANNEL_PATH = 0x1;
    private static final int OLDEST_FIRST = 0x100;
    private static final int NEWEST_FIRST = 0x200;
    private static final int RENDER_XML = 1;
    private static final int AT_ONCE = 64;
    private static final int NEXT_WITHIN_MILLISECONDS = 10_000;
    private static final int USUAL_SIZE = 8 * 1024;

    private final Supplier<WevtApi> library;
    private final WindowsErrors place;
    private final Optional<String> server;

    /**
     * Connects to nothing yet.
     *
     * @param library bound at the first query
     * @param server empty for this machine
     */
    WindowsEventLog(Supplier<WevtApi> library, WindowsErrors place, Optional<String> server) {
        this.library = library;
        this.place = place;
        this.server = server;
    }

    @Override
    public Optional<List<LoggedEvent>> query(EventQuery query) {
        return read(query).map(LogExcerpt::events);
    }

    @Override
    public Optional<LogExcerpt> read(EventQuery query) {
        WevtApi api = library.get();
        EVT_HANDLE session = server.map(name -> session(api, name)).orElse(null);
        try {
            EVT_HANDLE results = api.EvtQuery(session, query.log(), xpath(query), CHANNEL_PATH | NEWEST_FIRST);
            if (results == null) {
                int error = Native.getLastError();
                if (error == Win32Code.EVT_CHANNEL_NOT_FOUND) {
                    return Optional.empty();
                }
                throw place.failed(error, "EvtQuery");
            }
            EventCollector events = new EventCollector(query);
            try {
                collect(api, results, events, MAX_EVENTS);
            } finally {
                api.EvtClose(results);
            }
            return Optional.of(events.excerpt(oldest(api, session, query), Optional.empty()));
        } finally {
            close(api, session);
        }
    }

    private EVT_HANDLE session(WevtApi api, String name) {
        EVT_HANDLE session = api.EvtOpenSession(RPC_LOGIN, new EVT_RPC_LOGIN(name, null, null, null, 0), 0, 0);
        if (session == null) {
            throw place.failed(Native.getLastError(), "EvtOpenSession");
        }
        return session;
    }

    /** In the form that the API requires: XPath 1.0, with times in UTC. */
    static String xpath(EventQuery query) {
        String ids = query.ids().stream().sorted().map(id -> "EventID=" + id).collect(Collectors.joining(" or "));
        return "*[System[Provider[@Name='" + query.source() + "'] and (" + ids + ") and TimeCreated[@SystemTime>='"
                + query.from() + "' and @SystemTime<='" + query.to() + "']]]";
    }

    /**
     * When the oldest event of the log was logged, from any source. If the log holds no event, for example after it was
     * cleared, the end of the requested time; empty if that cannot be read.
     */
    private Optional<Instant> oldest(WevtApi api, @Nullable EVT_HANDLE session, EventQuery query) {
        EVT_HANDLE results = api.EvtQuery(session, query.log(), "*", CHANNEL_PATH | OLDEST_FIRST);
        if (results == null) {
            return Optional.empty();
        }
        try {
            EventCollector events = new EventCollector(query);
            int count = collect(api, results, events, 1);
            return count == 0 ? Optional.of(query.to()) : events.oldest();
        } catch (EkuException unreadable) {
            return Optional.empty();
        } finally {
            api.EvtClose(results);
        }
    }

    /** @return how many there were, readable or not */
    private int collect(WevtApi api, EVT_HANDLE results, EventCollector events, int most) {
        int atOnce = Math.min(most, AT_ONCE);
        EVT_HANDLE[] some = new EVT_HANDLE[AT_ONCE];
        IntByReference returned = new IntByReference();
        int count = 0;
        Optional<Win32Exception> damage = Optional.empty();
        while (count < most) {
            if (!api.EvtNext(results, atOnce, some, NEXT_WITHIN_MILLISECONDS, 0, returned)) {
                int error = Native.getLastError();
                if (error == Win32Code.NO_MORE_ITEMS) {
                    break;
                }
                throw place.failed(error, "EvtNext");
            }
            try {
                for (int i = 0; i < returned.getValue(); i++) {
                    Optional<Win32Exception> failure = read(api, some[i], events);
                    damage = failure.isPresent() ? failure : damage;
                }
            } finally {
                for (int i = 0; i < returned.getValue(); i++) {
                    close(api, some[i]);
                }
            }
            if (returned.getValue() == 0) {
                break;
            }
            count += returned.getValue();
        }
        if (events.ofTheLog() == 0 && damage.isPresent()) {
            throw damage.get();
        }
        return count;
    }

    /**
     * Reads one event. A damaged event does not affect the others.
     *
     * @return the error that Windows reports for a damaged event
     */
    private Optional<Win32Exception> read(WevtApi api, EVT_HANDLE event, EventCollector events) {
        try {
            events.read(rendered(api, event));
            return Optional.empty();
        } catch (Win32Exception failure) {
            if (failure.error().number() != Win32Code.INVALID_DATA
                    && failure.error().number() != Win32Code.EVT_INVALID_EVENT_DATA) {
                throw failure;
            }
            events.unreadable();
            return Optional.of(failure);
        }
    }

    private String rendered(WevtApi api, EVT_HANDLE event) {
        IntByReference used = new IntByReference();
        IntByReference properties = new IntByReference();
        int size = USUAL_SIZE;
        while (true) {
            try (Memory buffer = new Memory(size)) {
                buffer.clear();
                if (api.EvtRender(null, event, RENDER_XML, size, buffer, used, properties)) {
                    return withoutEnd(buffer.getCharArray(0, used.getValue() / Native.WCHAR_SIZE));
                }
                int error = Native.getLastError();
                if (error != Win32Code.INSUFFICIENT_BUFFER || used.getValue() <= size) {
                    throw place.failed(error, "EvtRender");
                }
                size = used.getValue();
            }
        }
    }

    /** An event's text can contain a NUL, which ends texts of Windows, so its length decides where it ends. */
    private static String withoutEnd(char... units) {
        int length = units.length;
        while (length > 0 && units[length - 1] == 0) {
            length--;
        }
        return new String(units, 0, length);
    }

    private static void close(WevtApi api, @Nullable EVT_HANDLE handle) {
        if (handle != null) {
            api.EvtClose(handle);
        }
    }
}
