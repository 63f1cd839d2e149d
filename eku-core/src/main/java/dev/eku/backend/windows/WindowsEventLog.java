package dev.eku.backend.windows;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.platform.win32.Winevt.EVT_HANDLE;
import com.sun.jna.platform.win32.Winevt.EVT_RPC_LOGIN;
import com.sun.jna.ptr.IntByReference;
import dev.eku.host.EventLog;
import dev.eku.host.event.EventExport;
import dev.eku.host.event.EventQuery;
import dev.eku.host.event.LoggedEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The event logs of this machine or of {@code \\server}, through the Windows Event Log API. Each query opens its own session and
 * closes all it has opened. Thread-safe.
 */
final class WindowsEventLog implements EventLog {
    private static final int RPC_LOGIN = 1;
    private static final int CHANNEL_PATH = 0x1;
    private static final int NEWEST_FIRST = 0x200;
    private static final int RENDER_XML = 1;
    private static final int AT_ONCE = 64;
    private static final int NEXT_WITHIN_MILLISECONDS = 10_000;
    private static final int USUAL_SIZE = 8 * 1024;
    private static final int INSUFFICIENT_BUFFER = 122;
    private static final int NO_MORE_ITEMS = 259;
    private static final int CHANNEL_NOT_FOUND = 15_007;

    private final Supplier<Events> library;
    private final WindowsPlace place;
    private final Optional<String> server;

    /**
     * Touches nothing yet.
     *
     * @param library bound at the first query
     * @param server empty for this machine
     */
    WindowsEventLog(Supplier<Events> library, WindowsPlace place, Optional<String> server) {
        this.library = library;
        this.place = place;
        this.server = server;
    }

    @Override
    public Optional<List<LoggedEvent>> query(EventQuery query) {
        Events api = library.get();
        EVT_HANDLE session = server.map(name -> session(api, name)).orElse(null);
        try {
            EVT_HANDLE results = api.EvtQuery(session, query.log(), xpath(query), CHANNEL_PATH | NEWEST_FIRST);
            if (results == null) {
                int error = Native.getLastError();
                if (error == CHANNEL_NOT_FOUND) {
                    return Optional.empty();
                }
                throw place.failed(error, "EvtQuery");
            }
            try {
                return Optional.of(read(api, results));
            } finally {
                api.EvtClose(results);
            }
        } finally {
            close(api, session);
        }
    }

    private EVT_HANDLE session(Events api, String name) {
        EVT_HANDLE session = api.EvtOpenSession(RPC_LOGIN, new EVT_RPC_LOGIN(name, null, null, null, 0), 0, 0);
        if (session == null) {
            throw place.failed(Native.getLastError(), "EvtOpenSession");
        }
        return session;
    }

    /** As the API wants it: XPath 1.0, times in UTC. */
    static String xpath(EventQuery query) {
        String ids = query.ids().stream().sorted().map(id -> "EventID=" + id).collect(Collectors.joining(" or "));
        return "*[System[Provider[@Name='" + query.source() + "'] and (" + ids + ") and TimeCreated[@SystemTime>='"
                + query.from() + "' and @SystemTime<='" + query.to() + "']]]";
    }

    private List<LoggedEvent> read(Events api, EVT_HANDLE results) {
        StringBuilder all = new StringBuilder();
        EVT_HANDLE[] some = new EVT_HANDLE[AT_ONCE];
        IntByReference returned = new IntByReference();
        int count = 0;
        while (count < MAX_EVENTS) {
            if (!api.EvtNext(results, AT_ONCE, some, NEXT_WITHIN_MILLISECONDS, 0, returned)) {
                int error = Native.getLastError();
                if (error == NO_MORE_ITEMS) {
                    break;
                }
                throw place.failed(error, "EvtNext");
            }
            try {
                for (int i = 0; i < returned.getValue(); i++) {
                    all.append(rendered(api, some[i]));
                }
            } finally {
                for (int i = 0; i < returned.getValue(); i++) {
                    close(api, some[i]);
                }
            }
            count += returned.getValue();
        }
        return EventExport.parse(all.toString(), place.ref().toString());
    }

    private String rendered(Events api, EVT_HANDLE event) {
        IntByReference used = new IntByReference();
        IntByReference properties = new IntByReference();
        int size = USUAL_SIZE;
        while (true) {
            try (Memory buffer = new Memory(size)) {
                buffer.clear();
                if (api.EvtRender(null, event, RENDER_XML, size, buffer, used, properties)) {
                    return buffer.getWideString(0);
                }
                int error = Native.getLastError();
                if (error != INSUFFICIENT_BUFFER || used.getValue() <= size) {
                    throw place.failed(error, "EvtRender");
                }
                size = used.getValue();
            }
        }
    }

    private static void close(Events api, @Nullable EVT_HANDLE handle) {
        if (handle != null) {
            api.EvtClose(handle);
        }
    }
}
