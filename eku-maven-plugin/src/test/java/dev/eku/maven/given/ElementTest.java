package dev.eku.maven.given;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ElementTest {
    @Test
    void configurationIsReadWithItsElementsInTheirOrder() {
        assertThat(Element.of(Dom.of("<configuration><hosts>a</hosts><fleet><pool>b</pool></fleet></configuration>")))
                .isEqualTo(element(
                        "configuration", "", element("hosts", "a"), element("fleet", "", element("pool", "b"))));
    }

    @Test
    void absentConfigurationHasNoElements() {
        assertThat(Element.of(null)).isEqualTo(element("configuration", ""));
    }

    @Test
    void textIsWithoutTheBlanksAroundItEvenWhereMavenKeepsThem() {
        assertThat(Element.of(Dom.of("<hosts xml:space=\"preserve\"> a b\n</hosts>"))
                        .text())
                .isEqualTo("a b");
        assertThat(Element.of(Dom.of("<hosts> </hosts>")).isEmpty()).isTrue();
    }

    @Test
    void textBesideChildrenIsNone() {
        assertThat(Element.of(Dom.of("<fleet>a<pool>b</pool>c</fleet>")))
                .isEqualTo(element("fleet", "", element("pool", "b")));
    }

    @Test
    void attributesAreSorted() {
        assertThat(Element.of(Dom.of("<hosts c=\"1\" a=\"2\" b=\"3\">x</hosts>"))
                        .attributes())
                .containsExactly("a", "b", "c");
    }

    @Test
    void lastElementOfANameIsTheOneThatMavenTakes() {
        List<Element> elements = List.of(element("hosts", "a"), element("hosts", "b"), element("reason", "c"));

        assertThat(Element.named("hosts", elements)).contains(element("hosts", "b"));
        assertThat(Element.named("owner", elements)).isEmpty();
    }

    private static Element element(String name, String text, Element... children) {
        return new Element(name, text, List.of(children), List.of());
    }
}
