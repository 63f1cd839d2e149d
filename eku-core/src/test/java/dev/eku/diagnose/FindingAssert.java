package dev.eku.diagnose;

import dev.eku.diagnose.Finding.Confidence;
import dev.eku.diagnose.Finding.Situation;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** Assertions about a finding. */
final class FindingAssert extends AbstractAssert<FindingAssert, Finding> {
    private FindingAssert(Finding actual) {
        super(actual, FindingAssert.class);
    }

    static FindingAssert assertThat(Finding actual) {
        return new FindingAssert(actual);
    }

    FindingAssert says(Situation situation, Confidence confidence) {
        return says(situation).says(confidence);
    }

    FindingAssert says(Situation situation) {
        isNotNull();
        Assertions.assertThat(actual.situation()).as("situation of %s", actual).isEqualTo(situation);
        return this;
    }

    FindingAssert says(Confidence confidence) {
        isNotNull();
        Assertions.assertThat(actual.confidence())
                .as("confidence of %s", actual)
                .isEqualTo(confidence);
        return this;
    }
}
