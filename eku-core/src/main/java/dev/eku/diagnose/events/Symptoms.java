package dev.eku.diagnose.events;

import dev.eku.host.event.LoggedEvent;
import dev.eku.inspect.LogFacts;
import dev.eku.inspect.LogGap;
import dev.eku.product.PeerEvents;
import dev.eku.text.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the events of the Data MCU say over a time. An event that a connection succeeded is only information, and a lost
 * connection may be a fault of the network. If a certificate is refused, a loss follows each success, about once a
 * minute. So what counts is how often they alternate. Immutable.
 *
 * @param from the start of the time
 * @param to the end of the time
 * @param checked whether the log was checked
 * @param problem why it was not checked, if it was not
 * @param gaps what the log does not say, although it was checked
 * @param peers one for each port that an event names, one for each server that is named only without a port, and one
 *     without a name if no event names a peer. An event that names no peer counts for each peer, and an event that
 *     names only a server counts for each of its ports, unless there are many
 */
public record Symptoms(
        Instant from,
        Instant to,
        boolean checked,
        Optional<Message> problem,
        List<LogGap> gaps,
        List<PeerSymptom> peers) {
    /**
     * No pool has more peers of one kind, with two ports each. If there are more, an event that names no peer is not
     * attributed to any.
     */
    private static final int A_FEW = 100;

    public Symptoms {
        gaps = List.copyOf(gaps);
        peers = List.copyOf(peers);
    }

    /** What a log says. */
    public static Symptoms of(LogFacts log) {
        return since(log.from(), log);
    }

    /** What a log says from that instant on, but not before the start of the log. */
    public static Symptoms since(Instant instant, LogFacts log) {
        Instant from = instant.isAfter(log.from()) ? instant : log.from();
        List<LoggedEvent> events = log.events().orElse(List.of()).stream()
                .filter(event ->
                        event.source().equals(PeerEvents.SOURCE) && !event.at().isBefore(from))
                .toList();
        List<PeerSymptom> peers = new ArrayList<>();
        for (PeerEvents pair : PeerEvents.values()) {
            peers.addAll(peers(pair, events, PeerName::of));
        }
        return new Symptoms(from, log.to(), log.events().isPresent(), log.problem(), log.gaps(), peers);
    }

    /**
     * What events say about the peers of one kind.
     *
     * @param naming the peer that an event names; called once for each event, because it searches a text
     */
    static List<PeerSymptom> peers(
            PeerEvents pair, List<LoggedEvent> all, Function<LoggedEvent, Optional<PeerName>> naming) {
        List<LoggedEvent> events =
                all.stream().filter(event -> pair.isTold(event.id())).toList();
        List<Optional<PeerName>> names = events.stream().map(naming).toList();
        Map<Optional<PeerName>, List<LoggedEvent>> told = new LinkedHashMap<>();
        Map<Optional<PeerName>, Set<Optional<PeerName>>> meant = meant(names);
        meant.getOrDefault(Optional.<PeerName>empty(), Set.of()).forEach(name -> told.put(name, new ArrayList<>()));
        for (int i = 0; i < events.size(); i++) {
            LoggedEvent event = events.get(i);
            Set<Optional<PeerName>> peers = meant.getOrDefault(names.get(i), Set.of());
            for (Optional<PeerName> peer : peers.isEmpty() || peers.size() > A_FEW ? Set.of(names.get(i)) : peers) {
                told.computeIfAbsent(peer, vague -> new ArrayList<>()).add(event);
            }
        }
        return told.entrySet().stream()
                .map(peer -> PeerSymptom.of(pair, peer.getKey(), peer.getValue()))
                .toList();
    }

    /**
     * The peers that an event without a port is about. An event without a name is about all peers. An event that names
     * only a server is about each of its ports that events name.
     */
    private static Map<Optional<PeerName>, Set<Optional<PeerName>>> meant(List<Optional<PeerName>> names) {
        Map<Optional<PeerName>, Set<Optional<PeerName>>> meant = new HashMap<>();
        for (Optional<PeerName> name : names) {
            name.filter(peer -> peer.port().isPresent())
                    .ifPresent(
                            peer -> meant.computeIfAbsent(Optional.of(peer.server()), server -> new LinkedHashSet<>())
                                    .add(name));
        }
        Set<Optional<PeerName>> all = names.stream()
                .filter(name -> name.isPresent() && !meant.containsKey(name))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        meant.put(Optional.empty(), all);
        return meant;
    }

    /** The peers whose connections alternate as they do if a certificate is refused. */
    public List<PeerSymptom> flapping() {
        return peers.stream().filter(PeerSymptom::isFlapping).toList();
    }
}
