package dev.eku.command;

import dev.eku.Eku;
import dev.eku.command.input.BadParameter;
import dev.eku.command.input.ExemptionParameters;
import dev.eku.command.output.RunOutput;
import dev.eku.error.EkuException;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshotFile;
import dev.eku.inspect.Inspector;
import dev.eku.product.Application;
import dev.eku.report.ReportedHost;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import dev.eku.text.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Saves each host as a snapshot file. Changes nothing. */
final class CaptureCommand extends HostCommand {
    CaptureCommand(Session session) {
        super(session);
    }

    @Override
    Visit prepare(RunOutput output, int hosts) {
        List<Application> also = ExemptionParameters.applications(given());
        Optional<String> given = given().text(Option.FILE);
        requireOneHost(Option.FILE, hosts);
        Optional<Path> named = given.map(name -> output.files().toWrite(name(Option.FILE), name));
        return (host, section) -> {
            Eku eku = Eku.on(host);
            HostSnapshot snapshot = eku.capture(also);
            ReportedHost where = ReportedHost.of(eku.inspect(eku.standing().get(0)));
            section.say(section.reports().of(where, snapshot));
            Path path = named.orElseGet(() -> output.paths().ofComputer(where.name(), "json"));
            requireSameComputer(path, Inspector.computer(snapshot));
            output.files().write(name(Option.FILE), path, HostSnapshotFile.print(snapshot));
            section.wrote("snapshot", output.paths().shown(path));
            String copy = "memory:" + output.paths().shown(path);
            section.next(new NextStep.Run(
                    Message.of("goal.next.rehearse"), Operation.REHEARSE, List.of(new Setting(Option.HOSTS, copy))));
        };
    }

    /**
     * Replaces only an earlier capture of the same computer, because another file may be a simulated host with a
     * journal of its own.
     */
    private void requireSameComputer(Path file, Optional<String> computer) {
        if (!Files.exists(file)) {
            return;
        }
        Optional<String> other;
        try {
            other = Inspector.computer(HostSnapshotFile.read(file));
        } catch (EkuException noSnapshot) {
            throw BadParameter.of("input.no-snapshot", name(Option.FILE), file);
        }
        if (!computer.orElse("").equalsIgnoreCase(other.orElse(""))) {
            throw BadParameter.of(
                    "input.other-snapshot", name(Option.FILE), file, other.orElse("-"), computer.orElse("-"));
        }
    }
}
