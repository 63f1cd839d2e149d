package dev.eku.diagnose.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.eku.host.event.LoggedEvent;
import dev.eku.inspect.LogFacts;
import dev.eku.product.PeerEvents;
import dev.eku.text.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What counts in an event log is how often connections alternate, not that they are lost or succeed. */
final class SymptomsTest {
    private static final Instant BEGIN = Instant.parse("2017-06-10T00:00:00Z");
    private static final String SOURCE = PeerEvents.SOURCE;

    private final List<LoggedEvent> events = new ArrayList<>();

    @Test
    void pairThatRepeatsEachMinuteIsFlappingOfThePeerItNames() {
        storm("edge.contoso.com", 0, 90);

        PeerSymptom peer = symptoms().flapping().get(0);
        assertThat(peer.pair()).isEqualTo(PeerEvents.EDGE);
        assertThat(peer.name()).contains(new PeerName("edge.contoso.com", OptionalInt.of(8057)));
        assertThat(peer.connected()).isEqualTo(90);
        assertThat(peer.lost()).isEqualTo(90);
        assertThat(peer.alternations()).isEqualTo(90);
        assertThat(peer.busiestHour()).isEqualTo(60);
        assertThat(peer.perHour(Duration.ofHours(24))).isCloseTo(3.75, within(0.001));
        assertThat(peer.last()).contains(BEGIN.plusSeconds(89 * 60 + 1));
    }

    @Test
    void connectionThatSucceedsIsInformation() {
        for (int minute = 0; minute < 200; minute++) {
            event(minute * 60L, 41_025, "edge.contoso.com", "8057");
        }

        assertThat(symptoms().flapping()).isEmpty();
        assertThat(symptoms().peers().get(0).alternations()).isZero();
    }

    @Test
    void lossAloneIsTheNetwork() {
        for (int minute = 0; minute < 200; minute++) {
            event(minute * 60L, 41_026);
        }

        assertThat(symptoms().flapping()).isEmpty();
        assertThat(symptoms().peers()).hasSize(1);
        assertThat(symptoms().peers().get(0).lost()).isEqualTo(200);
        assertThat(symptoms().peers().get(0).isLosing()).isTrue();
        assertThat(symptoms().peers().get(0).busiestUnpaired()).isEqualTo(60);
    }

    @Test
    void oneLossAloneIsTheNetworkAndAStormIsNoLosing() {
        event(0, 41_026);
        event(3600, 41_026);
        assertThat(symptoms().peers().get(0).isLosing()).isFalse();

        events.clear();
        storm("edge.contoso.com", 0, 90);
        assertThat(symptoms().peers()).noneMatch(PeerSymptom::isLosing);
    }

    @Test
    void fewAlternationsADayAreNoDisease() {
        for (int hour = 0; hour < 24; hour++) {
            event(hour * 3600L, 41_025, "edge.contoso.com", "8057");
            event(hour * 3600L + 1, 41_026);
        }

        assertThat(symptoms().flapping()).isEmpty();
        assertThat(symptoms().peers().get(0).alternations()).isEqualTo(24);
    }

    @Test
    void threeAlternationsWithinAnHourAreNotEnoughButFourAre() {
        storm("edge.contoso.com", 0, 3);
        assertThat(symptoms().flapping()).isEmpty();

        storm("edge.contoso.com", 59, 1);
        assertThat(symptoms().flapping()).hasSize(1);
    }

    @Test
    void fourthAlternationAnHourLaterDoesNotCountWithTheFirst() {
        storm("edge.contoso.com", 0, 3);
        storm("edge.contoso.com", 60, 1);

        assertThat(symptoms().flapping()).isEmpty();
    }

    @Test
    void eachPeerIsCountedByItself() {
        storm("edge1.contoso.com", 0, 10);
        event(30, 41_025, "edge2.contoso.com", "8057");

        assertThat(symptoms().flapping())
                .extracting(peer -> peer.name().orElseThrow().fqdn())
                .containsExactly("edge1.contoso.com");
        assertThat(symptoms().peers()).hasSize(2);
    }

    /** Not how long it takes is counted, but how often an event is looked at, and searched for a name. */
    @Test
    void eventsOfManyPeersAreCountedInOnePass() {
        for (int i = 0; i < 100_000; i++) {
            event(i / 2, 41_025, "edge" + i + ".contoso.com", "8057");
        }
        CountingList<LoggedEvent> log = new CountingList<>(events);
        AtomicInteger searched = new AtomicInteger();

        List<PeerSymptom> peers = Symptoms.peers(PeerEvents.EDGE, log, event -> {
            searched.incrementAndGet();
            return PeerName.of(event);
        });

        assertThat(peers).hasSize(100_000);
        assertThat(log.looks).isEqualTo(100_000);
        assertThat(searched).hasValue(100_000);
    }

