package dev.eku.inspect;

import dev.eku.error.EkuException;
import dev.eku.host.Host;
import dev.eku.inspect.Program.Wrapper;
import dev.eku.inspect.Program.WrapperKind;
import dev.eku.product.ExecutablePath;
import dev.eku.product.ImagePath;
import dev.eku.product.KnownProgram;
import dev.eku.product.ServiceProgram.Starts;
import dev.eku.product.Variables;
import dev.eku.registry.NameFolding;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Recognises programs that run another one as a service, by their configuration: nssm and srvany have the other program in
 * {@code Services\X\Parameters}, value Application; WinSW in {@code NAME.xml} (service/executable) or {@code NAME.yml} beside it (its
 * README); {@link Procrun} by its arguments. Others are not guessed. Not thread-safe.
 */
final class Wrappers {
    /** The largest configuration file read, in bytes; real ones have some thousand. */
    private static final int MAX_SIZE = 256 * 1024;

    private static final Pattern YML =
            Pattern.compile("(?m)^executable[ \\t]*:[ \\t]*(.+?)(?:[ \\t]+#.*)?[ \\t]*\\r?$");

    private final Host host;
    private final Variables variables;

    Wrappers(Host host, Variables variables) {
        this.host = host;
        this.variables = variables;
    }

    /**
     * The wrapper that a service runs; empty if it runs none that is known.
     *
     * @param starts what the service starts
     */
    Optional<Wrapper> of(Starts starts, ServiceKey key) {
        return byParameters(starts, key)
                .or(() -> procrun(starts))
                .or(() -> winSw(starts))
                .or(() -> Optional.of(new Wrapper(WrapperKind.BY_NAME, Optional.empty()))
                        .filter(unknown -> KnownProgram.at(starts.path()) == KnownProgram.WRAPPER));
    }

    private Optional<Wrapper> byParameters(Starts starts, ServiceKey key) {
        return key.parameter(ServiceKey.APPLICATION)
                .flatMap(value -> ImagePath.stored(value, false))
                .filter(line -> !line.text().isBlank())
                // A program of any kind may have a parameter of that name; one that wraps names an executable there.
                .filter(line -> KnownProgram.at(starts.path()) == KnownProgram.WRAPPER || isExecutable(line.text()))
                .map(line -> named(line.expandable() ? variables.expand(line.text()) : line.text(), starts))
                .filter(named -> !NameFolding.same(named, starts.path()))
                .map(named -> new Wrapper(WrapperKind.PARAMETERS, Optional.of(named)));
    }

    private static boolean isExecutable(String text) {
        return text.replace("\"", "").strip().toLowerCase(Locale.ROOT).endsWith(".exe");
    }

    private Optional<Wrapper> procrun(Starts starts) {
        return Procrun.name(starts)
                .map(name -> new Wrapper(WrapperKind.PROCRUN, new Procrun(host.registry()).image(name)));
    }

    private Optional<Wrapper> winSw(Starts starts) {
        return winSwOf(starts.path()).map(text -> new Wrapper(WrapperKind.WINSW, Optional.of(named(text, starts))));
    }

    /** The program that WinSW's configuration beside that executable names, as it stands there; empty if there is none. */
    Optional<String> winSwOf(String path) {
        return file(ProgramReader.besideIt(path, ".xml"))
                .flatMap(Wrappers::executable)
                .or(() -> file(ProgramReader.besideIt(path, ".yml"))
                        .map(bytes -> YML.matcher(new String(bytes, StandardCharsets.UTF_8)))
                        .filter(Matcher::find)
                        .map(match -> match.group(1)));
    }

    /** The program a configuration names: without quotes, with its variables, and with its folder where it names a file beside it. */
    private String named(String text, Starts starts) {
        String folder = starts.path().substring(0, starts.path().lastIndexOf('\\'));
        String plain = text.strip()
                .replace("\"", "")
                .replace("'", "")
                .replaceAll("(?i)%BASE%", Matcher.quoteReplacement(folder));
        String expanded = variables.expand(plain);
        return ExecutablePath.tryNormalise(expanded).orElse(expanded);
    }

    private Optional<byte[]> file(String path) {
        try {
            return host.files().read(path, MAX_SIZE);
        } catch (EkuException unreadable) {
            return Optional.empty();
        }
    }

    /** The text of service/executable; empty if the file is of another kind, as the documentation of a .NET program is. */
    private static Optional<String> executable(byte... bytes) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
            int depth = 0;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamReader.END_ELEMENT) {
                    depth--;
                } else if (event == XMLStreamReader.START_ELEMENT) {
                    depth++;
                    if (depth == 1 && !xml.getLocalName().equals("service")) {
                        return Optional.empty();
                    }
                    if (depth == 2 && xml.getLocalName().equals("executable")) {
                        return Optional.of(xml.getElementText());
                    }
                }
            }
            return Optional.empty();
        } catch (XMLStreamException malformed) {
            return Optional.empty();
        }
    }
}
