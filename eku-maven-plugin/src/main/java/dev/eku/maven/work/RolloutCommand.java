package dev.eku.maven.work;

import dev.eku.maven.input.HostSelection;

/** An operation that plans an exemption for one or many hosts. */
abstract class RolloutCommand extends PlanningCommand {
    RolloutCommand(Session session) {
        super(session);
    }

    @Override
    final void readForFleet(HostSelection targets) {
        rolloutOptions(targets);
    }
}
