package dev.eku.maven;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.host.HostAccess;
import dev.eku.host.HostRef;
import dev.eku.host.Hosts;
import dev.eku.inspect.ClockDifference;
import dev.eku.inspect.Inspection;
import dev.eku.maven.input.BadParameter;
import dev.eku.maven.input.ChoiceParameter;
import dev.eku.maven.input.HostAccessParameters;
import dev.eku.maven.input.HostSelection;
import dev.eku.maven.input.NumberParameter;
import dev.eku.maven.input.PoolParameter;
import dev.eku.maven.output.GoalOutput;
import dev.eku.maven.output.HostSection;
import dev.eku.maven.run.LogSilencer;
import dev.eku.maven.run.LogonGuard;
import dev.eku.maven.run.ShutdownGuard;
import dev.eku.report.ReportedHost;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** A goal that does the same to each of its hosts. A failure on one host does not stop the others. */
abstract class HostGoal extends EkuGoal {
    private static final String CONCURRENCY = "8";
    private static final String ENCRYPTION = "auto";
    private static final String REMOTE_REGISTRY = "leave";
    private static final NumberParameter AT_A_TIME = new NumberParameter("eku.concurrency", CONCURRENCY, 1, 256);
    private static final ChoiceParameter<Encryption> ENCRYPTED =
            new ChoiceParameter<>("eku.smb.encryption", Encryption.class, ENCRYPTION);
    private static final ChoiceParameter<RemoteRegistry> STOPPED_REGISTRY =
            new ChoiceParameter<>("eku.remoteRegistry", RemoteRegistry.class, REMOTE_REGISTRY);

    /**
     * The hosts, separated by commas: <code>local:</code> for this machine, <code>smb://fe01</code> for another one,
     * reached from any system, <code>\\fe01</code> for another one, reached from Windows with the product's cmdlets,
     * <code>memory:fe01.json</code> for a simulated one kept in a snapshot file, <code>memory:sfb-2015</code> for a new
     * one that is not kept, <code>memory:sfb-2015@trial.json</code> for a new one that the file keeps;
     * <code>eku:products</code> lists these. Several hosts form one pool; to name more pools, give an inventory.
     * Default: <code>local:</code> on Windows; none elsewhere. Example: <code>\\fe01,\\fe02</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.hosts")
    private @Nullable String hosts;

    /**
     * A file with the hosts, instead of <code>hosts</code>: one per line, below the name of its pool in brackets;
     * what follows a <code>#</code> is a comment. Default: none. Example: <code>front-ends.txt</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.inventory")
    private @Nullable String inventory;

    /**
     * The hosts by pool, instead of <code>hosts</code>; in the POM only. Default: none. Example:
     * <code>&lt;pool&gt;&lt;name&gt;pool-a&lt;/name&gt;&lt;hosts&gt;\\fe01,\\fe02&lt;/hosts&gt;&lt;/pool&gt;</code>.
     *
     * @since 0.1.0
     */
    @Parameter
    private @Nullable List<PoolParameter> fleet;

    /**
     * The pools to work on, separated by commas, out of those that the inventory names; another name is refused. Hosts
     * for which no pool is named are the pool <code>default</code>. Default: all. Example: <code>pool-a</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.pools")
    private @Nullable String pools;

    /**
     * How many hosts are worked on at a time at most, from 1 to 256. It is checked for a single host too, where it
     * changes nothing. Default: <code>8</code>. Example: <code>32</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.concurrency", defaultValue = CONCURRENCY)
    private @Nullable String concurrency;

    /**
     * The id of a <code>server</code> in Maven's settings whose user name and password to use on the hosts. There is no
     * parameter for a password. Default: none; the account Maven runs as. Example: <code>front-ends</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.serverId")
    private @Nullable String serverId;

    /**
     * Logs on to <code>smb://</code> hosts by Kerberos instead of a password: <code>cache</code> uses the ticket of
     * <code>kinit</code>, any other value is the path of a keytab. The user name of <code>serverId</code> selects the
     * principal, as <code>name@REALM</code>; a cache needs none. NTLM is not tried then. Default: none. Example:
     * <code>cache</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.kerberos")
    private @Nullable String kerberos;

    /**
     * What to do if the service RemoteRegistry of an <code>smb://</code> host is stopped: <code>start</code> starts it
     * for the run and stops it again at its end, and is refused if no host is reached over a network;
     * <code>leave</code> refuses the host. eku never starts a disabled service. Default: <code>leave</code>. Example:
     * <code>start</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.remoteRegistry", defaultValue = REMOTE_REGISTRY)
    private @Nullable String remoteRegistry;

    /**
     * Whether a connection to <code>smb://</code> hosts has to be encrypted: <code>required</code> refuses a server
     * that cannot encrypt, and is refused if no host is reached over a network; <code>auto</code> encrypts if the
     * server can, and only signs otherwise. Default: <code>auto</code>. Example: <code>required</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.smb.encryption", defaultValue = ENCRYPTION)
    private @Nullable String encryption;

    private final SettingsDecrypter decrypter;

    HostGoal(SettingsDecrypter decrypter) {
        this.decrypter = decrypter;
    }

    /** What a goal does to one host. */
    interface Visit {
        /** Does its work. */
        void to(Host host, HostSection section);
    }

