package dev.eku.inspect;

import dev.eku.host.ExecutableHeader;
import dev.eku.text.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which executable an application really is, and what is known of it: on what evidence, and whether that agrees.
 * Immutable.
 *
 * @param program what its process is
 * @param header what the header of its file says; empty if the file was not looked at, or does not tell
 * @param evidence all that tells which executable it is, in the order in which it was asked
 * @param conflicts what contradicts the application as it was described; with any, nothing may be written for it
 * @param doubts what keeps it from being certain, and forbids nothing
 * @param setUp where the host tells neither what the process of its service runs nor when it started: when the service
 *     may have been set up for this executable at the latest. A process that may be older may run another one
 */
public record ProgramFacts(
        Program program,
        Optional<ExecutableHeader> header,
        List<Evidence> evidence,
        List<Conflict> conflicts,
        List<Message> doubts,
        Optional<Instant> setUp) {
    /** Of an application of which nobody has asked. */
    public static final ProgramFacts UNQUESTIONED = new ProgramFacts(
            new Program.Unknown(Message.of("inspect.header.not-asked")),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty());

    public ProgramFacts {
        evidence = List.copyOf(evidence);
        conflicts = List.copyOf(conflicts);
        doubts = List.copyOf(doubts);
    }

    /** Whether all that was asked agrees, and leaves no doubt. */
    public boolean isSure() {
        return conflicts.isEmpty() && doubts.isEmpty();
    }

    /** Whether its service is known to run another executable, or not known to run this one. */
    public boolean isOfAnother() {
        return conflicts.stream().anyMatch(conflict -> switch (conflict.code()) {
            case OTHER_EXECUTABLE, UNRESOLVED, UNREAD, WRAPPER -> true;
            case NOT_FRAMEWORK, RUNTIME_DIFFERS, RUNTIME_UNKNOWN -> false;
        });
    }

    /**
     * Something that tells which executable it is. Immutable.
     *
     * @param path the path it tells
     * @param type the type of the value in the registry that holds it, as {@code REG_EXPAND_SZ}; empty if it comes from
     *     elsewhere
     */
    public record Evidence(Source source, String path, Optional<String> type) {}

    /** Where evidence comes from. */
    public enum Source {
        /** Named by whoever described the application. */
        GIVEN,
        /** {@code Services\X\ImagePath}, as stored. */
        IMAGE_PATH,
        /** The service manager's answer, where the stored value could not be read. */
        SERVICE_MANAGER,
        /** The file that the running process runs, links resolved. */
        PROCESS,
        /** The configuration of the wrapper that the service runs. */
        WRAPPER,
        PRODUCT_REGISTRY,
        DEFAULT
    }

    /**
     * Something that contradicts the application as it was described. Immutable.
     *
     * @param what what it is, to be shown
     */
    public record Conflict(Code code, Message what) {
        /** The contradictions there are. */
        public enum Code {
            /** The service starts another executable. */
            OTHER_EXECUTABLE,
            /** What the service starts cannot be told. */
            UNRESOLVED,
            /** A key that may tell what the service starts may not be read. */
            UNREAD,
            /** The service runs a program that runs another one. */
            WRAPPER,
            /** It is no .NET Framework program. */
            NOT_FRAMEWORK,
            /** Its file tells another runtime or bitness than was given. */
            RUNTIME_DIFFERS,
            /** Its file does not tell the runtime or bitness, and nobody gave it. */
            RUNTIME_UNKNOWN
        }
    }
}
