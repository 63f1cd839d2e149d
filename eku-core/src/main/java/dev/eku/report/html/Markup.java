package dev.eku.report.html;

import dev.eku.text.Plain;
import dev.eku.text.Words;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a page that is both HTML and XML. Every text and attribute is escaped. Characters that a page cannot hold, or
 * that would change the direction of the text around them, are replaced. Not thread-safe.
 */
final class Markup {
    static final String XHTML = "http://www.w3.org/1999/xhtml";
    static final String SVG = "http://www.w3.org/2000/svg";

    private static final Set<String> INLINE = Set.of("a", "span", "strong", "wbr");
    /** Elements in which HTML allows no place for a break, and commands, which are copied. */
    private static final Set<String> UNBROKEN = Set.of("title", "style", "svg", "pre");

    private final Words words;
    private final StringWriter page = new StringWriter();
    private final XMLStreamWriter xml;
    /** How many elements are open from the outermost one that is not broken. */
    private int unbroken;

    Markup(Words words) {
        this.words = words;
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(page);
            xml.writeDTD("<!DOCTYPE html>");
        } catch (XMLStreamException impossible) {
            throw inMemory(impossible);
        }
    }

    /** The words for the page's texts. */
    Words words() {
        return words;
    }

    /**
     * Starts an element.
     *
     * @param attributes each name followed by its value
     */
    Markup open(String name, String... attributes) {
        try {
            breakBefore(name);
            xml.writeStartElement(name);
            attributes(attributes);
            unbroken += unbroken > 0 || UNBROKEN.contains(name) ? 1 : 0;
        } catch (XMLStreamException impossible) {
            throw inMemory(impossible);
        }
        return this;
    }

    /** Ends the element that was started last. */
    Markup close() {
        try {
            xml.writeEndElement();
            unbroken -= unbroken > 0 ? 1 : 0;
        } catch (XMLStreamException impossible) {
            throw inMemory(impossible);
        }
        return this;
    }

    /** An element without content: an SVG element, or one that has no end tag in HTML. */
    Markup empty(String name, String... attributes) {
        try {
            breakBefore(name);
            xml.writeEmptyElement(name);
            attributes(attributes);
        } catch (XMLStreamException impossible) {
            throw inMemory(impossible);
        }
        return this;
    }

    /** A text within a line. A long path in it may be broken. */
    Markup text(String text) {
        return written(Plain.line(text));
    }

    /** An element whose text keeps its own lines. */
    Markup lines(String name, String text, String... attributes) {
        return open(name, attributes).written(Plain.text(text)).close();
    }

    private Markup written(String text) {
        try {
            if (unbroken > 0) {
                xml.writeCharacters(text);
                return this;
            }
            List<String> pieces = Breaks.pieces(text);
            for (int i = 0; i < pieces.size(); i++) {
                if (i > 0) {
                    xml.writeEmptyElement("wbr");
                }
                xml.writeCharacters(pieces.get(i));
            }
        } catch (XMLStreamException impossible) {
            throw inMemory(impossible);
        }
        return this;
    }

    /** An element that contains only a text. */
    Markup leaf(String name, String text, String... attributes) {
        return open(name, attributes).text(text).close();
    }

    /** The page so far. It is complete when every element has been ended. */
    String written() {
        try {
            xml.flush();
        } catch (XMLStreamException impossible) {
            throw inMemory(impossible);
        }
        return page.append('\n').toString();
    }

    private void attributes(String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i], Plain.line(attributes[i + 1]));
        }
    }

    private void breakBefore(String name) throws XMLStreamException {
        if (!INLINE.contains(name)) {
            xml.writeCharacters("\n");
        }
    }

    private static IllegalStateException inMemory(XMLStreamException impossible) {
        return new IllegalStateException(impossible);
    }
}
