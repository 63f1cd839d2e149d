package dev.eku.backend.smb.session;

import dev.eku.error.EkuException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server several questions at once, so that they share the journeys to it. A question is ordinary code that asks
 * one thing after another, and changes nothing. It is run until it needs an answer that is not there; then the next
 * question is run. The requests of all questions are sent together, and every question is run again from its start,
 * with the answers that there are now. So a question is run as often as it waits, and must have no other effects. Not
 * thread-safe.
 */
public final class Together {
    private final TrafficMeter meter;
    private final Supplier<EkuException> gone;
    /** How often the connection was lost, with everything that the answers so far are about. */
    private int losses;
    /** The question that is run just now. */
    private @Nullable Question asking;
    /** What the questions need that have been run, and who needs it. */
    private Map<Request, List<Question>> wave = new LinkedHashMap<>();
    /** How often the connection had been lost when these questions were begun. */
    private int lossesBefore;

    /** @param gone says that the connection was lost, so that nothing was done */
    Together(TrafficMeter meter, Supplier<EkuException> gone) {
        this.meter = meter;
        this.gone = gone;
    }

    /** The connection was lost. That ends all questions, since their answers are about what was open on it. */
    void lost() {
        losses++;
    }

    /** A request that changes nothing, so that it can be under way beside others. Equal requests are sent once. */
    interface Request {
        /** The place to which it is sent. */
        Channel channel();
    }

    /** A place to which requests are sent: a pipe, the files. */
    interface Channel {
        /**
         * Opens the place, if it is not open, without waiting for the answer. This is called for all places, and then
         * again for all of them.
         *
         * @param first whether this is the first of the two calls
         * @return whether there is an answer to wait for
         */
        boolean open(boolean first);

        /**
         * Waits until the place is open. This is called for all places before anything is sent, because other questions
         * may have to be asked for that, at another place.
         *
         * @throws EkuException if the connection is lost or cannot be made, or the place cannot be opened
         */
        void requireOpen();

        /**
         * Sends the first requests, at least one, and as many as may be under way there at once.
         *
         * @throws EkuException if the connection is lost or cannot be made
         */
        Sent send(List<Request> requests);
    }

    /** Requests that are under way. */
    interface Sent {
        /**
         * Waits for the answers to the requests that were sent, in their order. Each returns the answer, or throws what
         * the server says instead.
         *
         * @throws EkuException if the connection is lost
         */
        List<Supplier<Object>> answers();
    }

    /** Ends one run of a question, because an answer is not there yet. Nothing may catch it. */
    private static final class NotYet extends Error {
        private static final long serialVersionUID = 1L;

        private NotYet() {
            super("an answer is not there yet", null, false, false);
        }
    }

    /** A question, and the answers that it has so far. */
    private static final class Question {
        private final Map<Request, List<Supplier<Object>>> known = new HashMap<>();
        /** Those of them that this run has not used. */
        private final Map<Request, Queue<Supplier<Object>>> unused = new HashMap<>();

        private @Nullable Supplier<Object> result;
        private @Nullable RuntimeException failure;

        void begin() {
            unused.clear();
            known.forEach((request, answers) -> unused.put(request, new ArrayDeque<>(answers)));
        }
    }

    /** Whether the code that is running is a question, so that its requests go through {@link #answer}. */
    public boolean isAsking() {
        return asking != null;
    }

    /** The question that is running, for a request whose answer no other question may use. */
    Object asker() {
        return asking == null ? this : asking;
    }

    /** Whether the connection was lost since the questions were begun, so that none is asked any more. */
    public boolean isOver() {
        return asking != null && losses != lossesBefore;
    }

    /** The answer to a request of the question that is running. */
    Object answer(Request request) {
        Question question = Objects.requireNonNull(asking);
        Queue<Supplier<Object>> answers = question.unused.get(request);
        if (isOver() || answers == null || answers.isEmpty()) {
            wave.computeIfAbsent(request, none -> new ArrayList<>()).add(question);
            throw new NotYet();
        }
        return answers.remove().get();
    }

    /**
     * The results of all these questions. If one fails, the others are asked nevertheless, and the failure of the first
     * one is thrown. If the connection is lost, none is asked any more. Within a question these are its parts: they are
     * asked together, too, but share its answers, so no two of them may ask the same.
     *
     * @throws EkuException also if the connection is lost
     */
    public <T> List<T> all(List<? extends Supplier<? extends T>> questions) {
        return asking == null ? asked(questions) : parts(questions);
    }