    @Test
    void eventThatNamesNobodyIsAboutEachOfAFewPeersButAboutNoneOfMany() {
        for (int i = 0; i < 100; i++) {
            event(i, 41_025, "edge" + i + ".contoso.com", "8057");
        }
        event(100, 41_026);
        assertThat(symptoms().peers()).hasSize(100).allMatch(peer -> peer.alternations() == 1);

        event(101, 41_025, "edge100.contoso.com", "8057");
        assertThat(symptoms().peers()).hasSize(102);
        assertThat(symptoms().peers().get(101).name()).isEmpty();
        assertThat(symptoms().peers().get(101).lost()).isOne();
        assertThat(symptoms().peers()).allMatch(peer -> peer.alternations() == 0);
    }

    @Test
    void frontEndsHaveAPairOfTheirOwn() {
        for (int minute = 0; minute < 5; minute++) {
            event(minute * 60L, 41_029, "fe02.contoso.com:8061");
            event(minute * 60L + 1, 41_031, "fe02.contoso.com:8061");
            event(minute * 60L + 2, 41_026);
        }

        assertThat(symptoms().flapping()).hasSize(1);
        assertThat(symptoms().flapping().get(0).pair()).isEqualTo(PeerEvents.FRONT_END);
        assertThat(symptoms().flapping().get(0).name()).hasToString("Optional[fe02.contoso.com:8061]");
    }

    @Test
    void eventsOfTheSameSourceThatAreOtherMattersDoNotCount() {
        for (int minute = 0; minute < 100; minute++) {
            event(minute * 60L, 41_032, "edge.contoso.com", "8057");
            event(minute * 60L + 1, 41_034, "edge.contoso.com", "8057");
        }

        assertThat(symptoms().peers()).isEmpty();
    }

    @Test
    void lossOfOneEdgeServerOfSeveralCounts() {
        for (int pair = 0; pair < 110; pair++) {
            event(pair * 60L, 41_025, "edge2.contoso.com", "8057");
            event(pair * 60L + 1, 41_024, "edge2.contoso.com", "8057");
        }

        assertThat(symptoms().flapping()).hasSize(1);
        PeerSymptom peer = symptoms().flapping().get(0);
        assertThat(peer.lossEvents()).isEqualTo("41024");
        assertThat(peer.lost()).isEqualTo(110);
        assertThat(peer.busiestHour()).isEqualTo(60);
        assertThat(peer.isInferred()).isFalse();
    }

    /** At most three are logged within an hour, however often the connection is lost. */
    @Test
    void eventThatIsLoggedOnceInTwentyMinutesHasARateOfItsOwn() {
        for (int minute = 0; minute < 41; minute++) {
            event(minute * 60L, 41_025, "edge2.contoso.com", "8057");
            if (minute % 20 == 0 && minute < 40) {
                event(minute * 60L + 1, 41_024, "edge2.contoso.com", "8057");
            }
        }
        assertThat(symptoms().flapping()).isEmpty();

        event(40 * 60L + 1, 41_024, "edge2.contoso.com", "8057");
        assertThat(symptoms().flapping()).hasSize(1);
        assertThat(symptoms().flapping().get(0).isFlappingByThrottled()).isTrue();
        assertThat(symptoms().flapping().get(0).busiestHour()).isEqualTo(3);
    }

    @Test
    void threeLossesInSixHoursAreTheNetworkAlsoWhereOneOfSeveralIsLost() {
        for (int hour = 0; hour < 6; hour += 2) {
            event(hour * 3600L, 41_025, "edge2.contoso.com", "8057");
            event(hour * 3600L + 1, 41_024, "edge2.contoso.com", "8057");
        }

        assertThat(symptoms().flapping()).isEmpty();
    }

    @Test
    void lossOfOneAndThenOfAllIsOneLoss() {
        event(0, 41_025, "edge.contoso.com", "8057");
        event(1, 41_024, "edge.contoso.com", "8057");
        event(1, 41_026);

        assertThat(symptoms().peers()).hasSize(1);
        assertThat(symptoms().peers().get(0).alternations()).isOne();
        assertThat(symptoms().peers().get(0).lossEvents()).isEqualTo("41024/41026");
    }

    @Test
    void siblingOfFrontEndsIsInferredOnlyWhereNothingElseTellsOfTheStorm() {
        for (int minute = 0; minute < 10; minute++) {
            event(minute * 60L, 41_029, "fe02.contoso.com", "8061");
            event(minute * 60L + 1, 41_030, "fe02.contoso.com", "8061");
            event(minute * 60L, 41_029, "fe03.contoso.com", "8061");
            event(minute * 60L + 1, minute % 2 == 0 ? 41_031 : 41_030, "fe03.contoso.com", "8061");
        }

        assertThat(symptoms().flapping()).extracting(PeerSymptom::isInferred).containsExactly(true, false);
    }

