package dev.eku.bench;

import dev.eku.backend.memory.MemoryHost;
import dev.eku.diagnose.Enforcement;
import dev.eku.diagnose.EnforcementRule;
import dev.eku.diagnose.certificate.CertificateRule;
import dev.eku.diagnose.certificate.CertificateVerdict;
import dev.eku.diagnose.certificate.PeerCertificate;
import dev.eku.diagnose.certificate.TestCertificates;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.DiagnosticInspection;
import dev.eku.inspect.DiagnosticInspector;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The rules of a diagnosis: whether a process checks EKUs, and whether a chain of three certificates passes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RulesBench {
    private final DiagnosticInspection inspected = new DiagnosticInspector(
                    MemoryHost.skypeForBusiness2015FrontEnd().build())
            .inspect(Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS), Duration.ofHours(24));
    private final ApplicationFacts application =
            inspected.inspection().applications().get(0);
    private final List<X509Certificate> shown = List.of(
            TestCertificates.of("edge.contoso.com", "Contoso CA")
                    .dnsNames("edge.contoso.com")
                    .ekus(TestCertificates.SERVER_AUTH)
                    .build(),
            TestCertificates.of("Contoso CA", "Contoso Root").build(),
            TestCertificates.of("Contoso Root", "Contoso Root").build());
    private final List<PeerCertificate> chain = PeerCertificate.of(shown);

    /** Table A, with all inputs told. */
    @Benchmark
    public Enforcement enforcement() {
        return EnforcementRule.judge(inspected, application);
    }

    /** Table B, in both roles, of a chain that is read already. */
    @Benchmark
    public List<CertificateVerdict> certificate() {
        return CertificateRule.judge(chain);
    }

    /** What of a chain of three matters. */
    @Benchmark
    public List<PeerCertificate> reading() {
        return PeerCertificate.of(shown);
    }
}
