package dev.eku.plan;

import dev.eku.action.Action.SetValue;
import dev.eku.error.Messages;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.SettingKey;
import dev.eku.product.Clr;
import dev.eku.product.ExecutablePath;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.NameFolding;
import dev.eku.registry.RegistryValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A value that was meant for an application but lies where the application never looks: in the other view, under the other
 * runtime, or under another spelling of its path; or where it looks, but of a type that it does not take. Immutable.
 *
 * @param problem what is wrong with it
 */
public record Leftover(RegistryTarget at, RegistryValue value, Problem problem) {
    /** All that was meant to exempt an application from the setting of an inspection and does not. */
    public static List<Leftover> meantFor(ApplicationFacts application, Inspection inspection) {
        Optional<RegistryTarget> target =
                application.target(inspection.exemption().setting());
        if (target.isEmpty()) {
            return List.of();
        }
        RegistryTarget at = target.get();
        Clr clr = application.application().clr();
        List<Leftover> found = new ArrayList<>();
        inspection
                .key(at.view(), clr)
                .value(at.valueName())
                .filter(value -> value.asReadByNet().isEmpty())
                .map(value -> new Leftover(
                        at, value, Problem.advice(Problem.Code.WRONG_TYPE, at.view(), at.key(), at.valueName(), value)))
                .ifPresent(found::add);
        found.addAll(of(at, clr, inspection));
        return found;
    }

    /** The leftovers of the application that reads {@code target}. */
    static List<Leftover> of(RegistryTarget target, Clr clr, Inspection inspection) {
        List<Leftover> found = new ArrayList<>();
        for (SettingKey key : inspection.keys()) {
            for (NamedValue value : key.contents().map(held -> held.values()).orElse(List.of())) {
                judge(target, clr, key, value)
                        .filter(leftover -> !isRead(leftover.at(), inspection))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<Leftover> judge(RegistryTarget target, Clr clr, SettingKey key, NamedValue value) {
        boolean sameName = NameFolding.same(value.name(), target.valueName());
        RegistryTarget at = new RegistryTarget(key.view(), key.key(), value.name());
        if (!sameName && !means(key, value.name(), target.valueName())) {
            return Optional.empty();
        }
        if (!sameName) {
            return Optional.of(leftover(Problem.Code.WRONG_SPELLING, at, value, target.valueName()));
        }
        if (key.clr() != clr) {
            return Optional.of(leftover(Problem.Code.WRONG_CLR, at, value, clr.keyName()));
        }
        return key.view() == target.view()
                ? Optional.empty()
                : Optional.of(leftover(Problem.Code.WRONG_VIEW, at, value, Messages.text("view", target.view())));
    }

    /** Whether another application reads it, of this exemption or of another one that stands, so that it is no leftover. */
    private static boolean isRead(RegistryTarget at, Inspection inspection) {
        Stream<RegistryTarget> here = inspection.applications().stream()
                .flatMap(
                        application -> application.target(inspection.exemption().setting()).stream());
        Stream<RegistryTarget> elsewhere = inspection
                .journal()
                .standing()
                .flatMap(record -> record.steps().stream())
                .flatMap(step ->
                        step.action() instanceof SetValue set ? Stream.of(set.target()) : Stream.<RegistryTarget>of());
        return Stream.concat(here, elsewhere)
                .anyMatch(target -> (target.view() == at.view() || inspection.isOneView())
                        && target.key().equals(at.key())
                        && NameFolding.same(target.valueName(), at.valueName()));
    }

    private static Leftover leftover(Problem.Code code, RegistryTarget at, NamedValue value, String right) {
        Problem problem = Problem.advice(code, at.view(), at.key(), at.valueName(), value.value(), right);
        return new Leftover(at, value.value(), problem);
    }

    /** Whether a name is another spelling of a path: quoted, slashed, with doubled backslashes, blanks at its end, or 8.3. */
    private static boolean means(SettingKey key, String name, String path) {
        Optional<String> plain = Optional.ofNullable(key.longNames().get(name))
                .or(() -> ExecutablePath.tryNormalise(name.replace("\"", "")));
        return plain.filter(spelled -> NameFolding.same(spelled, path)).isPresent();
    }
}