    /** Runs all these questions. What they keep of the answers may be written several times. */
    public void run(List<Runnable> questions) {
        List<Supplier<Object>> all = new ArrayList<>();
        for (Runnable question : questions) {
            all.add(() -> {
                question.run();
                return question;
            });
        }
        all(all);
    }

    private static <T> List<T> parts(List<? extends Supplier<? extends T>> codes) {
        List<T> results = new ArrayList<>();
        NotYet missing = null;
        for (Supplier<? extends T> code : codes) {
            try {
                results.add(code.get());
            } catch (NotYet notYet) {
                missing = notYet;
            }
        }
        if (missing != null) {
            throw missing;
        }
        return results;
    }

    /** To open a place, other questions may have to be asked in the meantime. */
    private <T> List<T> asked(List<? extends Supplier<? extends T>> codes) {
        Map<Request, List<Question>> waveOfOthers = wave;
        int lossesOfOthers = lossesBefore;
        lossesBefore = losses;
        List<Question> questions = new ArrayList<>();
        codes.forEach(code -> questions.add(new Question()));
        try {
            while (true) {
                wave = new LinkedHashMap<>();
                for (int i = 0; i < codes.size(); i++) {
                    if (questions.get(i).result == null) {
                        run(questions.get(i), codes.get(i));
                    }
                }
                if (wave.isEmpty()) {
                    return results(questions);
                }
                send(wave);
                if (losses != lossesBefore) {
                    throw gone.get();
                }
            }
        } finally {
            wave = waveOfOthers;
            lossesBefore = lossesOfOthers;
        }
    }

    @SuppressWarnings("unchecked") // The result of a question is what its code returns.
    private static <T> List<T> results(List<Question> questions) {
        List<T> results = new ArrayList<>();
        for (Question question : questions) {
            results.add((T) Objects.requireNonNull(question.result).get());
        }
        return results;
    }

    private <T> void run(Question question, Supplier<T> code) {
        asking = question;
        question.begin();
        try {
            T result = code.get();
            question.result = () -> result;
        } catch (NotYet notYet) {
            // It is run again.
        } catch (RuntimeException failure) {
            question.failure = failure;
            question.result = () -> {
                throw failure;
            };
        } finally {
            asking = null;
        }
        if (losses != lossesBefore) {
            throw lost(question);
        }
    }

    /** Why the connection was lost, as the question says that was running. */
    private RuntimeException lost(Question question) {
        return question.failure == null ? gone.get() : question.failure;
    }

    private void send(Map<Request, List<Question>> wave) {
        Map<Channel, List<Request>> channels = new LinkedHashMap<>();
        for (Request request : wave.keySet()) {
            channels.computeIfAbsent(request.channel(), none -> new ArrayList<>())
                    .add(request);
        }
        Map<Channel, Sent> underWay = new LinkedHashMap<>();
        try {
            open(channels.keySet(), true);
            open(channels.keySet(), false);
            channels.keySet().forEach(Channel::requireOpen);
            channels.forEach((channel, requests) -> underWay.put(channel, channel.send(requests)));
        } catch (RuntimeException failure) {
            // The answers to the others would be taken for those of the next requests.
            underWay.values().forEach(Together::drop);
            throw failure;
        }
        meter.waited();
        underWay.forEach((channel, sent) -> {
            List<Request> requests = Objects.requireNonNull(channels.get(channel));
            List<Supplier<Object>> answers = sent.answers();
            for (int i = 0; i < answers.size(); i++) {
                for (Question question : Objects.requireNonNull(wave.get(requests.get(i)))) {
                    question.known
                            .computeIfAbsent(requests.get(i), none -> new ArrayList<>())
                            .add(answers.get(i));
                }
            }
        });
    }

    private void open(Set<Channel> channels, boolean first) {
        boolean waits = false;
        for (Channel channel : channels) {
            waits |= channel.open(first);
        }
        if (waits) {
            meter.waited();
        }
    }

    private static void drop(Sent sent) {
        boolean interrupted = Thread.currentThread().isInterrupted();
        try {
            sent.answers();
        } catch (EkuException lost) {
            // Then no answer is left.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
