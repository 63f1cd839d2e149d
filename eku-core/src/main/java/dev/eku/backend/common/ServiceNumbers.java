package dev.eku.backend.common;

import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig.StartType;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The numbers of {@code winsvc.h} that the service manager uses for services. Pure. */
public final class ServiceNumbers {
    /** Services in every state. */
    public static final int SERVICE_STATE_ALL = 0x3;

    private static final int ACCEPT_STOP = 0x1;
    private static final int ACCEPT_PAUSE_CONTINUE = 0x2;

    private ServiceNumbers() {}

    /** The commands for the bits of {@code dwControlsAccepted}. */
    public static Set<ServiceCommand> accepted(int controls) {
        Set<ServiceCommand> commands = EnumSet.noneOf(ServiceCommand.class);
        if ((controls & ACCEPT_STOP) != 0) {
            commands.add(ServiceCommand.STOP);
        }
        if ((controls & ACCEPT_PAUSE_CONTINUE) != 0) {
            commands.add(ServiceCommand.PAUSE);
            commands.add(ServiceCommand.CONTINUE);
        }
        return commands;
    }

    /** The number of a command for {@code ControlService}. */
    public static int control(ServiceCommand command) {
        return switch (command) {
            case STOP -> 1;
            case PAUSE -> 2;
            case CONTINUE -> 3;
        };
    }

    /** The start type with that number, if there is one. */
    public static Optional<StartType> startType(int number) {
        StartType[] types = StartType.values();
        return number >= 0 && number < types.length ? Optional.of(types[number]) : Optional.empty();
    }
}
