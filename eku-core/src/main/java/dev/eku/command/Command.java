package dev.eku.command;

import dev.eku.command.output.RunOutput;
import dev.eku.error.EkuException;
import dev.eku.text.Operation;

/** The operations, as every front end runs them. */
public final class Command {
    private Command() {}

    /**
     * Does the work of an operation. Nothing is left to decide for the front end.
     *
     * @param output receives results, failures of hosts and the next step; the front end ends it
     * @throws EkuException why the operation failed as a whole
     */
    public static void run(Operation operation, Session session, RunOutput output) {
        switch (operation) {
            case APPLY -> new ApplyCommand(session).run(output);
            case CAPTURE -> new CaptureCommand(session).run(output);
            case CERTIFICATES -> new CertificatesCommand(session).run(output);
            case DIAGNOSE -> new DiagnoseCommand(session).run(output);
            case EXPORT -> new ExportCommand(session).run(output);
            case HISTORY -> new HistoryCommand(session).run(output);
            case INSPECT -> new InspectCommand(session).run(output);
            case PLAN -> new PlanCommand(session).run(output);
            case PRODUCTS -> ProductsCommand.run(output);
            case REHEARSE -> new RehearseCommand(session).run(output);
            case ROLLBACK -> new RollbackCommand(session).run(output);
            case UNLOCK -> new UnlockCommand(session).run(output);
            case VERIFY -> new VerifyCommand(session).run(output);
        }
    }
}