    /**
     * Reads the goal's own parameters, before any host is opened.
     *
     * @param hosts the number of hosts
     */
    abstract Visit prepare(GoalOutput output, int hosts);

    /** Reads the parameters that only a fleet uses, so that a mistake in them is also reported for a single host. */
    void readForFleet(HostSelection targets) {}

    /** Whether a single host is treated as a fleet of one, because a parameter was given that only a rollout uses. */
    boolean isForFleet() {
        return false;
    }

    /** Does the goal's work on a fleet: visits its hosts, several at a time, and reports them in their order. */
    void visitFleet(GoalOutput output, HostSelection targets, Function<HostRef, Host> opener) {
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
    void tell(GoalOutput output, List<Runnable> visits) {
        output.tellInOrder(visits, concurrency());
    }

    @Override
    final void run(GoalOutput output) {
        HostSelection targets = HostSelection.of(
                hosts,
                inventory,
                fleet,
                pools,
                name -> output.files().input("eku.inventory", name),
                System.getProperty("os.name"));
        List<HostRef> refs = targets.refs();
        output.files().inputs(refs);
        concurrency();
        readForFleet(targets);
        HostAccess access = access(output);
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

    private HostAccess access(GoalOutput output) {
        LogSilencer.SMB.beQuiet();
        HostAccess access = new HostAccessParameters(session().getSettings(), decrypter)
                .access(serverId, kerberos, path -> output.files().input("eku.kerberos", path));
        if (ENCRYPTED.of(encryption) == Encryption.REQUIRED) {
            access = access.encrypted();
        }
        return STOPPED_REGISTRY.of(remoteRegistry) == RemoteRegistry.START ? access.startingRemoteRegistry() : access;
    }

    /**
     * A user who requires encryption must not be left without it silently. There is no connection from this machine to
     * itself.
     */
    private static void requireConnection(HostAccess access, List<HostRef> refs) {
        for (HostRef ref : refs) {
            if (Hosts.isRemote(ref)) {
                return;
            }
        }
        if (access.encryptionRequired()) {
            throw BadParameter.of("input.no-connection", "eku.smb.encryption", "required");
        }
        if (access.remoteRegistryStarted()) {
            throw BadParameter.of("input.no-connection", "eku.remoteRegistry", "start");
        }
    }

    private enum Encryption {
        AUTO,
        REQUIRED
    }

    private enum RemoteRegistry {
        LEAVE,
        START
    }

    /** How many hosts are visited at a time. */
    final int concurrency() {
        return AT_A_TIME.of(concurrency);
    }

    private static void visit(Visit visit, Function<HostRef, Host> opener, HostRef ref, HostSection section) {
        try (Host host = opener.apply(ref)) {
            section.opened(host.simulated());
            visit.to(host, section);
        } catch (EkuException failure) {
            section.failed(failure);
            notPutBack(failure).forEach(section::say);
        } catch (RuntimeException | LinkageError defect) {
            section.failed(new EkuException(defect, ErrorCode.UNEXPECTED, defect));
        }
    }

    /** The report must include a service that could not be put back, even if the goal itself failed before. */
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

    /** Refuses a parameter that a rollout does not use, however many hosts there are. */
    static void requireNoFleet(String parameter, Optional<String> given, int hosts) {
        requireOneHost(parameter, given, hosts);
        if (given.isPresent()) {
            throw BadParameter.of("input.no-fleet", parameter);
        }
    }

    /** Refuses a file parameter if there are several hosts, because each host would need its own file. */
    static void requireOneHost(String parameter, Optional<String> given, int hosts) {
        if (given.isPresent() && hosts > 1) {
            throw BadParameter.of("input.one-host", parameter, hosts);
        }
    }
}
