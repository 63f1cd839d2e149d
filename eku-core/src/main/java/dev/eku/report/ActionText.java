package dev.eku.report;

import dev.eku.action.Action;
import dev.eku.action.Action.CreateKey;
import dev.eku.action.Action.DeleteKey;
import dev.eku.action.Action.DeleteValue;
import dev.eku.action.Action.RecordExemption;
import dev.eku.action.Action.SetValue;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryView;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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
        place(place, 0, action, false);
        Symbol symbol = symbol(action);
        return new Shown(
                words.text("report.symbol." + symbol.name(), symbol),
                words.text(subject(action, false)),
                place.opening(),
                words.text("report.change", action.before(), action.after()),
                words.text(action.why()));
    }

    /** The actions with their places, before, after and why. */
    static void full(TextBuilder body, int depth, List<Action> actions) {
        Optional<Place> last = Optional.empty();
        for (Action action : actions) {
            Optional<Place> place = place(action);
            boolean isSame = isSame(place, last);
            body.line(depth, "report.action", symbol(action), subject(action, isSame));
            place(body, depth + 2, action, isSame);
            body.line(depth + 2, "report.change", action.before(), action.after());
            body.line(depth + 2, "report.why", why(action));
            last = place;
        }
    }

    /** The subjects and places of the actions, each after a word for its result. */
    static void brief(TextBuilder body, int depth, List<Step> steps, boolean cutOff) {
        Optional<Place> last = Optional.empty();
        for (Step step : steps) {
            Optional<Place> place = place(step.action());
            boolean isSame = isSame(place, last);
            body.line(
                    depth,
                    "report.step",
                    RecordText.result(step, cutOff),
                    symbol(step.action()),
                    subject(step.action(), isSame));
            place(body, depth + 2, step.action(), isSame);
            last = place;
        }
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

    /** A key in one view. It is long, so it is named once. */
    private record Place(RegistryView view, KeyPath key) {}

    /** Compared by hand, because the equality of records is slow to start, and somebody waits for the plan. */
    private static boolean isSame(Optional<Place> one, Optional<Place> other) {
        return one.isPresent()
                && other.isPresent()
                && one.get().view() == other.get().view()
                && one.get().key().equals(other.get().key());
    }

    private static Optional<Place> place(Action action) {
        if (action instanceof CreateKey create) {
            return Optional.of(new Place(create.view(), create.key()));
        }
        if (action instanceof DeleteKey delete) {
            return Optional.of(new Place(delete.view(), delete.key()));
        }
        Optional<RegistryTarget> target = target(action);
        return target.isPresent()
                ? Optional.of(new Place(target.get().view(), target.get().key()))
                : Optional.empty();
    }

    private static Optional<RegistryTarget> target(Action action) {
        if (action instanceof SetValue set) {
            return Optional.of(set.target());
        }
        return action instanceof DeleteValue delete ? Optional.of(delete.target()) : Optional.empty();
    }

    /** @param isSame whether the action before names the key */
    private static Message subject(Action action, boolean isSame) {
        Optional<RegistryTarget> target = target(action);
        if (target.isPresent()) {
            return Message.of("report.value", target.get().valueName());
        }
        Optional<Place> place = place(action);
        if (place.isEmpty()) {
            return action.subject();
        }
        return isSame
                ? Message.of("report.that-key")
                : Message.of("report.key", place.get().key());
    }

    private static void place(TextBuilder body, int depth, Action action, boolean isSame) {
        Optional<Place> place = place(action);
        if (place.isEmpty()) {
            return;
        }
        boolean isValue = target(action).isPresent();
        if (isSame && isValue) {
            body.line(depth, "report.in-that-key");
        }
        if (!isSame && isValue) {
            body.line(depth, "report.in-key", place.get().key());
        }
        if (!isSame) {
            view(body, depth, place.get().view());
        }
    }

    /** The reason, without the path of the executable again. */
    private static Message why(Action action) {
        List<Object> arguments = new ArrayList<>();
        for (Object argument : action.why().arguments()) {
            arguments.add(
                    argument instanceof Message source && isImagePath(source, action)
                            ? Message.of("report.image-path", source.arguments().get(0))
                            : argument);
        }
        return new Message(action.why().key(), arguments);
    }

    private static boolean isImagePath(Message source, Action action) {
        Optional<RegistryTarget> target = target(action);
        return source.key().equals("inspect.image-path")
                && source.arguments().size() > 1
                && target.isPresent()
                && String.valueOf(source.arguments().get(1))
                        .replace("\"", "")
                        .equals(target.get().valueName());
    }

    /** The registry view of a key. */
    static void view(TextBuilder body, int depth, RegistryView view) {
        body.line(depth, view == RegistryView.ONLY ? "report.in-only-view" : "report.in-view", view);
    }
}
