package dev.eku.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ExemptionTest {
    private static final Exemption FOUND = Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS);
    private static final Application BILLING = Application.at("billing", "C:\\Billing\\Billing.exe");

    @Test
    void reasonOwnerAndLastDayDoNotChangeWhatIsCovered() {
        requireSame(FOUND, FOUND.because("change 4711").ownedBy("ann").until(LocalDate.of(2027, 3, 31)), true);
    }

    @Test
    void productThatIsFoundCoversTheSameAsOneThatIsNamed() {
        requireSame(FOUND, FOUND.of("sfb-2015"), true);
        requireSame(FOUND.of("sfb-2015"), FOUND.of("sfb-2015"), true);
        requireSame(FOUND.of("sfb-2015"), FOUND.of("sfb-2019"), false);
    }

    @Test
    void whereApplicationsAreGivenNoProductIsMeant() {
        requireSame(FOUND.of(BILLING), FOUND.of(BILLING), true);
        requireSame(FOUND.of(BILLING), FOUND, false);
        requireSame(FOUND.of(BILLING), FOUND.of("sfb-2015").of(BILLING), false);
    }

    @Test
    void anotherSettingIsAnotherExemption() {
        requireSame(FOUND, Exemption.from(Setting.SCH_SEND_AUX_RECORD), false);
    }

    private static void requireSame(Exemption one, Exemption other, boolean same) {
        assertThat(one.coversSameAs(other)).isEqualTo(same);
        assertThat(other.coversSameAs(one)).isEqualTo(same);
    }
}
