package dev.eku.product;

/**
 * A switch of {@code System.Net} that is read from the registry, for each application and for the whole machine. For
 * both settings that eku knows, REG_DWORD 0 exempts. Every other value, of any type, leaves the behaviour on (Microsoft
 * reference source, {@code ServicePointManager.Configuration.cs}).
 */
public enum Setting {
    /** The check of a TLS peer's Enhanced Key Usage, on since May 2017 (CVE-2017-0248, KB 4023993). */
    REQUIRE_CERTIFICATE_EKUS("RequireCertificateEKUs"),
    /** The splitting of TLS records, on since May 2016 (MS16-065, KB 3165438). */
    SCH_SEND_AUX_RECORD("SchSendAuxRecord");

    private static final String PER_APPLICATION = "System.Net.ServicePointManager.";

    private final String globalName;

    Setting(String globalName) {
        this.globalName = globalName;
    }

    /** The name of the machine-wide value in the runtime's key. */
    public String globalName() {
        return globalName;
    }

    /** The name of the key below the runtime's key that holds one value for each application. */
    public String keyName() {
        return PER_APPLICATION + globalName;
    }
}
