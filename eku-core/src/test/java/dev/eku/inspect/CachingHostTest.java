package dev.eku.inspect;

import static dev.eku.registry.RegistryView.VIEW_32;
import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.PortCall;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Error;
import dev.eku.host.ForwardingHost;
import dev.eku.host.Host;
import dev.eku.host.HostFiles;
import dev.eku.host.HostSnapshot;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.ProductCatalog;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceControl;
import dev.eku.service.ServiceName;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CachingHostTest {
    private static final KeyPath KEY = KeyPath.of("SOFTWARE", "one", "two");

    private final MemoryHost memory = MemoryHost.skypeForBusiness2015FrontEnd()
            .value(VIEW_64, KEY, "zero", RegistryValue.dword(0))
            .build();
    private final CachingHost host = new CachingHost(memory);

    private int asked() {
        return memory.portCalls().size();
    }

    @Test
    void whatWasAnsweredIsNotAskedAgain() {
        for (int times = 0; times < 2; times++) {
            assertThat(host.registry().value(VIEW_64, KEY, "zero")).contains(RegistryValue.dword(0));
            assertThat(host.registry().value(VIEW_64, KEY, "other")).isEmpty();
            assertThat(host.registry().exists(VIEW_64, KEY)).isTrue();
            assertThat(host.registry().writable(VIEW_64, KEY)).isTrue();
            assertThat(host.files().isFile("C:\\none.exe")).isFalse();
            assertThat(host.files().longPath("C:\\none.exe")).isEmpty();
            assertThat(asked()).isEqualTo(6);
        }
    }

    @Test
    void partOfAFileAndTheFileOfAProcessAreNotAskedForAgain() {
        ServiceName dataMcu = ServiceName.of("RTCDATAMCU");
        long process = memory.services().status(dataMcu).processId().orElseThrow();
        int before = asked();
        for (int times = 0; times < 2; times++) {
            assertThat(host.files().read(FrontEnd.PATH, 0, 64).orElseThrow()).hasSize(64);
            assertThat(host.files().read(FrontEnd.PATH, 64, 64).orElseThrow()).hasSize(64);
            assertThat(host.files().read("C:\\none.exe", 0, 64)).isEmpty();
            assertThat(host.processes().orElseThrow().imagePath(process)).hasValue(FrontEnd.PATH);
            assertThat(host.processes().orElseThrow().imagePath(1)).isEmpty();
            assertThat(asked()).isEqualTo(before + 5);
        }
    }

    @Test
    void keyThatWasReadAnswersForItsValues() {
        assertThat(host.registry().read(VIEW_64, KEY)).isPresent();
        assertThat(host.registry().value(VIEW_64, KEY, "ZERO")).contains(RegistryValue.dword(0));
        assertThat(host.registry().exists(VIEW_64, KEY)).isTrue();
        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void belowAMissingKeyNothingIsAsked() {
        assertThat(host.registry().exists(VIEW_32, KEY)).isFalse();
        assertThat(host.registry().read(VIEW_32, KEY)).isEmpty();
        assertThat(host.registry().read(VIEW_32, KEY.child("three"))).isEmpty();
        assertThat(host.registry().value(VIEW_32, KEY.child("three"), "zero")).isEmpty();
        assertThat(host.registry().exists(VIEW_64, KeyPath.of("SOFTWARE", "Wow6432Node", "one", "two", "three")))
                .isFalse();
        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void rightsBelowAMissingKeyAreThoseOnIt() {
        assertThat(host.registry().exists(VIEW_64, KEY.child("three"))).isFalse();
        assertThat(host.registry().writable(VIEW_64, KEY.child("three").child("four")))
                .isTrue();
        assertThat(host.registry().writable(VIEW_64, KEY.child("three").child("five")))
                .isTrue();
        assertThat(memory.portCalls().get(1).subject())
                .isEqualTo(KEY.child("three").toString());
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void serviceIsLookedAtOnce() {
        assertThat(host.look(ProductCatalog.DATA_MCU_SERVICE)).isPresent();
        int once = asked();
        assertThat(host.look(ProductCatalog.DATA_MCU_SERVICE)).isPresent();
        assertThat(asked()).isEqualTo(once);
    }

    /** Of such an exemption the Data MCU only tells which product there is. */
    @Test
    void exemptionOfAnApplicationOfOnesOwnDoesNotMindWhatTheDataMcuIsDoing() {
        MemoryHost closed = FrontEnd.frontEnd()
                .faults(Faults.none().always(PortCall.Kind.SERVICE_STATUS, new Faults.Fails(Win32Error.ACCESS_DENIED)))
                .build();
        Application own = Application.at("own", FrontEnd.PATH, Clr.V4, Bitness.BITS_64);
        assertThat(new Inspector(closed).inspect(FrontEnd.EXEMPTION.of(own)).products())
                .isNotEmpty();
    }

    @Test
    void hostThatAnswersSlowlyIsGivenUpBeforeAnythingIsChanged() {
        SlowHost slow = new SlowHost(memory);
        HostSnapshot before = memory.snapshot();
        assertThatThrownBy(() -> Eku.on(slow).plan(FrontEnd.EXEMPTION))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.HOST_TOO_SLOW))
                .hasMessageStartingWith("HOST_TOO_SLOW: eku read memory:FE01 for 3");
        assertThat(before.differences(memory.snapshot())).isEmpty();
    }

    /** A host on which each question for files or services takes two and a half minutes. */
    private record SlowHost(Host host) implements ForwardingHost {
        @Override
        public HostFiles files() {
            host.clock().sleep(Duration.ofSeconds(151));
            return host.files();
        }

        @Override
        public ServiceControl services() {
            host.clock().sleep(Duration.ofSeconds(151));
            return host.services();
        }

        @Override
        public Registry registry() {
            host.clock().sleep(Duration.ofSeconds(151));
            return host.registry();
        }
    }
}
