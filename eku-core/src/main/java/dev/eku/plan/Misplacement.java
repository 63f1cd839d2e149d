package dev.eku.plan;

import dev.eku.action.Action.SetValue;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.SettingKey;
import dev.eku.product.Clr;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.NameFolding;
import dev.eku.registry.RegistryValue;
import dev.eku.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A value that was meant for an application but that the application never reads. It is in the other view, under the
 * other runtime, or under another spelling of the path. Or it is in the right place, but has a type that the
 * application does not accept. Immutable.
 *
 * @param kind what is wrong with it
 * @param target where it is
 * @param application the id of the application for which it was meant
 * @param read where that application reads
 */
public record Misplacement(
        Kind kind, RegistryTarget target, RegistryValue value, String application, RegistryTarget read) {
    /** What can be wrong with a value that was meant for an application. */
    public enum Kind {
        /** In the right place, but of a type that the application does not accept. */
        WRONG_TYPE(Problem.Code.WRONG_TYPE),
        /** In the view that the application does not read. */
        WRONG_VIEW(Problem.Code.WRONG_VIEW),
        /** Under a runtime that the application does not run on. */
        WRONG_CLR(Problem.Code.WRONG_CLR),
        /** Under a name that means the same file, but that .NET does not read. */
        WRONG_SPELLING(Problem.Code.WRONG_SPELLING);

        private final Problem.Code code;

        Kind(Problem.Code code) {
            this.code = code;
        }
    }

    /** The problem that it is for a plan. */
    public Problem problem() {
        Object right = switch (kind) {
            case WRONG_TYPE, WRONG_VIEW -> Message.of("view", read.view());
            case WRONG_CLR -> read.key().names().get(read.key().names().size() - 2);
            case WRONG_SPELLING -> read.valueName();
        };
        return kind == Kind.WRONG_TYPE
                ? Problem.advice(kind.code, target.view(), target.key(), target.valueName(), value)
                : Problem.advice(kind.code, target.view(), target.key(), target.valueName(), value, right);
    }

    /** What is wrong with it. */
    public Message what() {
        return problem().what();
    }

    /** Everything that was meant to exempt an application from the setting of an inspection and does not. */
    public static List<Misplacement> meantFor(ApplicationFacts application, Inspection inspection) {
        Optional<RegistryTarget> target =
                application.target(inspection.exemption().setting());
        if (target.isEmpty()) {
            return List.of();
        }
        RegistryTarget at = target.get();
        List<Misplacement> found = new ArrayList<>();
        inspection
                .key(at.view(), application.application().clr())
                .value(at.valueName())
                .filter(value -> value.asReadByNet().isEmpty())
                .map(value -> new Misplacement(
                        Kind.WRONG_TYPE, at, value, application.application().id(), at))
                .ifPresent(found::add);
        found.addAll(elsewhere(application, at, inspection));
        return found;
    }

    /** The values in places that the application never reads. */
    static List<Misplacement> elsewhere(ApplicationFacts application, RegistryTarget target, Inspection inspection) {
        List<Misplacement> found = new ArrayList<>();
        for (SettingKey key : inspection.keys()) {
            for (NamedValue value : key.meantFor(target.valueName())) {
                RegistryTarget at = new RegistryTarget(key.view(), key.key(), value.name());
                kind(target, application.application().clr(), key, value)
                        .filter(kind -> !isRead(at, inspection))
                        .map(kind -> new Misplacement(
                                kind,
                                at,
                                value.value(),
                                application.application().id(),
                                target))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<Kind> kind(RegistryTarget target, Clr clr, SettingKey key, NamedValue value) {
        boolean sameName = NameFolding.same(value.name(), target.valueName());
        if (!sameName) {
            return Optional.of(Kind.WRONG_SPELLING);
        }
        if (key.clr() != clr) {
            return Optional.of(Kind.WRONG_CLR);
        }
        return key.view() == target.view() ? Optional.empty() : Optional.of(Kind.WRONG_VIEW);
    }

    /**
     * Whether another application reads it, of this exemption or of another that is not rolled back. It is then in
     * place.
     */
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
}
