package dev.eku.contract;

import dev.eku.command.input.Parameters;
import dev.eku.fleet.Inventory.NamedPool;
import dev.eku.product.Application;
import dev.eku.text.FrontEnd;
import dev.eku.text.Option;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parameters of a test, named as the library names them. Every option that has a text is typed. Immutable. */
public record TestParameters(Map<Option, String> texts, List<Application> applications, List<NamedPool> fleet)
        implements Parameters {
    /** Nothing is given. */
    public static final TestParameters NONE = new TestParameters(Map.of(), List.of(), List.of());

    /** The same with another option. */
    public TestParameters with(Option option, String text) {
        Map<Option, String> more = new EnumMap<>(Option.class);
        more.putAll(texts);
        more.put(option, text);
        return new TestParameters(more, applications, fleet);
    }

    /** The same with a fleet. */
    public TestParameters with(List<NamedPool> pools) {
        return new TestParameters(texts, applications, pools);
    }

    /** The same with applications. */
    public TestParameters of(Application... own) {
        return new TestParameters(texts, List.of(own), fleet);
    }

    @Override
    public String name(Option option) {
        return FrontEnd.NONE.name(option);
    }

    @Override
    public Optional<String> written(Option option) {
        return Optional.ofNullable(texts.get(option));
    }

    @Override
    public boolean isGiven(Option option) {
        return texts.containsKey(option);
    }

    @Override
    public boolean isTyped(Option option) {
        return texts.containsKey(option);
    }
}
