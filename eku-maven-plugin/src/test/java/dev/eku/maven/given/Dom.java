package dev.eku.maven.given;

import java.io.IOException;
import java.io.StringReader;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/** Configurations as Maven reads them from a POM. */
public final class Dom {
    private Dom() {}

    /** A whole configuration, its own element included. */
    public static Xpp3Dom of(String xml) {
        try {
            return Xpp3DomBuilder.build(new StringReader(xml));
        } catch (IOException | XmlPullParserException noXml) {
            throw new IllegalArgumentException(xml, noXml);
        }
    }
}
