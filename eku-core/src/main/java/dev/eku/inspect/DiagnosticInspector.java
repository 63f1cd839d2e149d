package dev.eku.inspect;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.host.event.EventLog;
import dev.eku.host.event.EventQuery;
import dev.eku.host.event.LogExcerpt;
import dev.eku.inspect.SystemLibrary.Presence;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.KnownProgram;
import dev.eku.product.PeerEvents;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryView;
import dev.eku.text.Message;
import dev.eku.time.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads a host for a diagnosis. It reads more than an {@link Inspector} does, files and event logs too. Changes
 * nothing. Not thread-safe.
 */
public final class DiagnosticInspector {
    /** The longest time that a diagnosis looks back into a log: ten years and a few days. */
    public static final Duration MAX_WINDOW = Duration.ofDays(3_660);

    private final Host host;
    private final Map<String, SystemLibrary> libraries = new HashMap<>();
    private final Map<Bitness, Optional<ConfigFile>> machineConfigs = new EnumMap<>(Bitness.class);

    /**
     * Whether the folder of Windows was asked for but may not be read. What is in that folder is looked for once for
     * all applications.
     */
    private boolean foldersRefused;

    /** Inspects that host. */
    public DiagnosticInspector(Host host) {
        this.host = host;
    }

    /**
     * Reads everything that a diagnosis needs.
     *
     * @param window how far back to look into the host's event log; more than nothing and at most {@link #MAX_WINDOW}
     * @throws EkuException {@code INVALID_PARAMETER} for another window, or if the host cannot be read; files and logs
     *     that cannot be read are noted instead
     */
    public DiagnosticInspection inspect(Exemption exemption, Duration window) {
        if (window.isNegative() || window.isZero() || window.compareTo(MAX_WINDOW) > 0) {
            throw new EkuException(ErrorCode.INVALID_PARAMETER, "window", window, "PT24H");
        }
        Inspection inspection = new Inspector(host).inspect(exemption);
        Instant now = inspection.host().takenAt();
        return inspected(inspection, log(FileTime.plus(now, window.negated()), now));
    }

    /**
     * Reads everything that a diagnosis needs, with an exported log instead of the host's.
     *
     * @param export the log, which is read completely
     * @throws EkuException if the host cannot be read; an export that cannot be read is noted instead
     */
    public DiagnosticInspection inspect(Exemption exemption, EventLog export) {
        Inspection inspection = new Inspector(host).inspect(exemption);
        Instant now = inspection.host().takenAt();
        return inspected(inspection, exported(export, now, inspection.host().computer()));
    }

    private static LogFacts exported(EventLog export, Instant now, String computer) {
        try {
            return export.read(query(Instant.MIN, Instant.MAX))
                    .map(log -> LogFacts.ofExport(now, computer, log))
                    .orElseGet(() -> LogFacts.unread(now, now, Message.of("inspect.log.none", PeerEvents.LOG)));
        } catch (EkuException failure) {
            return LogFacts.unread(now, now, failure.summary());
        }
    }

    private DiagnosticInspection inspected(Inspection inspection, LogFacts log) {
        Setting setting = inspection.exemption().setting();
        Optional<Long> release = inspection.host().netRelease();
        return new DiagnosticInspection(
                inspection,
                inspection.applications().stream()
                        .map(application -> runtime(application, setting, release))
                        .toList(),
                log);
    }

    private RuntimeFacts runtime(ApplicationFacts facts, Setting setting, Optional<Long> release) {
        ReadableKeys keys = new ReadableKeys(host.registry());
        RegistryView view = facts.view();
        Clr clr = facts.application().clr();
        Optional<KeyContents> switches = keys.read(view, RuntimeFacts.APP_CONTEXT);
        Optional<ConfigFile> config =
                facts.path().map(path -> ConfigFile.of(path.path(), clr, RuntimeFacts.SWITCH, host.files()));
        Optional<ConfigFile> hostConfig = facts.path()
                .filter(path -> clr == Clr.V4 && KnownProgram.at(path.path()) == KnownProgram.WEB_SERVER)
                .flatMap(path ->
                        SystemLibrary.aspnetConfig(facts.application().bitness(), HostEnvironment.windows(keys)))
                .map(path -> ConfigFile.at(path, clr, RuntimeFacts.SWITCH, host.files()));
        boolean asksTheMachines = clr == Clr.V4
                && config.isPresent()
                && Stream.of(config, hostConfig).flatMap(Optional::stream).noneMatch(ConfigFile::decides);
        return new RuntimeFacts(
                facts.application(),
                config,
                hostConfig,
                asksTheMachines ? machineConfig(facts.application().bitness(), keys) : Optional.empty(),
                switches.flatMap(held -> held.value(RuntimeFacts.SWITCH)),
                switches.flatMap(KeyContents::lastWritten),
                keys.read(view, RegistryTarget.runtimeKey(clr)).flatMap(KeyContents::lastWritten),
                isSure(clr, release)
                        ? SystemLibrary.unread(
                                Presence.NOT_NEEDED, Message.of("inspect.release-decides", release.orElseThrow()))
                        : libraries.computeIfAbsent(clr + " " + view, unread -> library(setting, facts, keys)),
                unreadable(keys));
    }

    private Set<KeyPath> unreadable(ReadableKeys keys) {
        foldersRefused |= keys.isRefused(RegistryView.VIEW_64, HostEnvironment.WINDOWS);
        Set<KeyPath> unreadable = new HashSet<>(keys.refused());
        if (foldersRefused) {
            unreadable.add(HostEnvironment.WINDOWS);
        }
        return unreadable;
    }

    private Optional<ConfigFile> machineConfig(Bitness bitness, ReadableKeys keys) {
        return machineConfigs.computeIfAbsent(
                bitness,
                unread -> SystemLibrary.machineConfig(bitness, HostEnvironment.windows(keys))
                        .map(path -> ConfigFile.at(path, Clr.V4, RuntimeFacts.SWITCH, host.files())));
    }

    /** Whether the release alone proves that the library has the check. */
    static boolean isSure(Clr clr, Optional<Long> release) {
        return clr == Clr.V4
                && release.filter(number -> number >= RuntimeFacts.FIRST_SURE_TO_CHECK)
                        .isPresent();
    }

    private SystemLibrary library(Setting setting, ApplicationFacts facts, ReadableKeys keys) {
        return SystemLibrary.look(
                setting,
                facts.application().clr(),
                facts.application().bitness(),
                HostEnvironment.windows(keys),
                host.files());
    }

    private LogFacts log(Instant from, Instant to) {
        if (host.events().isEmpty()) {
            return LogFacts.unread(from, to, Message.of("inspect.log.no-way"));
        }
        try {
            Optional<LogExcerpt> log = host.events().get().read(query(from, to));
            if (log.isEmpty()) {
                return LogFacts.unread(from, to, Message.of("inspect.log.none", PeerEvents.LOG));
            }
            boolean empty =
                    log.get().since().filter(begin -> !begin.isBefore(to)).isPresent()
                            && log.get().events().isEmpty()
                            && log.get().unreadable() == 0;
            return empty
                    ? LogFacts.unread(from, to, Message.of("inspect.log.empty", PeerEvents.LOG))
                    : LogFacts.ofHost(from, to, log.get());
        } catch (EkuException failure) {
            return LogFacts.unread(from, to, failure.summary());
        }
    }

    static EventQuery query(Instant from, Instant to) {
        return new EventQuery(PeerEvents.LOG, PeerEvents.SOURCE, PeerEvents.all(), from, to);
    }
}
