package dev.eku.maven;

import dev.eku.command.input.Parameters;
import dev.eku.fleet.Inventory.NamedPool;
import dev.eku.maven.command.MavenFrontEnd;
import dev.eku.maven.given.Declared;
import dev.eku.maven.input.ResolvedText;
import dev.eku.product.Application;
import dev.eku.text.Option;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of the running goal: their texts in its fields, and where these come from. Not thread-safe. */
final class GoalParameters implements Parameters {
    private final EkuGoal goal;
    private final MavenFrontEnd names;
    private final GivenReader reader;
    private final Map<Option, String> texts = new EnumMap<>(Option.class);

    GoalParameters(EkuGoal goal, MavenFrontEnd names, GivenReader reader) {
        this.goal = goal;
        this.names = names;
        this.reader = reader;
        goal.give(texts);
    }

    @Override
    public String name(Option option) {
        return names.name(option);
    }

    @Override
    public Optional<String> written(Option option) {
        Optional<String> text = Optional.ofNullable(texts.get(option));
        if (text.isPresent()) {
            ResolvedText.requireResolved(name(option), text.get());
        }
        return text;
    }

    @Override
    public boolean isGiven(Option option) {
        Optional<Declared> parameter = declared(option);
        return parameter.isPresent() && reader.given().has(parameter.get());
    }

    @Override
    public boolean isTyped(Option option) {
        Optional<Declared> parameter = declared(option);
        return parameter.isPresent() && reader.given().isTyped(parameter.get());
    }

    @Override
    public List<Application> applications() {
        return goal.applications();
    }

    @Override
    public List<NamedPool> fleet() {
        return goal.fleet();
    }

    private Optional<Declared> declared(Option option) {
        String name = name(option);
        for (Declared parameter : reader.parameters()) {
            if (name.equals(parameter.property().orElse("<" + parameter.name() + ">"))) {
                return Optional.of(parameter);
            }
        }
        return Optional.empty();
    }
}
