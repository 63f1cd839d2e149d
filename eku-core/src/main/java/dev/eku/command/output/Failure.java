package dev.eku.command.output;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a run failed, for all its hosts together. The message is complete, so that nobody needs a stack trace. Immutable.
 *
 * @param kind the worst kind of all reasons
 * @param code the worst exit code of all reasons
 */
public record Failure(ErrorCode.Kind kind, ExitCode code, String message, Throwable cause) {
    /** The failure of a run, or empty if there is none. */
    static Optional<Failure> of(Optional<EkuException> beside, List<HostSection> hosts, Words words) {
        List<HostSection> failed = new ArrayList<>();
        for (HostSection host : hosts) {
            if (host.failure().isPresent()) {
                failed.add(host);
            }
        }
        if (beside.isEmpty() && failed.isEmpty()) {
            return Optional.empty();
        }
        List<EkuException> all =
                failed.stream().flatMap(host -> host.failure().stream()).toList();
        EkuException first = beside.orElseGet(() -> all.get(0));
        boolean environment = beside.filter(Failure::isEnvironment).isPresent()
                || all.stream().anyMatch(Failure::isEnvironment);
        return Optional.of(new Failure(
                environment ? ErrorCode.Kind.ENVIRONMENT : ErrorCode.Kind.REFUSED,
                code(beside, all),
                message(beside, failed, hosts, words),
                first));
    }

    private static ExitCode code(Optional<EkuException> beside, List<EkuException> all) {
        ExitCode worst = beside.isPresent() ? ExitCode.of(beside.get().code()) : ExitCode.AS_DESIRED;
        for (EkuException each : all) {
            worst = worst.or(ExitCode.of(each.code()));
        }
        return worst;
    }

    private static String message(
            Optional<EkuException> beside, List<HostSection> failed, List<HostSection> hosts, Words words) {
        String ofHosts = hosts.size() == 1 && failed.size() == 1
                ? text(failed.get(0))
                : words.text("failure.several", failed.size(), hosts.size())
                        + failed.stream()
                                .map(host -> "\n\n" + words.text("failure.host", host.host()) + "\n" + text(host))
                                .collect(Collectors.joining());
        return beside.map(why -> text(why, words))
                .map(text -> failed.isEmpty() ? text : text + "\n" + ofHosts)
                .orElse(ofHosts);
    }

    private static String text(HostSection host) {
        return host.failure().map(why -> text(why, host.reports().words())).orElse("");
    }

    private static String text(EkuException why, Words words) {
        return String.join("\n", why.lines(words));
    }

    private static boolean isEnvironment(EkuException failure) {
        return failure.code().kind() == ErrorCode.Kind.ENVIRONMENT;
    }
}
