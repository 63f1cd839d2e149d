package dev.eku.model;

import dev.eku.product.RegistryTarget;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A process as .NET runs in it: it reads REG_DWORD 0 under the path of its executable, or machine-wide, at its first use of TLS,
 * and keeps what it has read. Any other process reads nothing. Written after the source that domain facts cite, not after eku's own
 * rule. Not thread-safe.
 */
final class DotNetProcess {
    private static final String EVERYWHERE = "RequireCertificateEKUs";
    private static final int REG_DWORD = 4;

    private final OptionalLong id;
    private final Optional<Instant> started;
    private final Optional<RegistryTarget> reads;
    /** By a clock that nobody can set. */
    private final Duration firstUse;

    private Optional<Boolean> read = Optional.empty();
    private boolean ranWithout;

    /**
     * @param reads where .NET reads in it
     * @param firstUse when it uses TLS for the first time
     */
    DotNetProcess(ServiceStatus status, Optional<RegistryTarget> reads, Duration firstUse) {
        this.id = status.processId();
        this.started = status.processStarted();
        this.reads = reads;
        this.firstUse = firstUse;
    }

    boolean isThatOf(ServiceStatus status) {
        return id.equals(status.processId()) && started.equals(status.processStarted());
    }

    /** Lives on to that moment, at which the registry is so. */
    void lives(Duration now, Registry registry) {
        ranWithout |= !zero(registry);
        if (read.isEmpty() && now.compareTo(firstUse) >= 0) {
            read = Optional.of(checkIsOff(registry));
        }
    }

    /** Whether it is exempt or, if it has not used TLS yet, will be if nothing changes. */
    boolean isExempt(Registry registry) {
        return read.orElseGet(() -> checkIsOff(registry));
    }

    /** Whether its own value was another than 0 at any moment of its life. */
    boolean ranWithout() {
        return ranWithout;
    }

    /** Whether the process that follows it reads there too. */
    boolean readsAt(Optional<RegistryTarget> next) {
        return reads.equals(next);
    }

    private boolean zero(Registry registry) {
        return reads.flatMap(at -> registry.value(at.view(), at.key(), at.valueName()))
                .filter(DotNetProcess::isZero)
                .isPresent();
    }

    private boolean checkIsOff(Registry registry) {
        return zero(registry)
                || reads.flatMap(at ->
                                registry.value(at.view(), at.key().parent().orElseThrow(), EVERYWHERE))
                        .filter(DotNetProcess::isZero)
                        .isPresent();
    }

    /** A REG_DWORD of up to four bytes is read as a number, whatever its length. */
    static boolean isZero(RegistryValue value) {
        byte[] data = value.bytes();
        int sum = 0;
        for (byte each : data) {
            sum |= each;
        }
        return value.type() == REG_DWORD && data.length <= 4 && sum == 0;
    }
}
