package dev.eku.backend.windows;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the functions of Windows where a test needs to see how they are called, or needs an answer that no machine
 * gives on demand. A function that the test has not answered must not be called. Not thread-safe.
 */
final class RecordedApi {
    /** What a function answers. */
    interface Answer {
        @Nullable
        Object to(Object[] arguments);
    }

    /** Answers a handle with none. */
    static final Answer NULL = arguments -> null;

    private final Map<String, Answer> answers = new HashMap<>();
    private final List<String> calls = new ArrayList<>();

    /** Lets a function answer so. */
    RecordedApi on(String function, Answer answer) {
        answers.put(function, answer);
        return this;
    }

    /** What was called, as {@code Function text number ...}: only the arguments that are texts or numbers. */
    List<String> calls() {
        return calls;
    }

    /** The calls of one function. */
    List<String> calls(String function) {
        return calls.stream().filter(call -> call.startsWith(function + " ")).toList();
    }

    /** The libraries as the code under test sees them. */
    NativeLibraries libraries() {
        return new NativeLibraries(proxy(Advapi.class), proxy(Kernel.class));
    }

    /** One library as the code under test sees it. */
    <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object[] given = arguments == null ? new Object[0] : arguments;
                    calls.add(method.getName() + " "
                            + Arrays.stream(given)
                                    .filter(argument -> argument instanceof String || argument instanceof Number)
                                    .map(argument -> argument instanceof Integer number
                                            ? "0x" + Integer.toHexString(number)
                                            : argument)
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(" ")));
                    Answer answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new AssertionError("not expected: " + calls.get(calls.size() - 1));
                    }
                    return answer.to(given);
                }));
    }
}
