package dev.eku;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;

/** Which eku this is. */
public final class EkuVersion {
    /** Maven puts it into the jar, and it stays in a jar that contains others. The manifest there is another's. */
    private static final String WRITTEN_BY_MAVEN = "/META-INF/maven/dev.eku/eku-core/pom.properties";

    private EkuVersion() {}

    /** The version of the running eku-core; empty if it does not run from a jar that says so. */
    public static Optional<String> running() {
        try (InputStream in = EkuVersion.class.getResourceAsStream(WRITTEN_BY_MAVEN)) {
            if (in == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(in);
            return Optional.ofNullable(properties.getProperty("version"));
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
