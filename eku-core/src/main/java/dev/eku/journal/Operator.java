package dev.eku.journal;

import dev.eku.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Who runs eku: a user on a machine, in one process, in one run. Immutable.
 *
 * @param machine the machine on which eku runs, which may differ from the host that it changes
 * @param processStarted when the process started; distinguishes it from a later process with the same id
 * @param processSpace the processes among which its id is unique, if that is not the whole machine: on Linux the boot
 *     and the process namespace, because agents in containers often share a machine's name
 * @param run unique to this run
 */
public record Operator(
        String user,
        String machine,
        long processId,
        Optional<Instant> processStarted,
        Optional<String> processSpace,
        String run) {
    private static final Duration START_TOLERANCE = Duration.ofSeconds(2);
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");

    /** The user of this process, in a new run. */
    public static Operator ofThisProcess() {
        ProcessHandle process = ProcessHandle.current();
        return new Operator(
                System.getProperty("user.name", "unknown"),
                machineName(),
                process.pid(),
                process.info().startInstant(),
                processSpaceOfThisProcess(),
                UUID.randomUUID().toString());
    }

    /** The same operator in a new run. */
    public Operator newRun() {
        return new Operator(
                user,
                machine,
                processId,
                processStarted,
                processSpace,
                UUID.randomUUID().toString());
    }

    /** {@code user@machine}, as a person names the holder of a lock. */
    public String name() {
        return user + "@" + machine;
    }

    /**
     * Whether this operator's process has certainly ended. That is so if it ran on this machine, in our process space,
     * and there is no process with its id and start time. Nothing is certain about another machine or container. A
     * start time on Linux is not certain either, because Linux computes it from the boot time, which changes when the
     * clock is set; so on Linux only the id counts.
     */
    public boolean hasEnded() {
        if (!machine.equals(machineName()) || !processSpace.equals(processSpaceOfThisProcess())) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(processId);
        if (process.isEmpty() || !process.get().isAlive()) {
            return true;
        }
        Optional<Instant> started = process.get().info().startInstant();
        return processSpace.isEmpty()
                && started.isPresent()
                && processStarted.isPresent()
                && Duration.between(started.get(), processStarted.get()).abs().compareTo(START_TOLERANCE) > 0;
    }

    /** As a JSON object. */
    Map<String, Object> write() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("user", user);
        json.put("machine", machine);
        json.put("processId", processId);
        processStarted.ifPresent(started -> json.put("processStarted", started.toString()));
        processSpace.ifPresent(space -> json.put("processSpace", space));
        json.put("run", run);
        return json;
    }

    /** From a JSON object. */
    static Operator read(JsonObject json) {
        Operator operator = new Operator(
                json.string("user"),
                json.string("machine"),
                json.number("processId"),
                json.optionalInstant("processStarted"),
                json.optionalString("processSpace"),
                json.string("run"));
        json.end();
        return operator;
    }

    private static Optional<String> processSpaceOfThisProcess() {
        try {
            return File.separatorChar == '/' && Files.exists(BOOT)
                    ? Optional.of(Files.readString(BOOT).strip() + " " + Files.readSymbolicLink(NAMESPACE))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.of("unknown " + UUID.randomUUID());
        }
    }

    private static String machineName() {
        String windows = System.getenv("COMPUTERNAME");
        if (windows != null && !windows.isBlank()) {
            return windows;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "localhost";
        }
    }
}
