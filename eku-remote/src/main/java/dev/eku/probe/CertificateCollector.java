package dev.eku.probe;

import dev.eku.command.PeerCertificates;
import dev.eku.command.input.Accounts;
import dev.eku.command.input.Parameters;
import dev.eku.command.input.PeerList;
import dev.eku.command.input.PeerList.CertificateFile;
import dev.eku.command.output.RunOutput;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.text.Option;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects certificates for a run, by the probe and from files. */
public final class CertificateCollector implements PeerCertificates {
    private final Parameters given;
    private final Accounts accounts;

    /** @param accounts says where a password can be given */
    public CertificateCollector(Parameters given, Accounts accounts) {
        this.given = given;
        this.accounts = accounts;
    }

    @Override
    public List<PeerAnswer> at(PeerList peers, Optional<String> password, RunOutput output) {
        String parameter = given.name(Option.CERTIFICATES);
        peers.files().forEach(file -> output.files().input(parameter, file.name()));
        List<PeerAnswer> answers = new ArrayList<>();
        if (!peers.endpoints().isEmpty()) {
            answers.addAll(new TlsProbe(ProbeLimits.USUAL).probe(peers.endpoints()));
        }
        for (CertificateFile file : peers.files()) {
            try {
                answers.addAll(in(
                        file, CertificateFiles.look(output.paths().given(parameter, file.name()), password), output));
            } catch (EkuException unread) {
                boolean wanted = unread.code() == ErrorCode.INVALID_PARAMETER && password.isEmpty();
                EkuException why = wanted ? accounts.fileWithoutPassword(file.name()) : unread;
                output.failed(why);
                answers.add(new PeerAnswer.UnreadableFile(file.name(), file.peer(), why));
            }
        }
        return answers;
    }

    private static List<PeerAnswer> in(CertificateFile file, CertificateFiles.Content content, RunOutput output) {
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
    }

    private static String name(CertificateFile file, boolean alone, List<PeerAnswer> before) {
        return alone ? file.name() : file.name() + "#" + (before.size() + 1);
    }
}
