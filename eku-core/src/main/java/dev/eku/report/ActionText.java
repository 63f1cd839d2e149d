package dev.eku.report;

import dev.eku.action.Action;
import dev.eku.action.Action.CreateKey;
import dev.eku.action.Action.DeleteKey;
import dev.eku.action.Action.DeleteValue;
import dev.eku.action.Action.RecordExemption;
import dev.eku.action.Action.SetValue;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryView;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How actions are shown. A key and the name of a value in it have lines of their own, because the name is itself a
 * path.
 */
public final class ActionText {
    private ActionText() {}

    /** The symbols in front of an action. Each name is the key of its meaning in the catalogue. */
    enum Symbol {
        CREATE("+"),
        CHANGE("~"),
        DELETE("-"),
        STOP("x"),
        START(">");

        private final String text;

        Symbol(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * An action in words. Immutable.
     *
     * @param kind what is done, after its symbol
     * @param subject what it is done to
     * @param place where that is; empty for a service
     * @param change what was there before, and what is there after
     */
    public record Shown(String kind, String subject, List<String> place, String change, String why) {
        public Shown {
            place = List.copyOf(place);
        }
    }

    /** The parts of an action, each for a place of its own. */
    public static Shown shown(Words words, Action action) {
        TextBuilder place = new TextBuilder(words);
        place(place, 0, action);
        Symbol symbol = symbol(action);
        return new Shown(
                words.text("report.symbol." + symbol.name(), symbol),
                subject(words, action),
                place.lines(),
                words.text("report.change", action.before(), action.after()),
                words.text(action.why()));
    }

    /** The action with its place, before, after and why. */
    static void full(TextBuilder body, int depth, Action action) {
        body.text(depth, symbol(action) + " " + subject(body.words(), action));
        place(body, depth + 2, action);
        body.line(depth + 2, "report.change", action.before(), action.after());
        body.line(depth + 2, "report.why", action.why());
    }

    /** The action's subject and place, after a word for its result. */
    static void brief(TextBuilder body, int depth, Action action, Message word) {
        body.line(depth, "report.step", word, symbol(action), subject(body.words(), action));
        place(body, depth + 2, action);
    }

    /** The meaning of the symbols that these actions use. */
    static String legend(Words words, List<Action> actions) {
        Set<Symbol> used = EnumSet.noneOf(Symbol.class);
        for (Action action : actions) {
            used.add(symbol(action));
        }
        List<String> legend = new ArrayList<>();
        for (Symbol symbol : used) {
            legend.add(words.text("report.symbol." + symbol.name(), symbol));
        }
        return words.list(legend);
    }

    private static Symbol symbol(Action action) {
        if (action instanceof SetValue set) {
            return set.previous().isPresent() ? Symbol.CHANGE : Symbol.CREATE;
        }
        if (action instanceof RecordExemption renewed) {
            return renewed.previous().isPresent() ? Symbol.CHANGE : Symbol.CREATE;
        }
        if (action instanceof CreateKey) {
            return Symbol.CREATE;
        }
        if (action instanceof StopService) {
            return Symbol.STOP;
        }
        return action instanceof StartService ? Symbol.START : Symbol.DELETE;
    }

    private static String subject(Words words, Action action) {
        if (action instanceof CreateKey create) {
            return key(words, create.key());
        }
        if (action instanceof DeleteKey delete) {
            return key(words, delete.key());
        }
        if (action instanceof SetValue set) {
            return value(words, set.target());
        }
        return action instanceof DeleteValue delete ? value(words, delete.target()) : words.text(action.subject());
    }

    private static void place(TextBuilder body, int depth, Action action) {
        if (action instanceof CreateKey create) {
            view(body, depth, create.view());
        } else if (action instanceof DeleteKey delete) {
            view(body, depth, delete.view());
        } else if (action instanceof SetValue set) {
            key(body, depth, set.target());
        } else if (action instanceof DeleteValue delete) {
            key(body, depth, delete.target());
        }
    }

    private static void key(TextBuilder body, int depth, RegistryTarget target) {
        body.line(depth, "report.in-key", target.key());
        view(body, depth, target.view());
    }

    /** The registry view of a key. */
    static void view(TextBuilder body, int depth, RegistryView view) {
        body.line(depth, view == RegistryView.ONLY ? "report.in-only-view" : "report.in-view", view);
    }

    private static String key(Words words, KeyPath key) {
        return words.text("report.key", key);
    }

    private static String value(Words words, RegistryTarget target) {
        return words.text("report.value", target.valueName());
    }
}
