package dev.eku.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavaModulesTest {
    @Test
    void javaThatLacksAModuleIsASentence() {
        EkuException why = EkuException.unexpected(
                new ExceptionInInitializerError(new NoClassDefFoundError("javax/naming/ldap/LdapName")));

        assertThat(why.code()).isEqualTo(ErrorCode.UNSUPPORTED);
        assertThat(why)
                .hasMessage("UNSUPPORTED: the Java in " + System.getProperty("java.home")
                        + " lacks the module java.naming\n"
                        + "  Next: start eku with a complete Java, or with one that has this module");
    }

    @Test
    void everythingElseIsADefect() {
        for (Throwable defect :
                new Throwable[] {new NoClassDefFoundError("dev/eku/Eku"), new IllegalStateException("javax/naming/x")
                }) {
            assertThat(EkuException.unexpected(defect).code()).isEqualTo(ErrorCode.UNEXPECTED);
        }
    }
}
