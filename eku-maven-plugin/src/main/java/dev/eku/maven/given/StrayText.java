package dev.eku.maven.given;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Finds text in a configuration of a POM that is in none of its values. Maven's reader drops such text, so it is
 * visible only in the file. Pure. Not thread-safe.
 */
public final class StrayText {
    private static final String PLUGIN = "plugin";
    private static final String CONFIGURATION = "configuration";

    private final String groupId;
    private final String artifactId;
    private final List<Refusal.Stray> all = new ArrayList<>();
    private final List<Refusal.Stray> ofPlugin = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private String group = "";
    private String artifact = "";

    private StrayText(String groupId, String artifactId) {
        this.groupId = groupId;
        this.artifactId = artifactId;
    }

    /** An element whose end has not been read yet. */
    private static final class Open {
        private final String name;
        private final StringBuilder text = new StringBuilder();
        private boolean hasElements;

        Open(String name) {
            this.name = name;
        }
    }

    /**
     * The texts in the configurations of one plugin, in the POM's order.
     *
     * @throws XMLStreamException if the file is not XML
     */
    public static List<Refusal.Stray> in(InputStream pom, String groupId, String artifactId) throws XMLStreamException {
        StrayText stray = new StrayText(groupId, artifactId);
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        // Maven's reader accepts the entities of HTML without a declaration.
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(pom);
        while (reader.hasNext()) {
            stray.event(reader.next(), reader);
        }
        return List.copyOf(stray.all);
    }

    private void event(int kind, XMLStreamReader reader) {
        switch (kind) {
            case XMLStreamConstants.START_ELEMENT -> start(reader.getLocalName());
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text(reader.getText());
            case XMLStreamConstants.ENTITY_REFERENCE -> text("&" + reader.getLocalName() + ";");
            case XMLStreamConstants.END_ELEMENT -> end();
            default -> {}
        }
    }

    private void start(String name) {
        if (!open.isEmpty()) {
            open.element().hasElements = true;
        }
        if (name.equals(PLUGIN) && path().isEmpty()) {
            group = "";
            artifact = "";
            ofPlugin.clear();
        }
        open.push(new Open(name));
    }

    private void text(String text) {
        if (!open.isEmpty()) {
            open.element().text.append(text);
        }
    }

    private void end() {
        List<String> path = path();
        Open ended = open.pop();
        String text = ended.text.toString().strip().replaceAll("\\s+", " ");
        if (!path.isEmpty()) {
            boolean isRoot = path.size() == 1;
            if (!text.isEmpty() && (ended.hasElements || isRoot)) {
                ofPlugin.add(new Refusal.Stray(String.join("/", isRoot ? path : path.subList(1, path.size())), text));
            }
        } else if (ended.name.equals(PLUGIN)) {
            if (group.equals(groupId) && artifact.equals(artifactId)) {
                all.addAll(ofPlugin);
            }
        } else if (!open.isEmpty() && open.element().name.equals(PLUGIN)) {
            group = ended.name.equals("groupId") ? text : group;
            artifact = ended.name.equals("artifactId") ? text : artifact;
        }
    }

    /**
     * The path from the configuration of a plugin, or of one of its executions, to the open element; empty outside a
     * configuration.
     */
    private List<String> path() {
        List<String> path = new ArrayList<>();
        boolean isInPlugin = false;
        for (Iterator<Open> from = open.descendingIterator(); from.hasNext(); ) {
            String name = from.next().name;
            if (!path.isEmpty() || (isInPlugin && name.equals(CONFIGURATION))) {
                path.add(name);
            }
            isInPlugin |= name.equals(PLUGIN);
        }
        return path;
    }
}
