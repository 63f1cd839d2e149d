package dev.eku.command;

import dev.eku.command.input.PeerList;
import dev.eku.command.output.RunOutput;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.error.EkuException;
import java.util.List;
import java.util.Optional;

/** Collects the certificates of peers. What reaches over the network, or reads their files, does so. */
public interface PeerCertificates {
    /**
     * An answer for each endpoint and for each chain of each file, in the given order. A file that cannot be read fails
     * the run at its end, after the others have been judged.
     *
     * @param password of the files that need one
     * @throws EkuException {@code INVALID_PARAMETER} if a file cannot be a path here, or is one of the run's own
     */
    List<PeerAnswer> at(PeerList peers, Optional<String> password, RunOutput output);
}
