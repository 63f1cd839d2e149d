package dev.eku.backend.windows;

import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig.StartType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns what the Windows API uses into what eku uses, and back. Pure: no JNA, so it is tested on any machine. */
final class WindowsData {
    private static final int KEY_WOW64_64KEY = 0x100;
    private static final int KEY_WOW64_32KEY = 0x200;
    private static final int ACCEPT_STOP = 0x1;
    private static final int ACCEPT_PAUSE_CONTINUE = 0x2;

    private WindowsData() {}

    /** The flag that selects a view. One is always set: without it the bitness of our own process would decide. */
    static int flag(RegistryView view) {
        return view == RegistryView.VIEW_32 ? KEY_WOW64_32KEY : KEY_WOW64_64KEY;
    }

    /** The text up to the first NUL. */
    static String text(char[] units) {
        int end = 0;
        while (end < units.length && units[end] != 0) {
            end++;
        }
        return new String(units, 0, end);
    }

    /** The texts of a list in which each ends in a NUL and the list in one more. */
    static List<String> list(char[] units) {
        List<String> texts = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < units.length; i++) {
            if (units[i] == 0) {
                if (i == begin) {
                    return texts;
                }
                texts.add(new String(units, begin, i - begin));
                begin = i + 1;
            }
        }
        if (begin < units.length) {
            texts.add(new String(units, begin, units.length - begin));
        }
        return texts;
    }

    /** The commands behind {@code dwControlsAccepted}. */
    static Set<ServiceCommand> accepted(int controls) {
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

    /** The number of {@code ControlService} for a command. */
    static int control(ServiceCommand command) {
        return switch (command) {
            case STOP -> 1;
            case PAUSE -> 2;
            case CONTINUE -> 3;
        };
    }

    /** The start type of that number, if there is one. */
    static Optional<StartType> startType(int number) {
        StartType[] types = StartType.values();
        return number >= 0 && number < types.length ? Optional.of(types[number]) : Optional.empty();
    }
}
