package dev.eku.inspect;

import dev.eku.host.event.LogExcerpt;
import dev.eku.host.event.LoggedEvent;
import dev.eku.registry.NameFolding;
import dev.eku.text.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a host's event log says about its connections over a time. Immutable.
 *
 * @param from the start of the time that the log covers, as far as it was asked for
 * @param to the end of that time
 * @param events the events of {@link dev.eku.product.PeerEvents}, the oldest first; empty if the log was not checked
 * @param problem why the log was not checked, if it was not
 * @param gaps what the log does not say, although it was read
 */
public record LogFacts(
        Instant from, Instant to, Optional<List<LoggedEvent>> events, Optional<Message> problem, List<LogGap> gaps) {
    private static final int LONGEST_NETBIOS = 15;

    public LogFacts {
        events = events.map(List::copyOf);
        gaps = List.copyOf(gaps);
    }

    /** The facts of a log without gaps, or of a log that was not read. */
    public LogFacts(Instant from, Instant to, Optional<List<LoggedEvent>> events, Optional<Message> problem) {
        this(from, to, events, problem, List.of());
    }

    /** A log that was not read. */
    static LogFacts unread(Instant from, Instant to, Message problem) {
        return new LogFacts(from, to, Optional.empty(), Optional.of(problem));
    }

    /** A host's own log, for the time that was asked for or the part of it that the log covers. */
    static LogFacts ofHost(Instant from, Instant to, LogExcerpt log) {
        List<LogGap> gaps = new ArrayList<>();
        Optional<Instant> later = log.since().filter(from::isBefore).map(begin -> begin.isAfter(to) ? to : begin);
        later.ifPresent(begin -> gaps.add(new LogGap.BeginsLater(from, begin)));
        if (log.since().isEmpty()) {
            gaps.add(new LogGap.BeginUnknown());
        }
        return new LogFacts(later.orElse(from), to, Optional.of(log.events()), Optional.empty(), with(gaps, log));
    }

    /**
     * An exported log, which says something only about the time of its events. Events of other computers are skipped.
     * If it holds only such events, no event was checked.
     *
     * @param computer the computer that the log should be from
     */
    static LogFacts ofExport(Instant now, String computer, LogExcerpt log) {
        List<String> others =
                log.computers().stream().filter(name -> !isOf(computer, name)).toList();
        if (!others.isEmpty() && others.size() == log.computers().size()) {
            LogGap gap = new LogGap.OtherComputer(others, computer);
            return new LogFacts(now, now, Optional.empty(), Optional.of(gap.message()), List.of(gap));
        }
        List<LoggedEvent> events = log.events().stream()
                .filter(event ->
                        event.computer().filter(name -> !isOf(computer, name)).isEmpty())
                .toList();
        Instant from = log.since().orElse(events.isEmpty() ? now : events.get(0).at());
        Instant to = log.until()
                .orElse(events.isEmpty() ? now : events.get(events.size() - 1).at());
        List<LogGap> gaps = new ArrayList<>();
        if (!others.isEmpty()) {
            gaps.add(new LogGap.OtherComputer(others, computer));
        }
        return new LogFacts(from, to, Optional.of(events), Optional.empty(), with(gaps, log));
    }

    /** Events hold the full DNS name. The NetBIOS name of a computer is its first label, cut after 15 characters. */
    private static boolean isOf(String computer, String told) {
        int dot = told.indexOf('.');
        String label = NameFolding.fold(dot < 0 ? told : told.substring(0, dot));
        String own = NameFolding.fold(computer);
        return label.equals(own) || (own.length() == LONGEST_NETBIOS && label.startsWith(own));
    }

    private static List<LogGap> with(List<LogGap> gaps, LogExcerpt log) {
        if (log.unreadable() > 0) {
            gaps.add(new LogGap.Unreadable(log.unreadable()));
        }
        if (log.altered() > 0) {
            gaps.add(new LogGap.Altered(log.altered()));
        }
        return gaps;
    }
}
