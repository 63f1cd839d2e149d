package dev.eku.report;

import dev.eku.host.ExecutableHeader;
import dev.eku.host.ExecutableHeader.Cli;
import dev.eku.host.ExecutableHeader.Format;
import dev.eku.inspect.Program;
import dev.eku.inspect.ProgramFacts;
import dev.eku.inspect.ProgramFacts.Conflict;
import dev.eku.inspect.ProgramFacts.Evidence;
import dev.eku.product.Bitness;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Which executable an application really runs and what it is, with the evidence for it. */
final class ProgramReport {
    private ProgramReport() {}

    static void lines(TextBuilder body, int depth, ProgramFacts facts) {
        body.line(depth, "report.program");
        for (Message message : messages(facts)) {
            body.line(depth + 1, "report.item", message);
        }
    }

    private static List<Message> messages(ProgramFacts facts) {
        List<Message> messages = new ArrayList<>();
        facts.evidence().forEach(evidence -> messages.add(message(evidence)));
        facts.header().ifPresent(header -> messages.add(message(header)));
        messages.add(message(facts.program()));
        facts.conflicts().forEach(conflict -> messages.add(Message.of("report.program.conflict", conflict.what())));
        facts.doubts().forEach(doubt -> messages.add(Message.of("report.program.doubt", doubt)));
        return messages;
    }

    private static Message message(Evidence evidence) {
        Message plain = Message.of("inspect.evidence." + evidence.source(), evidence.path());
        return evidence.type()
                .map(type -> Message.of("report.program.stored", plain, type))
                .orElse(plain);
    }

    private static Message message(ExecutableHeader header) {
        String format = header.format() == Format.PE32 ? "PE32" : "PE32+";
        if (header.cli().isEmpty()) {
            return Message.of("report.program.file.native", format);
        }
        Cli cli = header.cli().get();
        List<String> flags = flags(cli);
        return flags.isEmpty()
                ? Message.of("report.program.file.no-flags", format, cli.runtime())
                : Message.of("report.program.file", format, cli.runtime(), String.join(", ", flags));
    }

    /** The names of the flags in ECMA-335 and CorFlags. */
    private static List<String> flags(Cli cli) {
        Map<String, Boolean> flags = new LinkedHashMap<>();
        flags.put("ILONLY", cli.ilOnly());
        flags.put("32BITREQUIRED", cli.required32());
        flags.put("32BITPREFERRED", cli.preferred32());
        return flags.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .collect(Collectors.toList());
    }

    private static Message message(Program program) {
        if (program instanceof Program.Framework framework) {
            return Message.of(
                    framework.clr().isPresent() ? "report.program.framework" : "report.program.framework.untold",
                    framework.bitness() == Bitness.BITS_64 ? 64 : 32,
                    framework.why());
        }
        if (program instanceof Program.ClrHost) {
            return Message.of("report.program.clr-host");
        }
        if (program instanceof Program.Foreign foreign) {
            return Message.of("inspect.foreign." + foreign.kind().name().toLowerCase(Locale.ROOT));
        }
        if (program instanceof Program.Wrapper wrapper) {
            return wrapper.what();
        }
        return Message.of("report.program.unknown", ((Program.Unknown) program).why());
    }

    static Map<String, Object> json(ProgramFacts facts) {
        Map<String, Object> json = program(facts.program());
        facts.header().ifPresent(header -> json.put("file", file(header)));
        json.put(
                "evidence",
                facts.evidence().stream().map(ProgramReport::evidence).toList());
        json.put(
                "conflicts",
                facts.conflicts().stream().map(ProgramReport::conflict).toList());
        json.put("doubts", facts.doubts().stream().map(ProgramReport::json).toList());
        return json;
    }

    private static Map<String, Object> program(Program program) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (program instanceof Program.Framework framework) {
            json.put("code", "FRAMEWORK");
            framework.clr().ifPresent(clr -> json.put("clr", clr.name()));
            json.put("bitness", framework.bitness().name());
            json.put("runtime", json(framework.why()));
        } else if (program instanceof Program.ClrHost host) {
            json.put("code", "CLR_HOST");
            host.bitness().ifPresent(bitness -> json.put("bitness", bitness.name()));
        } else if (program instanceof Program.Foreign foreign) {
            json.put("code", "FOREIGN");
            json.put("kind", foreign.kind().name());
        } else if (program instanceof Program.Wrapper wrapper) {
            json.put("code", "WRAPPER");
            json.put("kind", wrapper.kind().name());
            wrapper.runs().ifPresent(runs -> json.put("runs", runs));
            wrapper.why().ifPresent(why -> json.put("why", json(why)));
        } else {
            json.put("code", "UNKNOWN");
            json.put("why", json(((Program.Unknown) program).why()));
        }
        json.put("text", Words.ENGLISH.text(message(program)));
        return json;
    }

    private static Map<String, Object> file(ExecutableHeader header) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", header.format().name());
        header.cli().ifPresent(cli -> {
            json.put("runtime", cli.runtime());
            json.put("flags", flags(cli));
        });
        json.put("text", Words.ENGLISH.text(message(header)));
        return json;
    }

    private static Map<String, Object> evidence(Evidence evidence) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", evidence.source().name());
        json.put("path", evidence.path());
        evidence.type().ifPresent(type -> json.put("type", type));
        json.put("text", Words.ENGLISH.text(message(evidence)));
        return json;
    }

    private static Map<String, Object> conflict(Conflict conflict) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", conflict.code().name());
        json.put("what", json(conflict.what()));
        return json;
    }

    /** A code, its arguments, and the text in words. */
    private static Map<String, Object> json(Message message) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", message.key());
        json.put(
                "arguments",
                message.arguments().stream()
                        .map(argument -> argument instanceof Message inner ? json(inner) : String.valueOf(argument))
                        .toList());
        json.put("text", Words.ENGLISH.text(message));
        return json;
    }
}