    @Test
    void peerIsNamedByTheMessageToo() {
        for (int minute = 0; minute < 5; minute++) {
            events.add(new LoggedEvent(
                    BEGIN.plusSeconds(minute * 60L),
                    0,
                    41_025,
                    SOURCE,
                    List.of(),
                    Optional.of(
                            "Connection to the Web Conferencing Edge Server has succeeded.\nEdge Server Machine FQDN:"
                                    + " edge.contoso.com, Port:8057")));
            event(minute * 60L + 1, 41_026);
        }

        assertThat(symptoms().flapping().get(0).name()).hasToString("Optional[edge.contoso.com:8057]");
    }

    @Test
    void whatIsNoPortIsNone() {
        event(0, 41_025, "edge.contoso.com", "99999");

        assertThat(symptoms().peers().get(0).name()).contains(new PeerName("edge.contoso.com", OptionalInt.empty()));
    }

    @Test
    void onlyWhatCameSinceCounts() {
        storm("edge.contoso.com", 0, 60);

        LogFacts log = log();
        assertThat(Symptoms.since(BEGIN.plus(Duration.ofMinutes(57)), log).flapping())
                .isEmpty();
        assertThat(Symptoms.since(BEGIN.plus(Duration.ofMinutes(50)), log).flapping())
                .hasSize(1);
        assertThat(Symptoms.since(BEGIN.minusSeconds(1), log).from()).isEqualTo(BEGIN);
    }

    @Test
    void peerNamedInAnotherCaseOrWithoutAPortIsTheSame() {
        for (int minute = 0; minute < 30; minute++) {
            event(minute * 60L, 41_029, "FE02.contoso.com", "8061");
            event(minute * 60L + 1, 41_031, "fe02.contoso.com");
        }

        assertThat(symptoms().flapping()).hasSize(1);
    }

    @Test
    void portsOfAServerAreCountedEachByItself() {
        for (int minute = 0; minute < 30; minute++) {
            event(minute * 60L, 41_029, "fe02.contoso.com", "8060");
            event(minute * 60L + 1, 41_031, "fe02.contoso.com", "8061");
        }

        assertThat(symptoms().flapping()).isEmpty();
        assertThat(symptoms().peers())
                .extracting(peer -> peer.name().orElseThrow().toString())
                .containsExactly("fe02.contoso.com:8060", "fe02.contoso.com:8061");
    }

    @Test
    void eventWithoutAPortIsAboutEachOfTheServersPorts() {
        for (int minute = 0; minute < 30; minute++) {
            event(minute * 60L, 41_029, "fe02.contoso.com", "8060");
            event(minute * 60L, 41_029, "FE02.contoso.com", "8061");
            event(minute * 60L, 41_029, "fe03.contoso.com", "8061");
            event(minute * 60L + 1, 41_031, "fe02.contoso.com");
        }

        assertThat(symptoms().flapping())
                .extracting(peer -> peer.name().orElseThrow().toString())
                .containsExactly("fe02.contoso.com:8060", "FE02.contoso.com:8061");
    }

    @Test
    void eventWithoutAPortIsCountedByItselfWhereTheServerHasManyPorts() {
        for (int port = 1; port <= 101; port++) {
            event(port, 41_029, "fe02.contoso.com", String.valueOf(port));
        }
        event(200, 41_031, "fe02.contoso.com");

        assertThat(symptoms().peers()).hasSize(102).allMatch(peer -> peer.alternations() == 0);
        assertThat(symptoms().peers().get(101).name()).hasToString("Optional[fe02.contoso.com]");
    }

    @Test
    void logThatWasNotCheckedSaysSo() {
        Symptoms symptoms = Symptoms.of(new LogFacts(
                BEGIN, BEGIN.plusSeconds(60), Optional.empty(), Optional.of(Message.asIs("no right to read it"))));

        assertThat(symptoms.checked()).isFalse();
        assertThat(symptoms.problem()).contains(Message.asIs("no right to read it"));
        assertThat(symptoms.flapping()).isEmpty();
    }

    private void storm(String fqdn, int fromMinute, int minutes) {
        for (int minute = fromMinute; minute < fromMinute + minutes; minute++) {
            event(minute * 60L, 41_025, fqdn, "8057");
            event(minute * 60L + 1, 41_026);
        }
    }

    private void event(long second, int id, String... data) {
        events.add(LoggedEvent.of(BEGIN.plusSeconds(second), id, SOURCE, data));
    }

    private LogFacts log() {
        return new LogFacts(BEGIN, BEGIN.plus(Duration.ofHours(24)), Optional.of(events), Optional.empty());
    }

    private Symptoms symptoms() {
        return Symptoms.of(log());
    }

    /** Counts how often an element is taken. */
    private static final class CountingList<T> extends AbstractList<T> implements RandomAccess {
        private final List<T> elements;
        private int looks;

        CountingList(List<T> elements) {
            this.elements = elements;
        }

        @Override
        public T get(int index) {
            looks++;
            return elements.get(index);
        }

        @Override
        public int size() {
            return elements.size();
        }
    }
}
