package dev.eku.command;

import dev.eku.Eku;
import dev.eku.command.output.HostSection;
import dev.eku.command.output.RunOutput;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.inspect.DownService;
import dev.eku.inspect.Inspection;
import dev.eku.product.Exemption;
import dev.eku.report.ReportedHost;
import dev.eku.report.html.VerificationPage;
import dev.eku.report.html.VerifiedHost;
import dev.eku.report.html.VerifiedHost.Seen;
import dev.eku.text.Message;
import dev.eku.text.Operation;
import dev.eku.verify.Verdict;
import dev.eku.verify.Verifier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Proves on each host that the exemption is in effect, and every service up. Changes nothing. */
final class VerifyCommand extends ReadOnlyCommand {
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    VerifyCommand(Session session) {
        super(session);
    }

    @Override
    Visit prepare(RunOutput output, int hosts) {
        Optional<Exemption> given = wanted();
        if (hosts > 1) {
            output.page(sections ->
                    Optional.of(new VerificationPage(context(Operation.VERIFY, output), verified(sections)).text()));
        }
        return (host, section) -> {
            Instant since = Instant.now();
            Eku eku = Eku.on(host);
            List<Inspection> inspections = given.map(List::of).orElseGet(eku::standing).stream()
                    .map(eku::inspect)
                    .toList();
            Verdict verdict = Verifier.verify(inspections);
            ReportedHost where = ReportedHost.of(inspections.get(0));
            List<DownService> down = inspections.stream()
                    .flatMap(inspection -> DownService.of(inspection).stream())
                    .distinct()
                    .toList();
            seen.put(
                    section.host(),
                    new Seen(
                            where.name(),
                            where.simulated(),
                            inspections.get(0).host().takenAt(),
                            verdict,
                            down));
            section.conclude(section.reports().of(where, verdict, down));
            sayClock(host, inspections.get(0), since, section);
            requireUp(where, verdict, down);
            if (!verdict.isCompliant()) {
                throw new EkuException(ErrorCode.NOT_COMPLIANT, where.name(), verdict.name(), verdict.evidence());
            }
        };
    }

    private List<VerifiedHost> verified(List<HostSection> sections) {
        return sections.stream()
                .map(section -> new VerifiedHost(
                        section.host(), Optional.ofNullable(seen.get(section.host())), section.failure()))
                .toList();
    }

    private static void requireUp(ReportedHost where, Verdict verdict, List<DownService> down) {
        down.stream().filter(DownService::isExpectedToRun).findFirst().ifPresent(service -> {
            throw new EkuException(
                    ErrorCode.SERVICE_DOWN,
                    where.name(),
                    service.service(),
                    service.startType(),
                    service.exitCode(),
                    Message.of("service.down." + service.cause()),
                    verdict.name(),
                    Message.of("service.down." + service.state()));
        });
    }
}
