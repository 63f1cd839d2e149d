package dev.eku.backend.smb.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.backend.common.PerformanceData;
import dev.eku.contract.SpoiledInputs;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The start of a process, out of what Samba sent. */
class CapturedPerformanceDataTest {
    private static final String SAMBA = "samba-python-old-server/winreg-17-QueryValue.query-value-230-room-for-";
    /** The first of the processes that the lab makes up, and when it "started". */
    private static final long OTHERS = 0x8000_0000L;

    private static final long OTHERS_BEGAN = 0x01DD_0000_0000_0000L;

    private static byte[] samba(int room) {
        Capture capture = Capture.of(SAMBA + room + "-bytes");
        return ((Winreg.Data) CapturedCallsTest.call(capture)
                        .decode(capture.response())
                        .content())
                .value()
                .bytes();
    }

    @Test
    void startIsFoundByTheProcessId() {
        assertThat(PerformanceData.started(samba(262_144), OTHERS + 399)).hasValue(OTHERS_BEGAN);
        assertThat(PerformanceData.started(samba(262_144), OTHERS + 400)).isEmpty();
    }

    @Test
    void dataThatWasCutOffIsRecognised() {
        assertThat(PerformanceData.isCut(samba(4096))).isTrue();
        assertThat(PerformanceData.isCut(samba(262_144))).isFalse();
    }

    @Test
    void spoiledDataIsReadOrRefused() {
        SpoiledInputs.read("CapturedPerformanceDataTest", SpoiledInputs.USUAL, 1, List.of(samba(4096)), input -> {
            try {
                PerformanceData.isCut(input);
                PerformanceData.started(input, OTHERS);
                return true;
            } catch (PerformanceData.MalformedException documented) {
                return false;
            }
        });
    }
}
