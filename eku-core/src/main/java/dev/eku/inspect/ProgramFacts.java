package dev.eku.inspect;

import dev.eku.host.ExecutableHeader;
import dev.eku.text.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which executable an application really is, on what evidence, and whether the evidence agrees. Immutable.
 *
 * @param program what its process is
 * @param header what the header of its file says; empty if the file was not read, or does not say it
 * @param evidence everything that shows which executable it is, in the order in which it was asked for
 * @param conflicts what contradicts the description of the application; with any conflict, nothing may be written for
 *     it
 * @param doubts what prevents certainty, but forbids nothing
 * @param setUp if the host reports neither what the process of the service runs nor when it started: the latest time at
 *     which the service may have been set up for this executable. A process that may be older may run another
 *     executable
 */
public record ProgramFacts(
        Program program,
        Optional<ExecutableHeader> header,
        List<Evidence> evidence,
        List<Conflict> conflicts,
        List<Message> doubts,
        Optional<Instant> setUp) {
    /** The facts of an application that was not checked. */
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

    /** Whether all evidence agrees, and leaves no doubt. */
    public boolean isSure() {
        return conflicts.isEmpty() && doubts.isEmpty();
    }

    /** Whether its service is known to run another executable, or is not known to run this one. */
    public boolean isOfAnother() {
        return conflicts.stream().anyMatch(conflict -> switch (conflict.code()) {
            case OTHER_EXECUTABLE, UNRESOLVED, UNREAD, WRAPPER -> true;
            case NOT_FRAMEWORK, RUNTIME_DIFFERS, RUNTIME_UNKNOWN -> false;
        });
    }

    /**
     * Evidence of which executable it is. Immutable.
     *
     * @param path the path that it names
     * @param type the type of the registry value that holds the path, such as {@code REG_EXPAND_SZ}; empty if the path
     *     comes from elsewhere
     */
    public record Evidence(Source source, String path, Optional<String> type) {}

    /** Where evidence comes from. */
    public enum Source {
        /** Given with the description of the application. */
        GIVEN,
        /** {@code Services\X\ImagePath}, as stored. */
        IMAGE_PATH,
        /** The service manager's answer, if the stored value could not be read. */
        SERVICE_MANAGER,
        /** The file of the running process, with links resolved. */
        PROCESS,
        /** The configuration of the wrapper that the service runs. */
        WRAPPER,
        PRODUCT_REGISTRY,
        DEFAULT
    }

    /**
     * Something that contradicts the description of the application. Immutable.
     *
     * @param what what it is, to be shown
     */
    public record Conflict(Code code, Message what) {
        /** The possible contradictions. */
        public enum Code {
            /** The service starts another executable. */
            OTHER_EXECUTABLE,
            /** eku cannot tell what the service starts. */
            UNRESOLVED,
            /** A key that may show what the service starts may not be read. */
            UNREAD,
            /** The service runs a program that runs another one. */
            WRAPPER,
            /** It is not a .NET Framework program. */
            NOT_FRAMEWORK,
            /** Its file shows another runtime or bitness than the given one. */
            RUNTIME_DIFFERS,
            /** Its file does not show the runtime or bitness, and none was given. */
            RUNTIME_UNKNOWN
        }
    }
}
