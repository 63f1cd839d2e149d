package dev.eku.product;

/**
 * The common language runtime that a process really loads. It decides which key the process reads, by {@code
 * Environment.Version.ToString(3)}. CLR 4 answers 4.0.30319 for every .NET Framework 4.x. CLR 2 runs .NET 2.0 to 3.5.
 */
public enum Clr {
    V2("v2.0.50727"),
    V4("v4.0.30319");

    private final String keyName;

    Clr(String keyName) {
        this.keyName = keyName;
    }

    /** The name of the runtime's key below {@code .NETFramework}. */
    public String keyName() {
        return keyName;
    }
}
