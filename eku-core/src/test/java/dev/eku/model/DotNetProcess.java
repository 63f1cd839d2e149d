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
 * A process as .NET runs in it: it reads REG_DWORD 0 under the path of its executable, or machine-wide, at its first
 * use of TLS, and keeps what it has read. Any other process reads nothing. Written after the source that domain facts
 * cite, not after eku's own rule. Not thread-safe.
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
    private boolean ranChecking;

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
        ranChecking |= !checkIsOff(registry);
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

    /** Whether there was any moment of its life at which a first use of TLS would have turned the check on. */
    boolean ranChecking() {
        return ranChecking;
    }

    /** Whether the process that follows it reads there too. */
    boolean readsAt(Optional<RegistryTarget> next) {
        return reads.equals(next);
    }

    private boolean zero(Registry registry) {
        return own(registry).filter(DotNetProcess::isZero).isPresent();
    }

    private Optional<RegistryValue> own(Registry registry) {
        return reads.flatMap(at -> registry.value(at.view(), at.key(), at.valueName()));
    }

    /**
     * A REG_DWORD of more than four bytes makes the reader fail, and then it does not look at the machine-wide value.
     */
    private boolean checkIsOff(Registry registry) {
        boolean fails = own(registry)
                .filter(value -> value.type() == REG_DWORD && value.bytes().length > 4)
                .isPresent();
        return zero(registry) || (!fails && isOffEverywhere(registry));
    }

    /** Whether the machine-wide value of its runtime is 0. */
    boolean isOffEverywhere(Registry registry) {
        return reads.flatMap(at -> registry.value(at.view(), at.key().parent().orElseThrow(), EVERYWHERE))
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
