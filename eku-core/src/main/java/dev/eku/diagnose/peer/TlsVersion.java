package dev.eku.diagnose.peer;

/** The versions of TLS, oldest first. Immutable. */
public enum TlsVersion {
    /** RFC 2246 of 1999. */
    TLS_1_0("TLS 1.0"),
    /** RFC 4346 of 2006. */
    TLS_1_1("TLS 1.1"),
    /** RFC 5246 of 2008. */
    TLS_1_2("TLS 1.2"),
    /** RFC 8446 of 2018. */
    TLS_1_3("TLS 1.3");

    private final String text;

    TlsVersion(String text) {
        this.text = text;
    }

    /** The usual name, such as {@code TLS 1.2}. */
    @Override
    public String toString() {
        return text;
    }
}
