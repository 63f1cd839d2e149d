package dev.eku.backend.smb;

import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eku.backend.smb.FakeServer.Reply;
import dev.eku.backend.smb.FakeServer.Script;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server that does anything but answer, at any point of a session: one clear error, no hang, and what may have been
 * done is said.
 */
class MisbehavingServerTest {
    private static final KeyPath KEY = KeyPath.of("SOFTWARE", "x");

    /** All that is asked when one value is set, in order. */
    private static final List<String> SESSION = List.of(
            "negotiate",
            "setup 1",
            "setup 2",
            "tree IPC$",
            "pipe winreg",
            "bind winreg",
            "winreg 2",
            "winreg 15",
            "winreg 22");

    private static final Map<String, String> OPENING = Map.of(
            "negotiate", "does not speak SMB 2.1 or newer",
            "setup 1", "was cut off",
            "setup 2", "was cut off");

    /** What is sent instead of the whole answer. */
    private static final Map<String, Reply> INSTEAD = new TreeMap<>(Map.of(
            "closed at once", Reply.silence().andHangUp(),
            "a web server's page", text("HTTP/1.1 400 Bad Request\r\n\r\n").andHangUp(),
            "a mail server's greeting", text("220 mail.example ESMTP\r\n").andHangUp(),
            "one byte, then closed", Reply.raw(0).andHangUp(),
            "a length without a message", Reply.raw(0, 0, 0, 64).andHangUp(),
            "a message of no length", Reply.raw(0, 0, 0, 0),
            "the largest length, some bytes, then closed",
                    Reply.raw(0, 255, 255, 255, 1, 2, 3, 4).andHangUp(),
            "SMB 1",
                    Reply.raw(
                            0, 0, 0, 35, 0xFF, 'S', 'M', 'B', 0x72, 0, 0, 0, 0, 0x98, 1, 0x20, 0, 0, 0, 0, 0, 0, 0, 0,
                            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
            "a message of another kind", Reply.raw(0, 0, 0, 4, 0xFC, 'S', 'M', 'B'),
            "a header alone", Reply.raw(0, 0, 0, 8, 0xFE, 'S', 'M', 'B', 64, 0, 1, 0)));

    private static Reply text(String text) {
        return Reply.raw(text.getBytes(StandardCharsets.US_ASCII));
    }

    static Stream<Arguments> everywhere() {
        return SESSION.stream().flatMap(at -> INSTEAD.keySet().stream().map(what -> Arguments.of(at, what)));
    }

    private static Script at(String request, Reply instead) {
        return (asked, message, usual) -> asked.equals(request) ? instead : usual;
    }

    /** Sets a value there, and has what came of it checked. */
    private static EkuException failure(FakeServer server, String at) {
        EkuException failure = catchThrowableOfType(EkuException.class, () -> {
            try (Host host = server.open()) {
                host.registry().setValue(VIEW_64, KEY, "v", RegistryValue.dword(0));
            }
        });
        assertThat(failure).as("nothing failed").isNotNull();
        assertThat(failure.code()).isEqualTo(ErrorCode.HOST_UNREACHABLE);
        assertThat(failure.getMessage()).contains(server.ref().toString());
        if (at.equals("winreg 22")) {
            assertThat(failure).hasMessageContaining("MAY HAVE BEEN DONE");
        } else {
            assertThat(failure.getMessage()).doesNotContain("MAY HAVE BEEN DONE");
        }
        if (!OPENING.containsKey(at) && !at.equals("winreg 22")) {
            assertThat(failure).hasMessageContaining("nothing was changed by this call");
        }
        assertThat(server.isLeft()).as("the connection is closed").isTrue();
        return failure;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("everywhere")
    void whatIsNoAnswerIsSaidToBeNone(String at, String what) {
        Reply instead = INSTEAD.get(what);
        assertThat(instead).isNotNull();
        try (FakeServer server = FakeServer.start(at(at, instead))) {
            assertThat(failure(server, at)).hasMessageContaining(OPENING.getOrDefault(at, "was not answered"));
            assertThat(server.asked()).endsWith(at);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"negotiate", "setup 1", "setup 2", "tree IPC$", "pipe winreg", "winreg 22"})
    void answerCutOffAnywhereIsNone(String at) {
        for (BinaryOperator<Reply> cut : cuts()) {
            for (double part : new double[] {0.1, 0.4, 0.7, 0.97}) {
                Script script = (asked, message, usual) -> asked.equals(at) ? cut.apply(usual, usual.cut(part)) : usual;
                try (FakeServer server = FakeServer.start(script)) {
                    failure(server, at);
                }
            }
        }
    }

    /** With the length of the whole, then closed; and as if the part were the whole, signed. */
    private static List<BinaryOperator<Reply>> cuts() {
        return List.of((whole, part) -> part.asPartOf(whole).andHangUp(), (whole, part) -> part.andHangUp());
    }

    @ParameterizedTest
    @ValueSource(strings = {"negotiate", "setup 1", "winreg 22"})
    void silenceEndsAtTheDeadline(String at) {
        List<Reply> quiet = new ArrayList<>(
                List.of(Reply.silence(), Reply.raw(0), Reply.raw(0, 255, 255, 255, 1, 2, 3, 4), Reply.dripping(1)));
        for (Reply reply : quiet) {
            try (FakeServer server = FakeServer.start(at(at, reply))) {
                assertThat(failure(server, at))
                        .hasMessageContaining(
                                at.equals("negotiate") ? "says nothing within 1 s" : "no answer within 1 s");
            }
        }
    }

    @Test
    void logonThatNeverEndsIsCutOff() {
        Script script = (asked, message, usual) ->
                asked.startsWith("setup") ? Reply.message(FakeSession.challenged(message)) : usual;
        try (FakeServer server = FakeServer.start(script)) {
            assertThat(failure(server, "setup 1")).hasMessageContaining("was cut off");
            assertThat(server.asked()).hasSizeLessThan(20);
        }
    }

    static Stream<Arguments> tokens() {
        int[] nested = new int[20_000];
        Arrays.fill(nested, 0x30);
        int[] nestedRightly = new int[4 * 10_000];
        for (int i = 0; i < nestedRightly.length; i += 4) {
            int left = nestedRightly.length - i - 4;
            nestedRightly[i] = 0x30;
            nestedRightly[i + 1] = 0x82;
            nestedRightly[i + 2] = left >>> 8;
            nestedRightly[i + 3] = left;
        }
        return Stream.of(
                Arguments.of("two gigabytes announced", new int[] {0xA1, 0x84, 0x7F, 0xFF, 0xFF, 0xFF}),
                Arguments.of("two gigabytes of text", new int[] {0xA1, 8, 0x30, 6, 4, 0x84, 0x7F, 0xFF, 0xFF, 0xF0}),
                Arguments.of("a negative length", new int[] {0xA1, 0x84, 0xFF, 0xFF, 0xFF, 0xFF}),
                Arguments.of("no end", new int[] {0xA1, 0x80}),
                Arguments.of("nothing", new int[] {0xA1}),
                Arguments.of("parts within parts", nested),
                Arguments.of("parts that fit within parts", nestedRightly),
                Arguments.of("no token", new int[] {1, 2, 3, 4, 5, 6, 7}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokens")
    void logonTokenThatDoesNotFitIsNone(String what, int[] token) {
        for (String at : List.of("negotiate", "setup 1")) {
            Script script = (asked, message, usual) ->
                    asked.equals(at) ? Reply.message(FakeSession.withToken(message, token)) : usual;
            try (FakeServer server = FakeServer.start(script)) {
                failure(server, at);
            }
        }
    }

    @Test
    void refusedNegotiationLeavesNoConnectionBehind() {
        Script script = (asked, message, usual) ->
                asked.equals("negotiate") ? Reply.message(FakeSession.status(message, 0xC000_00BB)) : usual;
        try (FakeServer server = FakeServer.start(script)) {
            assertThat(failure(server, "negotiate")).hasMessageContaining("STATUS_NOT_SUPPORTED");
        }
    }
}
