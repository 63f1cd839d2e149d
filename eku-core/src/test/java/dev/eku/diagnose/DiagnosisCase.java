package dev.eku.diagnose;

import static dev.eku.diagnose.certificate.TestCertificates.CLIENT_AUTH;
import static dev.eku.diagnose.certificate.TestCertificates.SERVER_AUTH;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.diagnose.certificate.TestCertificates;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.diagnose.peer.TlsVersion;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.ForwardingHost;
import dev.eku.host.Host;
import dev.eku.host.HostFiles;
import dev.eku.host.HostRef;
import dev.eku.host.event.LoggedEvent;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.registry.KeyPath;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The peers, events and hosts that tests of findings diagnose. */
final class DiagnosisCase {
    static final Instant NOW = Instant.parse("2017-06-10T03:00:00Z");
    static final KeyPath RELEASE = KeyPath.of("SOFTWARE", "Microsoft", "NET Framework Setup", "NDP", "v4", "Full");
    static final TestCertificates EDGE =
            TestCertificates.of("edge.contoso.com", "Contoso CA").dnsNames("edge.contoso.com");
    static final TestCertificates BOTH = EDGE.ekus(SERVER_AUTH, CLIENT_AUTH);
    static final TestCertificates CA = TestCertificates.of("Contoso CA", "Contoso CA");
    static final String UNASKED = "events name edge.contoso.com:8057, but no certificate of it was looked at";

    static final String LIBRARY = "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\System.dll";
    static final String BILLING_PATH = "C:\\Billing\\billing.exe";
    static final Application BILLING = Application.at("billing", BILLING_PATH, Clr.V4, Bitness.BITS_64);

    static final LoggedEvent CONNECTED =
            LoggedEvent.of(NOW.minus(Duration.ofHours(5)), 41_025, "LS Data MCU", "edge.contoso.com:8057");

    private DiagnosisCase() {}

    static PeerAnswer serverOnly() {
        return shown(
                PeerEndpoint.of("edge.contoso.com", 8057),
                EDGE.ekus(SERVER_AUTH).build(),
                CA.build());
    }

    static PeerAnswer both() {
        return shown(PeerEndpoint.of("edge.contoso.com", 8057), BOTH.build(), CA.build());
    }

    static PeerAnswer passingFrontEnd() {
        X509Certificate own = TestCertificates.of("fe02.contoso.com", "Contoso CA")
                .ekus(SERVER_AUTH, CLIENT_AUTH)
                .build();
        return shown(PeerEndpoint.of("fe02.contoso.com", 8061), own, CA.build());
    }

    static PeerAnswer shown(PeerEndpoint endpoint, X509Certificate... chain) {
        return new PeerAnswer.Presented(
                endpoint, List.of(chain), TlsVersion.TLS_1_2, PeerAnswer.Ending.ASKED_FOR_CERTIFICATE);
    }

    static PeerAnswer kept(X509Certificate... chain) {
        return new PeerAnswer.FromFile("edge.cer", PeerEndpoint.Peer.EDGE, List.of(chain));
    }

    static LoggedEvent[] storm(Duration ago, int minutes) {
        List<LoggedEvent> events = new ArrayList<>();
        for (int minute = 0; minute < minutes; minute++) {
            Instant at = NOW.minus(ago).plusSeconds(minute * 60L);
            events.add(LoggedEvent.of(at, 41_025, "LS Data MCU", "edge.contoso.com", "8057"));
            events.add(LoggedEvent.of(at.plusSeconds(1), 41_026, "LS Data MCU"));
        }
        return events.toArray(LoggedEvent[]::new);
    }

    static void apply(Host host, Exemption exemption) {
        Eku eku = Eku.on(host);
        eku.apply(eku.plan(exemption, FrontEnd.STOP), event -> {});
    }

    /** Somebody wrote the value, or another one of the key, a minute ago, and the process is older. */
    static MemoryHostBuilder writtenLate() {
        return MemoryHost.from(FrontEnd.frontEnd().build().snapshot()).toBuilder()
                .writtenAt(NOW.minusSeconds(60))
                .value(FrontEnd.KEY, FrontEnd.PATH, FrontEnd.ZERO);
    }

    static MemoryHost later(MemoryHost host) {
        return host.toBuilder().at(Instant.parse("2017-08-01T00:00:00Z")).build();
    }

    static LoggedEvent[] throttled(int connected, int lost) {
        List<LoggedEvent> events = new ArrayList<>();
        for (int minute = 1; minute < 60; minute += 20) {
            Instant at = NOW.minus(Duration.ofMinutes(minute));
            events.add(LoggedEvent.of(at.minusSeconds(1), connected, "LS Data MCU", "edge2.contoso.com", "8057"));
            events.add(LoggedEvent.of(at, lost, "LS Data MCU", "edge2.contoso.com", "8057"));
        }
        return events.toArray(new LoggedEvent[0]);
    }

    static PeerAnswer unreachable(PeerEndpoint endpoint) {
        return new PeerAnswer.Failed(
                endpoint,
                PeerAnswer.Failure.UNREACHABLE,
                Message.asIs("cannot be reached"),
                Message.asIs("no way"),
                new NextStep.Advice(Message.asIs("check it")));
    }

    static Diagnosis diagnose(Host host, PeerAnswer... peers) {
        return Eku.on(host).diagnose(FrontEnd.EXEMPTION, List.of(peers));
    }

    /** A host that is named in another way. */
    record Named(Host host, String name) implements ForwardingHost {
        @Override
        public HostRef ref() {
            return HostRef.parse(name);
        }
    }

    /** A host whose files may not be read. */
    record WithoutFiles(Host host) implements ForwardingHost, HostFiles {
        @Override
        public HostFiles files() {
            return this;
        }

        @Override
        public boolean isFile(String path) {
            return host.files().isFile(path);
        }

        @Override
        public Optional<String> longPath(String path) {
            return host.files().longPath(path);
        }

        @Override
        public Optional<byte[]> read(String path, int limit) {
            throw new EkuException(ErrorCode.FILE_FAILURE, path, "AccessDenied");
        }

        @Override
        public Optional<byte[]> read(String path, long offset, int length) {
            throw new EkuException(ErrorCode.FILE_FAILURE, path, "AccessDenied");
        }
    }
}
