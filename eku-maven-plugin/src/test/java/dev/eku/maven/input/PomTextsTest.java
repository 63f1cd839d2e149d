package dev.eku.maven.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.service.ServiceName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PomTextsTest {
    private static final String EXE = "D:\\Billing\\Billing.exe";

    @Test
    void unresolvedPropertyIsRefused() {
        assertThatThrownBy(() -> ResolvedText.optional("eku.reason", "for ${change}"))
                .hasMessage("INVALID_PARAMETER: eku.reason: 'for ${change}' holds a property that is not set\n"
                        + "  Next: set the property, or write the value itself; in a POM environment variables are in upper"
                        + " case, such as PROGRAMFILES");
    }

    @Test
    void applicationIsReadByItsExecutable() {
        Application application = application("billing", EXE, "BillingService", "V2", "32");

        assertThat(application.path()).contains(EXE);
        assertThat(application.service()).contains(ServiceName.of("BillingService"));
        assertThat(application.clr()).isEqualTo(Clr.V2);
        assertThat(application.bitness()).isEqualTo(Bitness.BITS_32);
    }

    @Test
    void applicationIsReadByItsServiceAlone() {
        Application application = application("billing", null, "BillingService", null, null);

        assertThat(application.path()).isEmpty();
        assertThat(application.givenClr()).isEmpty();
        assertThat(application.givenBitness()).isEmpty();
    }

    @Test
    void applicationThatCannotBeMeantIsRefused() {
        assertThatThrownBy(() -> application(null, EXE, null, null, null))
                .hasMessageStartingWith("INVALID_PARAMETER: an <application> has no <id>\n");
        assertThatThrownBy(() -> application("a b", EXE, null, null, null))
                .hasMessageStartingWith("INVALID_PARAMETER: <application> a b, <executable>: application: 'a b'");
        assertThatThrownBy(() -> application("billing", null, null, null, null))
                .hasMessageStartingWith(
                        "INVALID_PARAMETER: <application> billing has neither <executable> nor <service>");
        assertThatThrownBy(() -> application("billing", "D:\\Billing\\", null, null, null))
                .hasMessageStartingWith("INVALID_PATH: <application> billing, <executable>: 'D:\\Billing\\' is not");
        assertThatThrownBy(() -> application("billing", null, "${service}", null, null))
                .hasMessageStartingWith(
                        "INVALID_PARAMETER: <application> billing, <service>: '${service}' holds a property");
        assertThatThrownBy(() -> application("billing", EXE, null, "v3", null))
                .hasMessageStartingWith("INVALID_PARAMETER: <application> billing, <clr>: 'v3' is not allowed");
        assertThatThrownBy(() -> application("billing", EXE, null, null, "x64"))
                .hasMessage("INVALID_PARAMETER: <application> billing, <bitness>: 'x64' is not allowed\n"
                        + "  Next: choose one of 64, 32");
    }

    @Test
    void poolsOfThePomAreRead() {
        assertThat(PoolParameter.all(List.of(new PoolParameter("a", "\\\\fe01, \\\\fe02"))))
                .singleElement()
                .hasFieldOrPropertyWithValue("name", "a");
        assertThat(PoolParameter.all(null)).isEmpty();
    }

    @Test
    void poolOfThePomNeedsANameAndHosts() {
        assertThatThrownBy(() -> PoolParameter.all(List.of(new PoolParameter(null, "local:"))))
                .hasMessage("INVALID_PARAMETER: a <pool> has no <name>\n"
                        + "  Next: give it one, such as <name>pool-a.contoso.com</name>");
        assertThatThrownBy(() -> PoolParameter.all(List.of(new PoolParameter("a", " "))))
                .hasMessage("INVALID_PARAMETER: <pool> a has no <hosts>\n"
                        + "  Next: name them, such as <hosts>\\\\fe01,\\\\fe02</hosts>");
    }

    private static Application application(
            @Nullable String id,
            @Nullable String executable,
            @Nullable String service,
            @Nullable String clr,
            @Nullable String bitness) {
        return new ApplicationParameter(id, executable, service, clr, bitness).application();
    }
}
