package dev.eku.command;

import dev.eku.Eku;
import dev.eku.command.output.RunOutput;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.inspect.DownService;
import dev.eku.inspect.Inspection;
import dev.eku.product.Exemption;
import dev.eku.report.ReportedHost;
import dev.eku.text.Message;
import dev.eku.verify.Verdict;
import dev.eku.verify.Verifier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Proves on each host that the exemption is in effect, and every service up. Changes nothing. */
final class VerifyCommand extends ReadOnlyCommand {
    VerifyCommand(Session session) {
        super(session);
    }

    @Override
    Visit prepare(RunOutput output, int hosts) {
        Optional<Exemption> given = wanted();
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
            section.say(section.reports().of(where, verdict, down));
            sayClock(host, inspections.get(0), since, section);
            requireUp(where, verdict, down);
            if (!verdict.isCompliant()) {
                throw new EkuException(ErrorCode.NOT_COMPLIANT, where.name(), verdict.name(), verdict.evidence());
            }
        };
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
