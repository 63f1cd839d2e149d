package dev.eku.maven.run;

import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.maven.input.BadParameter;
import dev.eku.maven.input.PeerList;
import dev.eku.maven.input.PeerList.CertificateFile;
import dev.eku.maven.output.GoalOutput;
import dev.eku.probe.CertificateFiles;
import dev.eku.probe.ProbeLimits;
import dev.eku.probe.TlsProbe;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects certificates for a goal. A file that cannot be read fails the goal at its end, after the others have been
 * judged.
 */
public final class CertificateCollector {
    public static final String SERVER = "eku.certificatesServerId";

    private final GoalOutput output;
    private final Optional<String> password;

    /** @param password the password of the files that need one */
    public CertificateCollector(GoalOutput output, Optional<String> password) {
        this.output = output;
        this.password = password;
    }

    /**
     * An answer for each endpoint and for each chain of each file, in the given order.
     *
     * @throws EkuException {@code INVALID_PARAMETER} if a file cannot be a path here, or is one of the goal's own
     */
    public List<PeerAnswer> at(PeerList peers) {
        peers.files().forEach(file -> output.files().input("eku.certificates", file.name()));
        List<PeerAnswer> answers = new ArrayList<>();
        if (!peers.endpoints().isEmpty()) {
            answers.addAll(new TlsProbe(ProbeLimits.USUAL).probe(peers.endpoints()));
        }
        peers.files().forEach(file -> answers.addAll(in(file)));
        return answers;
    }

    private List<PeerAnswer> in(CertificateFile file) {
        try {
            CertificateFiles.Content content =
                    CertificateFiles.look(output.paths().given("eku.certificates", file.name()), password);
            List<List<X509Certificate>> chains = content.chains();
            boolean alone = chains.size() + content.unread().size() == 1;
            List<PeerAnswer> answers = new ArrayList<>();
            for (List<X509Certificate> chain : chains) {
                answers.add(new PeerAnswer.FromFile(name(file, alone, answers), file.peer(), chain));
            }
            for (EkuException why : content.unread()) {
                output.failed(why);
                answers.add(new PeerAnswer.UnreadableFile(name(file, alone, answers), file.peer(), why));
            }
            return answers;
        } catch (EkuException unread) {
            boolean wanted = unread.code() == ErrorCode.INVALID_PARAMETER && password.isEmpty();
            EkuException why = wanted ? BadParameter.of("input.file-password", file.name(), SERVER) : unread;
            output.failed(why);
            return List.of(new PeerAnswer.UnreadableFile(file.name(), file.peer(), why));
        }
    }

    private static String name(CertificateFile file, boolean alone, List<PeerAnswer> before) {
        return alone ? file.name() : file.name() + "#" + (before.size() + 1);
    }
}
