package dev.eku.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NestedVariablesTest {
    /** A map that counts how often it is asked for a value, which is once for each expansion. */
    private static final class Counted extends LinkedHashMap<String, String> {
        private static final long serialVersionUID = 1;

        private int asked;

        @Override
        public String getOrDefault(Object key, String other) {
            asked++;
            return super.getOrDefault(key, other);
        }
    }

    private static Variables chain(Counted referring, int length) {
        for (int i = 0; i < length; i++) {
            referring.put("V" + i, "%V" + (i + 1) + "%");
        }
        return NestedVariables.expanded(Map.of("V" + length, "end"), referring);
    }

    @Test
    void eachIsExpandedOnceInWhateverOrderTheyStand() {
        Counted few = new Counted();
        Counted many = new Counted();

        assertThat(chain(few, 100).texts()).containsEntry("V0", "end").hasSize(101);
        assertThat(chain(many, 10_000).texts()).containsEntry("V0", "end").hasSize(10_001);
        assertThat(few.asked).isEqualTo(100);
        assertThat(many.asked).isEqualTo(10_000);
    }

    @Test
    void whatGoesRoundInACircleStaysAsItIs() {
        Variables variables = NestedVariables.expanded(
                Map.of("C", "plain", "D", "hidden"),
                Map.of("A", "%B%", "B", "%A%", "SELF", "%SELF%;x", "D", "%C%", "E", "%A%\\e"));

        assertThat(variables.texts())
                .isEqualTo(
                        Map.of("A", "%B%", "B", "%A%", "SELF", "%SELF%;x", "C", "plain", "D", "plain", "E", "%A%\\e"));
        assertThat(variables.tooLong()).isEmpty();
    }

    @Test
    void nameBehindALonePercentSignIsExpandedInWhateverOrderTheyStand() {
        Map<String, String> referring = new LinkedHashMap<>();
        referring.put("A", "100% %B%");
        referring.put("B", "%C%");

        assertThat(NestedVariables.expanded(Map.of("C", "c"), referring).value("A"))
                .hasValue("100% c");
    }

    @Test
    void allTogetherAreBounded() {
        Map<String, String> referring = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            referring.put("V" + i, "%BIG%");
        }
        Map<String, String> texts = new HashMap<>(Map.of("BIG", "x".repeat(Variables.LONGEST)));
        Variables variables = NestedVariables.expanded(texts, referring);

        assertThat(variables.tooLong()).hasSize(100 - NestedVariables.MOST / Variables.LONGEST);
        assertThat(variables.value("V0")).isPresent();
        assertThat(variables.expand("%V99%")).isEmpty();
    }
}
