package dev.eku.error;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The modules of Java that eku needs beside {@code java.base}. An image of jlink may lack some of them. Pure. */
final class JavaModules {
    private static final Map<String, String> OF_PACKAGES = ofPackages();

    private JavaModules() {}

    /** The module whose class could not be found, if that is why something failed. */
    static Optional<String> lackingFor(Throwable defect) {
        for (Throwable each = defect; each != null; each = each.getCause()) {
            String missing = String.valueOf(each.getMessage()).replace('.', '/');
            if (each instanceof NoClassDefFoundError || each instanceof ClassNotFoundException) {
                for (Map.Entry<String, String> known : OF_PACKAGES.entrySet()) {
                    if (missing.startsWith(known.getKey())) {
                        return Optional.of(known.getValue());
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> ofPackages() {
        Map<String, String> modules = new LinkedHashMap<>();
        modules.put("com/sun/security/", "jdk.security.auth");
        modules.put("java/util/logging/", "java.logging");
        modules.put("javax/naming/", "java.naming");
        modules.put("javax/security/auth/kerberos/", "java.security.jgss");
        modules.put("javax/xml/", "java.xml");
        modules.put("org/ietf/jgss/", "java.security.jgss");
        modules.put("org/w3c/dom/", "java.xml");
        modules.put("org/xml/sax/", "java.xml");
        modules.put("sun/misc/", "jdk.unsupported");
        return modules;
    }
}
