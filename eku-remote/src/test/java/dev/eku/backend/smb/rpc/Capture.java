package dev.eku.backend.smb.rpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** One call that an independent client made to a real server; {@code captures/README.md} describes the files. */
record Capture(String name, Map<String, String> header, Map<String, List<byte[]>> blocks) {
    private static final Path FOLDER = Path.of("src/test/resources/captures");

    /** All of them. */
    static List<Capture> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .map(Capture::read)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The one of that name, folder and all, without the ending. */
    static Capture of(String name) {
        return read(FOLDER.resolve(name + ".txt"));
    }

    private static Capture read(Path file) {
        try {
            Map<String, String> header = new HashMap<>();
            Map<String, List<byte[]>> blocks = new HashMap<>();
            StringBuilder hex = new StringBuilder();
            String title = "";
            for (String line : Files.readString(file, StandardCharsets.UTF_8)
                    .concat("\n\nend")
                    .lines()
                    .toList()) {
                if (line.startsWith("# ")) {
                    header.put(line.substring(2, line.indexOf(':')), line.substring(line.indexOf(':') + 2));
                } else if (line.matches("request .*|response .*|end")) {
                    if (!title.isEmpty()) {
                        blocks.computeIfAbsent(title, first -> new ArrayList<>())
                                .add(HexFormat.of().parseHex(hex));
                    }
                    title = line;
                    hex.setLength(0);
                } else {
                    hex.append(line);
                }
            }
            return new Capture(FOLDER.relativize(file).toString(), header, blocks);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    boolean has(String block) {
        return blocks.containsKey(block);
    }

    /** What the header says. */
    String said(String field) {
        return Objects.requireNonNull(header.get(field), field);
    }

    /** All blocks of that title. */
    List<byte[]> block(String title) {
        return Objects.requireNonNull(blocks.get(title), title);
    }

    byte[] request() {
        return block("request stub").get(0);
    }

    byte[] response() {
        return block("response stub").get(0);
    }

    List<byte[]> responsePdus() {
        return block("response pdu");
    }

    String of() {
        return header.get("interface") + " " + said("call").split(" ", 2)[0];
    }

    /** The handle that a request starts with. */
    RpcHandle handle() {
        return new NdrReader(request()).handle();
    }

    @Override
    public String toString() {
        return name;
    }
}
