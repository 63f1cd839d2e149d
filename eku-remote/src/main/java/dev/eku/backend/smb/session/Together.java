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
    /** The question that is run just now. */
    private @Nullable Question<?> asking;

    Together(TrafficMeter meter) {
        this.meter = meter;
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
         * again for all of them. What is not open after that is opened when something is sent.
         *
         * @param first whether this is the first of the two calls
         * @return whether there is an answer to wait for
         */
        boolean open(boolean first);

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

    private static final class Question<T> {
        private final Supplier<T> code;
        private final Map<Request, List<Supplier<Object>>> known = new HashMap<>();
        private final Map<Request, Queue<Supplier<Object>>> unused = new HashMap<>();
        private final List<Request> wanted = new ArrayList<>();
        private @Nullable Supplier<T> result;

        Question(Supplier<T> code) {
            this.code = code;
        }
    }

    /** Whether the code that is running is a question, so that its requests go through {@link #answer}. */
    boolean isAsking() {
        return asking != null;
    }

    /** The answer to a request of the question that is running. */
    Object answer(Request request) {
        Question<?> question = Objects.requireNonNull(asking);
        Queue<Supplier<Object>> answers = question.unused.get(request);
        if (answers == null || answers.isEmpty()) {
            question.wanted.add(request);
            throw new NotYet();
        }
        return answers.remove().get();
    }

    /**
     * The results of all these questions. If one fails, the others are asked nevertheless, and the failure of the first
     * one is thrown.
     */
    public <T> List<T> all(List<? extends Supplier<? extends T>> questions) {
        return asking == null ? asked(questions) : within(questions);
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

    /** Questions that belong to a question. */
    private static <T> List<T> within(List<? extends Supplier<? extends T>> questions) {
        List<T> results = new ArrayList<>();
        NotYet missing = null;
        for (Supplier<? extends T> question : questions) {
            try {
                results.add(question.get());
            } catch (NotYet notYet) {
                missing = notYet;
            }
        }
        if (missing != null) {
            throw missing;
        }
        return results;
    }

    private <T> List<T> asked(List<? extends Supplier<? extends T>> codes) {
        List<Question<? extends T>> questions = new ArrayList<>();
        for (Supplier<? extends T> code : codes) {
            questions.add(new Question<>(code));
        }
        for (Map<Request, List<Question<?>>> wave = runOpen(questions); !wave.isEmpty(); wave = runOpen(questions)) {
            send(wave);
        }
        List<T> results = new ArrayList<>();
        for (Question<? extends T> question : questions) {
            results.add(Objects.requireNonNull(question.result).get());
        }
        return results;
    }

    /** Runs the questions that have no result yet. Returns what they need. */
    private Map<Request, List<Question<?>>> runOpen(List<? extends Question<?>> questions) {
        Map<Request, List<Question<?>>> wave = new LinkedHashMap<>();
        for (Question<?> question : questions) {
            if (question.result == null) {
                runOnce(question);
                for (Request request : question.wanted) {
                    wave.computeIfAbsent(request, none -> new ArrayList<>()).add(question);
                }
            }
        }
        return wave;
    }

    private <T> void runOnce(Question<T> question) {
        question.wanted.clear();
        question.unused.clear();
        question.known.forEach((request, answers) -> question.unused.put(request, new ArrayDeque<>(answers)));
        asking = question;
        try {
            T result = question.code.get();
            question.result = () -> result;
        } catch (NotYet notYet) {
            // It is run again.
        } catch (RuntimeException failure) {
            question.result = () -> {
                throw failure;
            };
        } finally {
            asking = null;
        }
    }

    private void send(Map<Request, List<Question<?>>> wave) {
        Map<Channel, List<Request>> channels = new LinkedHashMap<>();
        for (Request request : wave.keySet()) {
            channels.computeIfAbsent(request.channel(), none -> new ArrayList<>())
                    .add(request);
        }
        Map<Channel, Sent> underWay = new LinkedHashMap<>();
        try {
            open(channels.keySet(), true);
            open(channels.keySet(), false);
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
                for (Question<?> question : Objects.requireNonNull(wave.get(requests.get(i)))) {
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
        try {
            sent.answers();
        } catch (EkuException lost) {
            // Then no answer is left.
        }
    }
}
