package dev.eku.examples.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.text.Operation;
import dev.eku.text.Option;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The goals and the commands take the same options. */
class OptionsModelTest {
    /** The goals' parameters that only Maven has: a build is skipped, and a POM holds pools. */
    private static final Set<String> OF_MAVEN = Set.of("skip", "fleet");

    /** The options that only the command line has: Maven prints a stack trace by an option of its own. */
    private static final Set<Option> OF_THE_COMMAND_LINE = Set.of(Option.STACK_TRACE);

    @ParameterizedTest
    @EnumSource(Operation.class)
    void everyParameterOfAGoalIsAnOptionAndTheOtherWayRound(Operation operation) throws Exception {
        Set<String> parameters = new TreeSet<>();
        for (String parameter : parameters(operation.id())) {
            if (!OF_MAVEN.contains(parameter)) {
                parameters.add(option(parameter).name());
            }
        }
        Set<String> options = new TreeSet<>();
        for (Option option : Options.of(operation)) {
            if (!OF_THE_COMMAND_LINE.contains(option)) {
                options.add(option.name());
            }
        }
        assertThat(options).isNotEmpty().isEqualTo(parameters);
    }

    private static Option option(String parameter) {
        return switch (parameter) {
            case "serverId" -> Option.CREDENTIALS;
            case "certificatesServerId" -> Option.CERTIFICATES_CREDENTIALS;
            default -> Option.valueOf(parameter.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
        };
    }

    private static List<String> parameters(String goal) throws Exception {
        try (InputStream descriptor =
                Objects.requireNonNull(OptionsModelTest.class.getResourceAsStream("/META-INF/maven/plugin.xml"))) {
            NodeList mojos = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(descriptor)
                    .getElementsByTagName("mojo");
            List<String> names = new ArrayList<>();
            for (Element mojo : elements(mojos)) {
                if (text(mojo, "goal").equals(goal)) {
                    for (Element parameter : elements(mojo.getElementsByTagName("parameter"))) {
                        if (text(parameter, "editable").equals("true")) {
                            names.add(text(parameter, "name"));
                        }
                    }
                }
            }
            return names;
        }
    }

    private static String text(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
