package dev.eku.command;

import dev.eku.command.input.ExemptionParameters;
import dev.eku.product.Exemption;
import java.util.Optional;

/** An operation that reads an exemption and changes nothing. */
abstract class ReadOnlyCommand extends HostCommand {
    ReadOnlyCommand(Session session) {
        super(session);
    }

    /** The exemption that was asked for; empty if none was. */
    final Optional<Exemption> wanted() {
        return ExemptionParameters.optional(given());
    }
}
