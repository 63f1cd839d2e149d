package dev.eku.backend.memory;

import static dev.eku.backend.memory.PortCall.Kind.PROCESS_IMAGE;

import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.Processes;
import java.util.Optional;

/** The processes of a memory host, which are the processes of its services. Thread-safe. */
record MemoryProcesses(Machine machine, PortCalls calls) implements Processes {
    @Override
    public Optional<String> imagePath(long processId) {
        return calls.make(PROCESS_IMAGE, processId, () -> {
            Optional<ServiceProcess> process = machine.process(processId);
            if (process.isEmpty()) {
                return Optional.empty();
            }
            if (process.get().file().isEmpty()) {
                throw denied(processId);
            }
            return process.get().file();
        });
    }

    private Win32Exception denied(long processId) {
        return new Win32Exception(Win32Error.ACCESS_DENIED, PROCESS_IMAGE.function(), machine.ref() + " " + processId);
    }
}
