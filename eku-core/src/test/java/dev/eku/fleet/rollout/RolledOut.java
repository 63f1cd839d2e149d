package dev.eku.fleet.rollout;

import dev.eku.FrontEnd;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.backend.memory.PortCall;
import dev.eku.backend.memory.ServiceBehaviour;
import dev.eku.error.Win32Error;
import dev.eku.fleet.FleetPlan;
import dev.eku.fleet.RolloutOptions;
import dev.eku.fleet.RolloutOptions.Unreachable;
import dev.eku.fleet.RolloutResult;
import java.util.function.UnaryOperator;

/** Plans and results of real rollouts in virtual time, for the tests that show them. */
public final class RolledOut {
    private static final Faults UNREACHABLE =
            Faults.none().always(PortCall.Kind.REGISTRY_READ, new Faults.Fails(Win32Error.BAD_NETPATH));

    private final TestFleet fleet;

    private RolledOut(TestFleet fleet) {
        this.fleet = fleet;
    }

    /** Pools p1, p2... of so many hosts each. */
    public static RolledOut of(int pools, int hosts) {
        return new RolledOut(TestFleet.of(pools, hosts));
    }

    /** One that is made otherwise. */
    public RolledOut with(String host, UnaryOperator<MemoryHostBuilder> change) {
        fleet.with(host, change);
        return this;
    }

    /** One whose service does not come up again. */
    public RolledOut failing(String host) {
        return with(
                host,
                builder -> builder.behaviour(
                        FrontEnd.MCU, ServiceBehaviour.ordinary().givesUpAtStart(1066)));
    }

    /** One that is already as desired. */
    public RolledOut compliant(String host) {
        return with(host, builder -> FrontEnd.exempted());
    }

    /** One that does not answer. */
    public RolledOut unreachable(String host) {
        fleet.faults(host, UNREACHABLE, UNREACHABLE);
        return this;
    }

    /** What is to be done; hosts that do not answer are skipped. */
    public FleetPlan plan() {
        return fleet.plan(TestFleet.EXEMPT, options());
    }

    /** What was done. */
    public RolloutResult rollOut() {
        return fleet.rollOut(TestFleet.EXEMPT, options());
    }

    private static RolloutOptions options() {
        return RolloutOptions.DEFAULT.unreachable(Unreachable.SKIP);
    }
}
