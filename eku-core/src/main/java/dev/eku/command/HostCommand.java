package dev.eku.command;

import dev.eku.EkuVersion;
import dev.eku.command.input.BadParameter;
import dev.eku.command.input.HostAccessParameters;
import dev.eku.command.input.HostSelection;
import dev.eku.command.input.Parameters;
import dev.eku.command.input.RolloutParameters;
import dev.eku.command.output.HostSection;
import dev.eku.command.output.RunOutput;
import dev.eku.command.run.LogonGuard;
import dev.eku.command.run.ShutdownGuard;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.host.HostAccess;
import dev.eku.host.HostRef;
import dev.eku.host.Hosts;
import dev.eku.inspect.ClockDifference;
import dev.eku.inspect.Inspection;
import dev.eku.report.ReportedHost;
import dev.eku.report.html.PageContext;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** An operation that does the same to each of its hosts. A failure on one host does not stop the others. */
abstract class HostCommand {
    private final Session session;

    HostCommand(Session session) {
        this.session = session;
    }

    /** What an operation does to one host. */
    interface Visit {
        /** Does its work. */
        void to(Host host, HostSection section);
    }

    /**
     * Reads the operation's own parameters, before any host is opened.
     *
     * @param hosts the number of hosts
     */
    abstract Visit prepare(RunOutput output, int hosts);

    /** Reads the parameters that only a fleet uses, so that a mistake in them is also reported for a single host. */
    void readForFleet(HostSelection targets) {}

    /** Whether a single host is treated as a fleet of one, because a parameter was given that only a rollout uses. */
    boolean isForFleet() {
        return false;
    }

    /** Does the work on a fleet: visits its hosts, several at a time, and reports them in their order. */
    void visitFleet(RunOutput output, HostSelection targets, Function<HostRef, Host> opener) {
        Visit visit = prepare(output, targets.size());
        List<Runnable> visits = targets.refs().stream()
                .map(ref -> {
                    HostSection section = output.hostOfFleet(ref.toString());
                    return (Runnable) () -> visit(visit, opener, ref, section);
                })
                .toList();
        tell(output, visits);
    }

    /** Visits the hosts of a fleet, and reports the results. */
    void tell(RunOutput output, List<Runnable> visits) {
        output.tellInOrder(visits, concurrency());
    }

    /** Does the work on all hosts. */
    final void run(RunOutput output) {
        HostSelection targets = HostSelection.of(given(), output.files(), System.getProperty("os.name"));
        List<HostRef> refs = targets.refs();
        output.files().inputs(refs);
        concurrency();
        readForFleet(targets);
        HostAccess access = HostAccessParameters.of(given(), session.accounts(), output.files());
        requireConnection(access, refs);
        Function<HostRef, Host> opener = new LogonGuard(ref -> Hosts.open(ref, access));
        if (targets.isFleet() || isForFleet()) {
            visitFleet(output, targets, opener);
        } else {
            HostRef ref = refs.get(0);
            Visit visit = prepare(output, 1);
            // An interrupted wait ends the run, which then starts what it has stopped.
            ShutdownGuard.of(output, Thread.currentThread()::interrupt);
            visit(visit, opener, ref, output.host(ref.toString()));
        }
    }

    /** What the operation was given. */
    final Parameters given() {
        return session.given();
    }

    /** What the front end hands over. */
    final Session session() {
        return session;
    }

    /** What people call an option. */
    final String name(Option option) {
        return session.given().name(option);
    }

    /** Whether one of those options was given. */
    final boolean isGivenAny(Set<Option> options) {
        for (Option option : options) {
            if (given().isGiven(option)) {
                return true;
            }
        }
        return false;
    }

    /** How many hosts are visited at a time. */
    final int concurrency() {
        return RolloutParameters.concurrency(given());
    }

    /**
     * A user who requires encryption must not be left without it silently. There is no connection from this machine to
     * itself.
     */
    private void requireConnection(HostAccess access, List<HostRef> refs) {
        for (HostRef ref : refs) {
            if (Hosts.isRemote(ref)) {
                return;
            }
        }
        if (access.encryptionRequired()) {
            throw BadParameter.of("input.no-connection", name(Option.ENCRYPTION), "required");
        }
        if (access.remoteRegistryStarted()) {
            throw BadParameter.of("input.no-connection", name(Option.REMOTE_REGISTRY), "start");
        }
    }

    private static void visit(Visit visit, Function<HostRef, Host> opener, HostRef ref, HostSection section) {
        try (Host host = opener.apply(ref)) {
            section.opened(host.simulated());
            visit.to(host, section);
        } catch (EkuException failure) {
            section.failed(failure);
            notPutBack(failure).forEach(section::say);
        } catch (RuntimeException | LinkageError defect) {
            section.failed(EkuException.unexpected(defect));
        }
    }

    /** The report must include a service that could not be put back, even if the run itself failed before. */
    private static List<EkuException> notPutBack(EkuException failure) {
        return Stream.of(failure.getSuppressed())
                .filter(EkuException.class::isInstance)
                .map(EkuException.class::cast)
                .filter(also -> also.code() == ErrorCode.SERVICE_NOT_PUT_BACK)
                .toList();
    }

    /**
     * Reports if a real host's clock differs much from ours. The clock of a simulated host is independent of ours.
     *
     * @param since when the inspection was started, by our clock
     */
    static void sayClock(Host host, Inspection inspection, Instant since, HostSection section) {
        if (!host.simulated()) {
            ClockDifference.of(inspection, since, Instant.now())
                    .ifPresent(far -> section.say(section.reports().of(ReportedHost.of(inspection), far)));
        }
    }

    /** What the page of a run says beside its result. Asked for when the run is over. */
    static PageContext context(Operation operation, RunOutput output) {
        return new PageContext(
                operation,
                output.reports().words(),
                host -> output.reportsOf(host).words(),
                EkuVersion.running(),
                output.failure(),
                output.nextStep());
    }

    /** Refuses an option that a rollout does not use, however many hosts there are. */
    final void requireNoFleet(Option option, int hosts) {
        requireOneHost(option, hosts);
        if (given().text(option).isPresent()) {
            throw BadParameter.of("input.no-fleet", name(option));
        }
    }

    /** Refuses a file parameter if there are several hosts, because each host would need its own file. */
    final void requireOneHost(Option option, int hosts) {
        if (hosts > 1 && given().text(option).isPresent()) {
            throw BadParameter.of("input.one-host", name(option), hosts);
        }
    }
}
