package dev.eku.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "if ($a) { \"$($b.c[0]): $(\"x\")\" } # it's (",
                "<# ( ' #> 'it''s (' \"`\" (\"",
                "@\"\n\" ( $(1)\n\"@\n",
                "@'\n' ( $(\n'@\n"
            })
    void scriptOfPowerShellIsSound(String script) {
        assertThat(ScriptText.POWERSHELL.fault(script + "\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "a)", "{ (} )", "'a", "\"a`\"", "\"$(1\"", "<# a", "@\"\na\"@", "@'\na"})
    void spoiledScriptOfPowerShellIsNot(String script) {
        assertThat(ScriptText.POWERSHELL.fault(script + "\n")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a { b('it\\'s (') } // don't", "\"${b('x')}\" /* ' */", "'''it's ('''", "\"\"\"\" ( \"\"\""})
    void scriptOfGroovyIsSound(String script) {
        assertThat(ScriptText.GROOVY.fault(script + "\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a {", "a }", "sh 'a", "\"${a\"", "/* a", "'''a'"})
    void spoiledScriptOfGroovyIsNot(String script) {
        assertThat(ScriptText.GROOVY.fault(script + "\n")).isPresent();
    }
}
