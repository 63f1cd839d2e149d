package dev.eku.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.diagnose.Enforcement;
import dev.eku.diagnose.Enforcement.Check;
import dev.eku.diagnose.Enforcement.Row;
import dev.eku.diagnose.EnforcementRule;
import dev.eku.host.Host;
import dev.eku.inspect.DiagnosticInspection;
import dev.eku.inspect.DiagnosticInspector;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What of the table of enforcement rests on the registry, as tests that write and read it through a backend. A
 * backend's test class supplies a host with .NET Framework 4.7.1 or later, which nobody has exempted from anything, and
 * a file on it.
 */
public interface EnforcementContract {
    /** The host under test. */
    Host host();

    /** The full path of a file that exists. */
    String executable();

    /** Deletes what a test may have written; for the test class to call after the last one as well. */
    @BeforeEach
    default void exemptNobody() {
        for (RegistryView view : RegistryView.BOTH) {
            for (Clr clr : Clr.values()) {
                KeyPath key = RegistryTarget.keyOf(Setting.REQUIRE_CERTIFICATE_EKUS, clr);
                host().registry().deleteKey(view, key);
                host().registry()
                        .deleteValue(
                                view, RegistryTarget.runtimeKey(clr), Setting.REQUIRE_CERTIFICATE_EKUS.globalName());
            }
        }
    }

    private void write(RegistryView view, Clr clr, String name, RegistryValue value) {
        KeyPath key = RegistryTarget.keyOf(Setting.REQUIRE_CERTIFICATE_EKUS, clr);
        host().registry().createKey(view, key);
        host().registry().setValue(view, key, name, value);
    }

    private void assertThatTheCheckIs(Check check, Row row) {
        Application application = Application.at("contract", executable(), Clr.V4, Bitness.BITS_64);
        DiagnosticInspection inspected = new DiagnosticInspector(host())
                .inspect(Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS).of(application), Duration.ofHours(1));
        Enforcement judged = EnforcementRule.judge(
                inspected, inspected.inspection().applications().get(0));
        assertThat(judged.check()).isEqualTo(check);
        assertThat(judged.row()).isEqualTo(row);
    }

    @Test
    default void checkIsOnWhereNothingTurnsItOff() {
        assertThatTheCheckIs(Check.ON, Row.OTHERWISE);
    }

    @Test
    default void dwordZeroTurnsItOff() {
        write(RegistryView.VIEW_64, Clr.V4, executable(), RegistryValue.dword(0));
        assertThatTheCheckIs(Check.OFF, Row.PER_APPLICATION);
    }

    @Test
    default void nameCountsInAnySpellingOfCase() {
        write(RegistryView.VIEW_64, Clr.V4, executable().toUpperCase(Locale.ROOT), RegistryValue.dword(0));
        assertThatTheCheckIs(Check.OFF, Row.PER_APPLICATION);
    }

    @Test
    default void textZeroTurnsNothingOff() {
        write(RegistryView.VIEW_64, Clr.V4, executable(), RegistryValue.string("0"));
        assertThatTheCheckIs(Check.ON, Row.OTHERWISE);
    }

    @Test
    default void dwordOneTurnsNothingOff() {
        write(RegistryView.VIEW_64, Clr.V4, executable(), RegistryValue.dword(1));
        assertThatTheCheckIs(Check.ON, Row.OTHERWISE);
    }

    @Test
    default void nameInQuotesTurnsNothingOff() {
        write(RegistryView.VIEW_64, Clr.V4, '"' + executable() + '"', RegistryValue.dword(0));
        assertThatTheCheckIs(Check.ON, Row.OTHERWISE);
    }

    @Test
    default void otherViewTurnsNothingOff() {
        write(RegistryView.VIEW_32, Clr.V4, executable(), RegistryValue.dword(0));
        assertThatTheCheckIs(Check.ON, Row.OTHERWISE);
    }

    @Test
    default void otherRuntimeTurnsNothingOff() {
        write(RegistryView.VIEW_64, Clr.V2, executable(), RegistryValue.dword(0));
        assertThatTheCheckIs(Check.ON, Row.OTHERWISE);
    }

    @Test
    default void globalZeroTurnsItOffWhateverTheApplicationsOwnValueSays() {
        write(RegistryView.VIEW_64, Clr.V4, executable(), RegistryValue.dword(1));
        host().registry()
                .setValue(
                        RegistryView.VIEW_64,
                        RegistryTarget.runtimeKey(Clr.V4),
                        Setting.REQUIRE_CERTIFICATE_EKUS.globalName(),
                        RegistryValue.dword(0));
        assertThatTheCheckIs(Check.OFF, Row.GLOBAL);
    }
}
