package dev.eku.backend.smb.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Questions that share their journeys to the server. */
class TogetherTest {
    private final TrafficMeter meter = new TrafficMeter();
    private final Together together = new Together(meter, () -> new EkuException(ErrorCode.INTERRUPTED, "gone"));
    private final List<String> waves = new ArrayList<>();

    private record Ask(Place channel, String what) implements Together.Request {}

    /** Answers each request with its text and how often it was sent. */
    private final class Place implements Together.Channel {
        private final int most;
        private final Map<String, Integer> sent = new HashMap<>();
        private boolean isOpen;
        private boolean isLost;

        Place(int most) {
            this.most = most;
        }

        @Override
        public boolean open(boolean first) {
            boolean opens = !isOpen;
            isOpen |= !first;
            return opens;
        }

        @Override
        public void requireOpen() {}

        @Override
        public Together.Sent send(List<Together.Request> requests) {
            List<String> now = requests.stream()
                    .limit(most)
                    .map(request -> ((Ask) request).what)
                    .toList();
            waves.add(String.join(" ", now));
            return () -> {
                if (isLost) {
                    throw new EkuException(ErrorCode.INTERRUPTED, "lost");
                }
                List<Supplier<Object>> answers = new ArrayList<>();
                for (String what : now) {
                    int times = sent.merge(what, 1, Integer::sum);
                    answers.add(() -> {
                        if (what.startsWith("refused")) {
                            throw new EkuException(ErrorCode.INTERRUPTED, what);
                        }
                        return what + times;
                    });
                }
                return answers;
            };
        }
    }

    private String ask(Place place, String what) {
        return (String) together.answer(new Ask(place, what));
    }

    @Test
    void questionsAreAskedTogetherAndEachInItsOwnOrder() {
        Place place = new Place(10);
        List<String> told = together.all(List.of(
                () -> ask(place, "a") + ask(place, "b"),
                () -> ask(place, "c"),
                () -> ask(place, "d") + ask(place, "e")));

        assertThat(told).containsExactly("a1b1", "c1", "d1e1");
        assertThat(waves).containsExactly("a c d", "b e");
        assertThat(meter.traffic().roundTrips()).as("two to open, two to ask").isEqualTo(4);
    }

    /** What is read before and after something else must be read twice. */
    @Test
    void requestThatAQuestionRepeatsIsSentAgain() {
        Place place = new Place(10);
        List<String> told =
                together.all(List.of(() -> ask(place, "time") + ask(place, "content") + ask(place, "time")));

        assertThat(told).containsExactly("time1content1time2");
        assertThat(waves).containsExactly("time", "content", "time");
    }

    @Test
    void equalRequestsOfSeveralQuestionsAreSentOnce() {
        Place place = new Place(10);
        List<String> told = together.all(List.of(() -> ask(place, "a"), () -> ask(place, "a") + ask(place, "b")));

        assertThat(told).containsExactly("a1", "a1b1");
        assertThat(waves).containsExactly("a", "b");
    }

    @Test
    void placeThatTakesOneRequestAtATimeGetsThemInTurnBesideTheOthers() {
        Place one = new Place(1);
        Place other = new Place(10);
        List<String> told = together.all(List.of(
                () -> ask(one, "a"),
                () -> ask(one, "b"),
                () -> ask(other, "c"),
                () -> ask(one, "d") + ask(other, "e")));

        assertThat(told).containsExactly("a1", "b1", "c1", "d1e1");
        assertThat(waves).containsExactly("a", "c", "b", "d", "e");
    }

    @Test
    void questionsWithinAQuestionAreAskedTogether() {
        Place place = new Place(10);
        List<String> told = together.all(List.of(
                () -> {
                    String first = ask(place, "a");
                    return first
                            + String.join(
                                    "", together.<String>all(List.of(() -> ask(place, "b"), () -> ask(place, "c"))));
                },
                () -> ask(place, "d")));

        assertThat(told).containsExactly("a1b1c1", "d1");
        assertThat(waves).containsExactly("a d", "b c");
    }

    @Test
    void refusalReachesItsQuestionAndTheOthersAreAnswered() {
        Place place = new Place(10);
        List<String> reached = new ArrayList<>();
        assertThatThrownBy(() -> together.run(List.of(
                        () -> ask(place, "refused"), () -> reached.add(ask(place, "a") + ask(place, "b")), () -> {
                            try {
                                ask(place, "refused");
                            } catch (EkuException refused) {
                                reached.add("caught " + ask(place, "c"));
                            }
                        })))
                .isInstanceOf(EkuException.class);

        assertThat(reached).containsExactlyInAnyOrder("a1b1", "caught c1");
        assertThat(together.isAsking()).isFalse();
    }

    @Test
    void lossEndsAllQuestions() {
        Place place = new Place(10);
        place.isLost = true;
        assertThatThrownBy(() -> together.all(List.of(() -> ask(place, "a"))))
                .isInstanceOfSatisfying(
                        EkuException.class, lost -> assertThat(lost.code()).isEqualTo(ErrorCode.INTERRUPTED));
        assertThat(together.isAsking()).isFalse();
    }

    /** Else they would be taken for the answers to the next requests. */
    @Test
    void answersThatAreUnderWayAreAwaitedWhenAnotherPlaceCannotBeReached() {
        Place place = new Place(10);
        Together.Channel closed = new Together.Channel() {
            @Override
            public boolean open(boolean first) {
                return false;
            }

            @Override
            public void requireOpen() {}

            @Override
            public Together.Sent send(List<Together.Request> requests) {
                throw new EkuException(ErrorCode.INTERRUPTED, "closed");
            }
        };
        Together.Request unreachable = () -> closed;
        assertThatThrownBy(() -> together.all(List.of(() -> ask(place, "a"), () -> together.answer(unreachable))))
                .isInstanceOf(EkuException.class);

        assertThat(place.sent).as("answers that were taken").containsOnlyKeys("a");
    }
}
