package dev.eku;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EkuVersionTest {
    @TempDir
    Path directory;

    /** As Maven packs it, and as it stays in a jar that holds others too, whose manifest is theirs. */
    @Test
    void jarOfEkuCoreTellsItsVersion() throws Exception {
        assertThat(runningIn("META-INF/maven/dev.eku/eku-core/pom.properties", "version=9.8.7\n"))
                .isEqualTo(Optional.of("9.8.7"));
    }

    @Test
    void jarThatTellsNothingHasNoVersion() throws Exception {
        assertThat(runningIn("META-INF/maven/com.example/tool/pom.properties", "version=1\n"))
                .isEqualTo(Optional.empty());
        assertThat(runningIn("META-INF/maven/dev.eku/eku-core/pom.properties", "groupId=dev.eku\n"))
                .isEqualTo(Optional.empty());
    }

    private Object runningIn(String entry, String content) throws Exception {
        String type = EkuVersion.class.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        try (InputStream in = EkuVersion.class.getClassLoader().getResourceAsStream(type)) {
            in.transferTo(code);
        }
        Path jar = Files.createTempFile(directory, "eku", ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(type));
            out.write(code.toByteArray());
            out.putNextEntry(new JarEntry(entry));
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            return loader.loadClass(EkuVersion.class.getName())
                    .getMethod("running")
                    .invoke(null);
        }
    }
}
