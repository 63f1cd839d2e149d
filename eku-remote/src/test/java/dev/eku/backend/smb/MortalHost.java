package dev.eku.backend.smb;

import dev.eku.host.ForwardingHost;
import dev.eku.host.Host;
import dev.eku.host.HostFiles;
import dev.eku.registry.Registry;
import dev.eku.service.ServiceControl;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A host whose caller dies at a chosen call of a port, before the call is made; the calls are counted. Not thread-safe.
 */
final class MortalHost implements ForwardingHost {
    private static final Set<String> CHANGES =
            Set.of("createKey", "setValue", "deleteValue", "deleteKey", "command", "start");

    private final Host host;
    private final int last;
    private final List<Integer> changes = new ArrayList<>();
    private int calls;

    /** Nothing that is written for failures catches it, as nothing catches a power cut. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /** @param last the number of the call at which the caller dies, counted from 1 */
    MortalHost(Host host, int last) {
        this.host = host;
        this.last = last;
    }

    int calls() {
        return calls;
    }

    /** The numbers of the calls that may have changed something. */
    List<Integer> changes() {
        return changes;
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public Registry registry() {
        return counted(Registry.class, host.registry());
    }

    @Override
    public ServiceControl services() {
        return counted(ServiceControl.class, host.services());
    }

    @Override
    public HostFiles files() {
        return counted(HostFiles.class, host.files());
    }

    private <P> P counted(Class<P> type, P port) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(port, method, arguments)));
    }

    private Object call(Object port, Method method, Object[] arguments) throws Throwable {
        calls++;
        if (calls >= last) {
            throw new Killed();
        }
        if (CHANGES.contains(method.getName())) {
            changes.add(calls);
        }
        try {
            return method.invoke(port, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }
}
