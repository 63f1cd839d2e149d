package dev.eku.maven.given;

import dev.eku.command.input.BadParameter;
import dev.eku.error.EkuException;
import dev.eku.host.HostRef;
import dev.eku.maven.given.Refusal.Place;
import dev.eku.text.Message;
import java.util.List;

/** Makes messages from refusals. */
public final class RefusalText {
    /** Maven's prefix for an environment variable. */
    private static final String VARIABLE = "env.";

    private RefusalText() {}

    /**
     * Refuses, with every reason and what to do about it.
     *
     * @throws EkuException {@code INVALID_PARAMETER} if there is any refusal
     */
    public static void requireNone(List<Refusal> refusals) {
        if (!refusals.isEmpty()) {
            throw BadParameter.of(refusals.stream().map(RefusalText::message).toList());
        }
    }

    private static Message message(Refusal refusal) {
        if (refusal instanceof Refusal.Slip slip) {
            return Message.of(
                    slip.place() == Place.SUPPLIED ? "given.slip-supplied" : "input.slip",
                    shown(slip.place(), slip.name()),
                    shown(slip.place(), slip.meant()));
        }
        if (refusal instanceof Refusal.Unknown unknown) {
            return Message.of(
                    unknown.place() == Place.ELEMENT ? "given.unknown-element" : "given.unknown",
                    shown(unknown.place(), unknown.name()),
                    shown(unknown.place(), unknown.nearest()));
        }
        if (refusal instanceof Refusal.ElementOnly list) {
            return Message.of("given.element-only", list.property(), shown(Place.ELEMENT, list.element()));
        }
        if (refusal instanceof Refusal.NoDryRun wish) {
            return Message.of("given.no-dry-run", shown(wish.place(), wish.name()));
        }
        if (refusal instanceof Refusal.OfAnotherGoal other) {
            return Message.of(
                    "given.another-goal",
                    other.property(),
                    String.join(
                            ", ",
                            other.goals().stream().map(goal -> "eku:" + goal).toList()));
        }
        if (refusal instanceof Refusal.TypedTwice twice) {
            return Message.of("given.typed-twice", twice.property());
        }
        if (refusal instanceof Refusal.NoValue none) {
            return Message.of("given.no-value", none.property());
        }
        if (refusal instanceof Refusal.Empty empty) {
            return Message.of("input.empty", placed(empty.place(), empty.name()));
        }
        if (refusal instanceof Refusal.Unset unset) {
            return Message.of(
                    unset.reference().startsWith(VARIABLE) ? "given.unset-variable" : "given.unset",
                    placed(unset.place(), unset.name()),
                    unset.reference());
        }
        if (refusal instanceof Refusal.Twice twice) {
            return Message.of("given.twice", shown(Place.ELEMENT, twice.element()), shown(Place.ELEMENT, twice.in()));
        }
        if (refusal instanceof Refusal.Attribute attribute) {
            return Message.of("given.attribute", shown(Place.ELEMENT, attribute.element()), attribute.attribute());
        }
        if (refusal instanceof Refusal.Stray stray) {
            return Message.of("given.stray", shown(Place.ELEMENT, stray.element()), HostRef.withoutUser(stray.text()));
        }
        Refusal.Overruled overruled = (Refusal.Overruled) refusal;
        return Message.of(
                "given.overruled",
                overruled.property(),
                HostRef.withoutUser(overruled.given()),
                overruled.element(),
                HostRef.withoutUser(overruled.configured()));
    }

    /** The name, with its place if the name does not show it. */
    private static Object placed(Place place, String name) {
        return place == Place.SUPPLIED ? Message.of("given.supplied", name) : shown(place, name);
    }

    private static String shown(Place place, String name) {
        return place == Place.ELEMENT ? "<" + name.replace("/", "><") + ">" : name;
    }
}
