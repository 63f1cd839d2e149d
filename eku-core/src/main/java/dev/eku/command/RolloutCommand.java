package dev.eku.command;

import dev.eku.command.input.HostSelection;

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
