package dev.eku.command;

import dev.eku.command.input.Accounts;
import dev.eku.command.input.Parameters;
import dev.eku.error.EkuException;
import dev.eku.text.Option;
import java.util.Optional;

/** What a front end hands over for one run of an operation. */
public record Session(Parameters given, Accounts accounts, PeerCertificates certificates) {
    /**
     * The password of the files with certificates, if there is one.
     *
     * @throws EkuException {@code INVALID_PARAMETER} if the one that was named cannot be had
     */
    Optional<String> filePassword() {
        return given.text(Option.CERTIFICATES_CREDENTIALS).map(accounts::password);
    }
}
