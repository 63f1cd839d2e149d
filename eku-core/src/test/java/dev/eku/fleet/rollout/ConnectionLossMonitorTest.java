package dev.eku.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.FrontEnd;
import dev.eku.LoggingHost;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.PortCall;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Error;
import dev.eku.fleet.EventCheck;
import dev.eku.fleet.RolloutResult.Events;
import dev.eku.host.Host;
import dev.eku.host.event.LogExcerpt;
import dev.eku.host.event.LoggedEvent;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A watch that cannot have seen every loss does not say that there was none. */
final class ConnectionLossMonitorTest {
    private static final LoggedEvent OLD =
            LoggedEvent.of(Instant.parse("2017-06-10T02:59:00Z"), 41_026, "LS Data MCU", "edge.contoso.com");

    @Test
    void logThatStaysAsItWasIsChecked() {
        assertThat(watched(log(0, OLD), log(0, OLD))).isEqualTo(Events.CHECKED);
        assertThat(watched(log(2, OLD), log(2, OLD))).isEqualTo(Events.CHECKED);
    }

    @Test
    void logThatWasClearedMeanwhileIsNotChecked() {
        assertThat(watched(log(0, OLD), log(0))).isEqualTo(Events.NOT_CHECKED);
    }

    @Test
    void eventThatCannotBeReadLeavesTheLogUnchecked() {
        assertThat(watched(log(0, OLD), log(1, OLD))).isEqualTo(Events.NOT_CHECKED);
    }

    @Test
    void logThatWasClearedWhileItWasWatchedIsNotChecked() {
        Host before = LoggingHost.frontEnd(LoggingHost.log(Instant.MIN, 0, 0));
        ConnectionLossMonitor watch = ConnectionLossMonitor.begin(before);
        Instant later = before.clock().now().plusSeconds(300);

        assertThat(watch.end(LoggingHost.frontEnd(LoggingHost.log(later, 0, 0))).events())
                .isEqualTo(Events.NOT_CHECKED);
    }

    @Test
    void logWhoseFirstEventCameWhileItWasWatchedIsChecked() {
        Instant now = FrontEnd.frontEnd().build().clock().now();
        Host empty = LoggingHost.frontEnd(LoggingHost.log(now.plusSeconds(86_400), 0, 0));

        assertThat(ConnectionLossMonitor.begin(empty)
                        .end(LoggingHost.frontEnd(LoggingHost.log(now.plusSeconds(300), 0, 0)))
                        .events())
                .isEqualTo(Events.CHECKED);
    }

    @Test
    void reasonIsToldWhenALogIsNotChecked() {
        assertThat(check(log(0, OLD), log(0, OLD)).problem()).isEmpty();
        assertThat(check(log(0, OLD), log(0)).problem()).contains(Message.of("rollout.events-changed", "Lync Server"));
        Host without = FrontEnd.frontEnd().log("Application").build();
        assertThat(ConnectionLossMonitor.begin(without).end(without))
                .isEqualTo(EventCheck.failed(Message.of("inspect.log.none", "Lync Server")));
        MemoryHost denied = FrontEnd.frontEnd()
                .log("Lync Server", OLD)
                .faults(Faults.none().always(PortCall.Kind.EVENT_QUERY, new Faults.Fails(Win32Error.ACCESS_DENIED)))
                .build();
        EventCheck check = ConnectionLossMonitor.begin(denied).end(denied);
        assertThat(check.events()).isEqualTo(Events.NOT_CHECKED);
        assertThat(Words.ENGLISH.text(check.problem().orElseThrow())).contains("ACCESS_DENIED");
    }

    @ParameterizedTest
    @ValueSource(ints = {41_024, 41_026, 41_030, 41_031})
    void lossOfOnePeerOrOfAllStopsTheRollout(int id) {
        Host host = FrontEnd.frontEnd().log("Lync Server", OLD).build();
        ConnectionLossMonitor watch = ConnectionLossMonitor.begin(host);
        Host later = FrontEnd.frontEnd()
                .log("Lync Server", OLD, LoggedEvent.of(Instant.parse("2017-06-10T02:59:30Z"), id, "LS Data MCU"))
                .build();

        assertThatThrownBy(() -> watch.end(later))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTIONS_LOST));
    }

    private static LogExcerpt log(int unreadable, LoggedEvent... events) {
        return LoggingHost.log(Instant.MIN, unreadable, 0, events);
    }

    private static Events watched(LogExcerpt before, LogExcerpt after) {
        return check(before, after).events();
    }

    private static EventCheck check(LogExcerpt before, LogExcerpt after) {
        ConnectionLossMonitor watch = ConnectionLossMonitor.begin(LoggingHost.frontEnd(before));
        return watch.end(LoggingHost.frontEnd(after));
    }
}
