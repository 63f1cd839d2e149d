package dev.eku.export;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.plan.Plan;
import dev.eku.product.Exemption;
import dev.eku.regfile.RegEntry;
import dev.eku.regfile.RegFile;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
import dev.eku.text.ShellCommand.Shell;
import dev.eku.text.Words;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two registration files for hosts that are alike: one for the change, one that takes it back. Not thread-safe. */
final class RegForm {
    private static final int WIDTH = 100;

    private final List<Plan> plans;
    private final Words words;
    private final RegChanges changes;
    private final String applyName;
    private final String undoName;

    /**
     * Starts.
     *
     * @param plans that change the same
     */
    RegForm(List<Plan> plans, Words words) {
        this.plans = plans;
        this.words = words;
        this.changes = RegChanges.of(plans.get(0));
        this.applyName = fileName("apply");
        this.undoName = fileName("undo");
    }

    /** The files, with all that goes with them. */
    Export export() {
        List<NextStep> takeBack = List.of(imports("export.take-back", undoName), restart());
        List<NextStep> carryOut = List.of(
                imports("export.carry-out", applyName),
                restart(),
                new NextStep.Run(Message.of("export.verify"), Operation.VERIFY));
        List<RegEntry> apply = head("export.head.apply", carryOut);
        steps(apply, takeBack);
        return new Export(
                ExportForm.REG,
                plans,
                List.of(
                        file(applyName, apply, changes.apply()),
                        file(undoName, head("export.head.undo", takeBack), changes.undo())),
                carryOut,
                takeBack);
    }

    private String fileName(String what) {
        String computer = plans.get(0).computer().replaceAll("[^A-Za-z0-9._-]", "_");
        String others = plans.size() > 1 ? "-and-" + (plans.size() - 1) + "-more" : "";
        return computer + others + "." + what + ".reg";
    }

    private NextStep imports(String what, String file) {
        List<String> arguments = new ArrayList<>(List.of("reg", "import", file));
        if (!changes.isOfOneView()) {
            arguments.add("/reg:64");
        }
        return new NextStep.Command(Message.of(what), arguments, Shell.WINDOWS);
    }

    /** By the state of the process, since a second import finds the value there and still needs the restart. */
    private NextStep restart() {
        return changes.services().isEmpty()
                ? NextStep.advice("export.restart.process", changes.names())
                : NextStep.advice("export.restart.service", changes.services());
    }

    private List<RegEntry> head(String title, List<NextStep> steps) {
        List<RegEntry> head = new ArrayList<>();
        comment(head, Message.of(title, plans.get(0).exemption().setting()));
        for (Limit limit : ExportForm.REG.limits()) {
            comment(head, Message.of("export.limit", limit.name(), limit));
        }
        Exemption exemption = plans.get(0).exemption();
        if (!exemption.reason().isBlank()) {
            comment(head, Message.of("export.reason", exemption.reason()));
        }
        exemption.owner().ifPresent(owner -> comment(head, Message.of("export.owner", owner)));
        exemption.expires().ifPresent(day -> comment(head, Message.of("export.expires", day)));
        for (Plan plan : plans) {
            comment(
                    head,
                    Message.of(
                            plan.simulated() ? "export.computer.simulated" : "export.computer",
                            plan.computer(),
                            plan.fingerprint(),
                            plan.madeAt()));
        }
        steps(head, steps);
        return head;
    }

    private void steps(List<RegEntry> head, List<NextStep> steps) {
        for (NextStep step : steps) {
            comment(head, words.sentence(step));
            words.typed(step).ifPresent(command -> head.add(new RegEntry.Comment(0, "   " + command)));
        }
    }

    private void comment(List<RegEntry> head, Message message) {
        for (String line : words.lines(message, WIDTH)) {
            head.add(new RegEntry.Comment(0, " " + line));
        }
    }

    /** A file that is read again, since a line that does nothing would be found too late on the host. */
    private ExportFile file(String name, List<RegEntry> head, List<RegEntry> entries) {
        List<RegEntry> all = new ArrayList<>(head);
        all.addAll(entries);
        byte[] bytes = new RegFile(all).toBytes();
        try {
            List<RegEntry> read = RegFile.read(new ByteArrayInputStream(bytes), name, StandardCharsets.US_ASCII)
                    .entries();
            if (!done(read).equals(done(entries))) {
                throw unlike(name, Message.of("export.unlike"));
            }
        } catch (EkuException unread) {
            throw unread.code() == ErrorCode.UNSUPPORTED ? unread : unlike(name, unread.summary());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new ExportFile(name, bytes);
    }

    private static EkuException unlike(String name, Object why) {
        return EkuException.worded(ErrorCode.UNSUPPORTED, "export.unread", ExportForm.REG, name, why);
    }

    /** Without comments, places and the keys that values start; names to the letter. */
    private static List<List<Object>> done(List<RegEntry> entries) {
        List<List<Object>> done = new ArrayList<>();
        for (RegEntry entry : entries) {
            if (entry instanceof RegEntry.Value value) {
                done.add(List.of(value.key().toString(), value.name(), Optional.of(value.value())));
            } else if (entry instanceof RegEntry.ValueDeletion deletion) {
                done.add(List.of(deletion.key().toString(), deletion.name(), Optional.empty()));
            }
        }
        return done;
    }
}
