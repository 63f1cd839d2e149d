package dev.eku.examples.commandline;

import dev.eku.command.input.ApplicationText;
import dev.eku.command.input.BadParameter;
import dev.eku.command.input.Parameters;
import dev.eku.command.input.TextParameter;
import dev.eku.fleet.Inventory.NamedPool;
import dev.eku.product.Application;
import dev.eku.text.Option;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was typed on the command line. All of it is for this run alone. Immutable.
 *
 * @param texts by option; of one that was typed several times, the first text
 * @param applicationTexts all texts of {@link Option#APPLICATIONS}
 * @param passwordFile the text of {@code --password-file}
 */
record GivenOptions(Map<Option, String> texts, List<String> applicationTexts, Optional<String> passwordFile)
        implements Parameters {
    GivenOptions {
        texts = Map.copyOf(texts);
        applicationTexts = List.copyOf(applicationTexts);
    }

    @Override
    public String name(Option option) {
        return Options.name(option);
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

    @Override
    public List<Application> applications() {
        return applicationTexts.stream().map(this::application).toList();
    }

    /** Pools are named by an inventory. */
    @Override
    public List<NamedPool> fleet() {
        return List.of();
    }

    /** {@code id=billing;service=BillingService}; a path may contain commas, so semicolons separate. */
    private Application application(String text) {
        String name = name(Option.APPLICATIONS);
        ApplicationParts parts =
                ApplicationParts.of(name, TextParameter.optional(name, text).orElse(""));
        if (parts.get("executable").isEmpty() && parts.get("service").isEmpty()) {
            throw BadParameter.of("option.application-empty", name, text);
        }
        return new ApplicationText(
                        parts.get("id").orElseThrow(() -> BadParameter.of("option.application-id", name, text)),
                        parts.get("executable"),
                        parts.get("service"),
                        parts.get("clr"),
                        parts.get("bitness"),
                        part -> name + ", " + part)
                .application();
    }
}
