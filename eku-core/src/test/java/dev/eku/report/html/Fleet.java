package dev.eku.report.html;

import static dev.eku.diagnose.certificate.TestCertificates.CLIENT_AUTH;
import static dev.eku.diagnose.certificate.TestCertificates.SERVER_AUTH;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.diagnose.DiagnosedHost;
import dev.eku.diagnose.certificate.TestCertificates;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerAnswer.Ending;
import dev.eku.diagnose.peer.PeerAnswer.Failure;
import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.diagnose.peer.TlsVersion;
import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.event.LoggedEvent;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Words;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The hosts that the tests of the page show. */
final class Fleet {
    static final Instant NOW = Instant.parse("2017-06-10T03:00:00Z");

    /** Each page says which eku has written it; a stored page must not change with it. */
    static final Optional<String> VERSION = Optional.of("1.2.3");

    private static final TestCertificates EDGE =
            TestCertificates.of("edge.contoso.com", "Contoso CA").dnsNames("edge.contoso.com", "edgepool.contoso.com");
    private static final TestCertificates CA = TestCertificates.of("Contoso CA", "Contoso CA");

    private Fleet() {}

    /** One that is flapping, one that needs its exemption no longer, one that cannot be read. */
    static List<DiagnosedHost> threeHosts() {
        return List.of(flapping(), tidy(), unread());
    }

    static DiagnosedHost flapping() {
        List<LoggedEvent> events = new ArrayList<>(storm("edge.contoso.com", NOW.minus(Duration.ofHours(9)), 90));
        for (int hour = 0; hour < 20; hour += 5) {
            Instant at = NOW.minus(Duration.ofHours(23 - hour));
            events.add(LoggedEvent.of(at, 41_029, "LS Data MCU", "fe02.contoso.com", "8061"));
            events.add(LoggedEvent.of(at.plusSeconds(7200), 41_031, "LS Data MCU", "fe02.contoso.com", "8061"));
        }
        MemoryHost host = FrontEnd.frontEnd()
                .log("Lync Server", events.toArray(LoggedEvent[]::new))
                .build();
        return diagnosed(
                host,
                shown(EDGE.ekus(SERVER_AUTH)),
                shown(PeerEndpoint.of("fe03.contoso.com", 8060), both("fe03.contoso.com")),
                new PeerAnswer.Failed(
                        PeerEndpoint.of("fe02.contoso.com", 8061),
                        Failure.UNREACHABLE,
                        Message.asIs("connection refused"),
                        Message.asIs("nothing listens"),
                        new NextStep.Advice(Message.asIs("start it"))));
    }

    static DiagnosedHost tidy() {
        MemoryHost host = FrontEnd.exempted()
                .log(
                        "Lync Server",
                        LoggedEvent.of(NOW.minus(Duration.ofHours(5)), 41_025, "LS Data MCU", "edge.contoso.com:8057"))
                .named("FE02")
                .build();
        return diagnosed(host, shown(EDGE.ekus(SERVER_AUTH, CLIENT_AUTH)));
    }

    static DiagnosedHost unread() {
        return DiagnosedHost.failed(
                "\\\\fe03", new Win32Exception(Win32Error.BAD_NETPATH, "RegConnectRegistry", "\\\\fe03"));
    }

    static DiagnosedHost diagnosed(MemoryHost host, PeerAnswer... peers) {
        return DiagnosedHost.of(Eku.on(host).diagnose(FrontEnd.EXEMPTION, List.of(peers)));
    }

    static PeerAnswer shown(TestCertificates own) {
        return shown(PeerEndpoint.of("edge.contoso.com", 8057), own.build(), CA.build());
    }

    static PeerAnswer shown(PeerEndpoint endpoint, X509Certificate... chain) {
        return new PeerAnswer.Presented(endpoint, List.of(chain), TlsVersion.TLS_1_2, Ending.ASKED_FOR_CERTIFICATE);
    }

    private static X509Certificate both(String name) {
        return TestCertificates.of(name, "Contoso CA")
                .dnsNames(name)
                .ekus(SERVER_AUTH, CLIENT_AUTH)
                .build();
    }

    /** A connection made and lost each minute. */
    static List<LoggedEvent> storm(String peer, Instant from, int minutes) {
        List<LoggedEvent> events = new ArrayList<>();
        for (int minute = 0; minute < minutes; minute++) {
            Instant at = from.plusSeconds(minute * 60L);
            events.add(LoggedEvent.of(at, 41_025, "LS Data MCU", peer, "8057"));
            events.add(LoggedEvent.of(at.plusSeconds(1), 41_026, "LS Data MCU", peer, "8057"));
        }
        return events;
    }

    static String page(List<DiagnosedHost> hosts) {
        return new HtmlReport(Words.ENGLISH, VERSION, hosts).text();
    }
}
