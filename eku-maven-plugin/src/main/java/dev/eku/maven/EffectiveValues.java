package dev.eku.maven;

import dev.eku.maven.given.Element;
import dev.eku.maven.given.Refusal;
import dev.eku.maven.given.Refusal.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;

/**
 * The values that Maven makes from the texts of a goal's parameters, by the same class that Maven uses. Not
 * thread-safe.
 *
 * <p>That class replaces a reference that is not set by {@code null}, and then the goal gets its default. It turns
 * {@code -Dx=a${b}} into {@code anull}. So references are looked up here one by one.
 */
final class EffectiveValues {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");

    private final PluginParameterExpressionEvaluator evaluator;
    private final Properties properties = new Properties();

    /**
     * @param session the build, as the goal's project sees it
     * @param mojo the running goal
     */
    EffectiveValues(MavenSession session, MojoExecution mojo) {
        this.evaluator = new PluginParameterExpressionEvaluator(session, mojo);
        // In the order of Maven's class, where the last one wins.
        if (session.getCurrentProject() != null) {
            properties.putAll(session.getCurrentProject().getProperties());
        }
        properties.putAll(session.getUserProperties());
        properties.putAll(session.getSystemProperties());
    }

    /** A property's value for the goal; empty if the property is not set, or refers to one that is not set. */
    Optional<String> ofProperty(String name) {
        return of("${" + name + "}");
    }

    /** A text's value for the goal; empty if the whole text is a reference that is not set. */
    Optional<String> of(String text) {
        try {
            Object value = evaluator.evaluate(text);
            return value == null ? Optional.empty() : Optional.of(value.toString());
        } catch (ExpressionEvaluationException notFound) {
            return Optional.empty();
        }
    }

    /**
     * An element's value for the goal. The value of an element with children consists of the values of its children.
     */
    String of(Element element) {
        if (element.children().isEmpty()) {
            return of(element.text()).orElse(element.text());
        }
        return element.children().stream()
                .map(child -> "<" + child.name() + ">" + of(child))
                .collect(Collectors.joining());
    }

    /** The first reference that is not set, in the value of a property, or in a property that this value refers to. */
    Optional<String> unsetOf(String property) {
        return unset(property, new HashSet<>());
    }

    /** The references that are not set, in an element and in each of its children. */
    List<Refusal.Unset> unsetIn(Element element) {
        return unsetIn("", element);
    }

    private List<Refusal.Unset> unsetIn(String path, Element element) {
        String name = path + element.name();
        List<Refusal.Unset> unset = new ArrayList<>();
        unsetIn(element.text(), new HashSet<>())
                .ifPresent(reference -> unset.add(new Refusal.Unset(Place.ELEMENT, name, reference)));
        element.children().forEach(child -> unset.addAll(unsetIn(name + "/", child)));
        return unset;
    }

    private Optional<String> unsetIn(String text, Set<String> seen) {
        Matcher reference = REFERENCE.matcher(text);
        while (reference.find()) {
            Optional<String> unset = unset(reference.group(1), seen);
            if (unset.isPresent()) {
                return unset;
            }
        }
        return Optional.empty();
    }

    private Optional<String> unset(String name, Set<String> seen) {
        if (!seen.add(name)) {
            return Optional.empty();
        }
        String value = properties.getProperty(name);
        if (value != null) {
            return unsetIn(value, seen);
        }
        return ofProperty(name).isPresent() ? Optional.empty() : Optional.of(name);
    }
}
