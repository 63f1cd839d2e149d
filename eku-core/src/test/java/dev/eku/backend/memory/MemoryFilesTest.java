package dev.eku.backend.memory;

import dev.eku.contract.HostFilesContract;
import dev.eku.host.HostFiles;

/** The memory host's files are a host's files. */
final class MemoryFilesTest implements HostFilesContract {
    private static final String FILE = "C:\\Program Files\\Some Product\\App Server.exe";
    private static final String SHORT = "C:\\PROGRA~1\\SOMEPR~1\\APPSER~1.EXE";

    private final MemoryHost host = MemoryHost.builder().file(FILE, SHORT).build();

    @Override
    public HostFiles files() {
        return host.files();
    }

    @Override
    public String file() {
        return FILE;
    }

    @Override
    public String shortFile() {
        return SHORT;
    }
}
