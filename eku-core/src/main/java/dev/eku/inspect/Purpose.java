package dev.eku.inspect;

import dev.eku.product.Exemption;

/**
 * What an inspection is for. It decides what is asked of the host, since each question over a network takes a journey.
 * What the purpose does not need is not asked, and each fact says how an inspection for another purpose holds it.
 */
public enum Purpose {
    /** To show the host to a person, or to diagnose it: everything. */
    REPORT,
    /** To plan a change. The versions of .NET Framework that only a report shows are not asked. */
    CHANGE,
    /**
     * To check a plan under the lock of the run that carries it out. Who holds the lock, and whether eku's own key can
     * be written, is known. For a plan that changes nothing, neither matters, and no lock is held.
     */
    CHANGE_UNDER_LOCK,
    /**
     * To judge whether an exemption holds. A verdict rests neither on what this account may change, nor on other
     * services, nor on the lock. No plan can be made of such an inspection.
     */
    VERDICT;

    /** Whether everything is asked, so that a report can be made. */
    public boolean reports() {
        return this == REPORT;
    }

    /** Whether what a plan needs is asked: rights, other services, and which keys are missing. */
    public boolean changes() {
        return this != VERDICT;
    }

    /** The product that is found decides nothing about applications that were named without a product. */
    boolean asksWhichProduct(Exemption exemption) {
        return this == REPORT
                || exemption.applications().isEmpty()
                || exemption.product().isPresent();
    }

    boolean asksWhoHoldsTheLock() {
        return this == REPORT || this == CHANGE;
    }
}
