package dev.eku.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.backend.memory.MemoryHost;
import dev.eku.fleet.Inventory;
import dev.eku.host.Host;
import dev.eku.host.HostSnapshotFile;
import dev.eku.host.Hosts;
import dev.eku.host.event.EventExport;
import dev.eku.host.event.EventQuery;
import dev.eku.json.Json;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class LocalFileTest {
    @TempDir
    Path folder;

    /** A reader of files that users name. */
    record Reader(String name, Consumer<Path> read) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Reader> readers() {
        return Stream.of(
                new Reader("plan", Json::read),
                new Reader("snapshot", HostSnapshotFile::read),
                new Reader("inventory", Inventory::read),
                new Reader(
                        "events",
                        file -> EventExport.of(file)
                                .query(new EventQuery(
                                        "Lync Server", "LS Data MCU", Set.of(41025), Instant.EPOCH, Instant.MAX))));
    }

    @ParameterizedTest
    @MethodSource("readers")
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "devices and pipes have no path there")
    void deviceOrPipeIsRefusedBeforeItIsOpened(Reader reader) throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/zero"));
        for (Path special : List.of(pipe, link, Path.of("/dev/zero"), Path.of("/dev/full"))) {
            assertRefused(reader, special, "it is a device or a pipe");
        }
    }

    @ParameterizedTest
    @MethodSource("readers")
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a right of their own there")
    void whatIsNoFileIsToldAsWhatItIs(Reader reader) throws IOException {
        assertRefused(reader, folder, "it is a folder");
        assertRefused(reader, folder.resolve("none"), "there is no such file");
        Path first = folder.resolve("first");
        Path second = Files.createSymbolicLink(folder.resolve("second"), first);
        Files.createSymbolicLink(first, second);
        assertRefused(reader, first, "its link leads nowhere");
    }

    @Test
    void placeIsProvenWritableWithoutATrace() throws IOException {
        Path file = folder.resolve("a/b/report.json");
        LocalFile.requireWritable(file);
        try (Stream<Path> made = Files.list(file.getParent())) {
            assertThat(made).isEmpty();
        }
        Files.writeString(file, "old");
        LocalFile.requireWritable(file);
        assertThat(file).hasContent("old");
    }

    @Test
    void placeThatTakesNoFileIsToldBeforehand() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        Files.createDirectories(folder.resolve("report.json"));
        for (Path impossible : List.of(file.resolve("report.json"), folder.resolve("report.json"))) {
            assertThatThrownBy(() -> LocalFile.requireWritable(impossible))
                    .hasMessageStartingWith("FILE_FAILURE: ")
                    .hasMessageContaining("report.json");
        }
    }

    /** What changes a host must hear of it before, not when it wants to tell what it did. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a right of their own there")
    void whatWouldBeMetByTheWriteIsMetByTheProof() throws Exception {
        Path circle = folder.resolve("circle");
        Files.createSymbolicLink(circle, Files.createSymbolicLink(folder.resolve("other"), circle));
        Path inNowhere = Files.createSymbolicLink(folder.resolve("gone"), folder.resolve("none/none"));
        Path pipe = folder.resolve("pipe");
        assertThat(run("mkfifo", pipe.toString())).isZero();
        List<Path> impossible = List.of(
                Files.createSymbolicLink(folder.resolve("dangling"), Path.of("/nonexistent/zz")),
                circle,
                inNowhere.resolve("report.json"),
                Files.createSymbolicLink(folder.resolve("device"), Path.of("/dev/null")),
                pipe,
                folder.resolve("n".repeat(300)),
                Files.createDirectory(folder.resolve("folder")),
                Files.writeString(folder.resolve("file"), "x").resolve("report.json"));
        for (Path each : impossible) {
            List<Path> before = files(folder);
            String message = assertThatThrownBy(() -> LocalFile.requireWritable(each))
                    .hasMessageStartingWith("FILE_FAILURE: ")
                    .actual()
                    .getMessage();
            assertThatThrownBy(() -> LocalFile.write(each, new byte[] {1})).hasMessage(message);
            assertThat(files(folder)).containsExactlyInAnyOrderElementsOf(before);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void fileThatCannotBeReplacedIsToldBeforehand() throws Exception {
        Path file = Files.writeString(folder.resolve("report.json"), "old");
        boolean mounted = run("mount", "--bind", file.toString(), file.toString()) == 0;
        Assumptions.assumeTrue(mounted, "a file can be mounted by root only");
        try {
            assertThatThrownBy(() -> LocalFile.requireWritable(file)).hasMessageStartingWith("FILE_FAILURE: ");
            assertThat(file).hasContent("old");
            assertThat(files(folder)).containsExactly(file);
        } finally {
            run("umount", file.toString());
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a right of their own there")
    void fileIsTheSameByWhateverPath() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Files.createDirectory(folder.resolve("sub"));
        List<Path> same = List.of(
                folder.resolve("sub/../file"),
                Files.createSymbolicLink(folder.resolve("link"), file),
                Files.createSymbolicLink(folder.resolve("folder"), folder).resolve("file"),
                Files.createLink(folder.resolve("hard"), file));
        for (Path each : same) {
            assertThat(LocalFile.identity(each)).as("%s", each).containsAnyElementsOf(LocalFile.identity(file));
        }
        Path other = Files.writeString(folder.resolve("other"), "x");
        assertThat(LocalFile.identity(other)).doesNotContainAnyElementsOf(LocalFile.identity(file));
        assertThat(LocalFile.identity(folder.resolve("sub/../none")))
                .isEqualTo(LocalFile.identity(folder.resolve("none")));
    }

    private static void assertRefused(Reader reader, Path file, String why) {
        assertThatThrownBy(() -> reader.read().accept(file))
                .hasMessageStartingWith("FILE_FAILURE: the file " + file)
                .hasMessageContaining(why)
                .hasMessageContaining("\n  Cause: ")
                .hasMessageContaining("\n  Next: ")
                .hasMessageNotContaining("Exception");
    }

    @Test
    void fileIsReplacedAsAWholeAndNothingIsLeftBeside() throws IOException {
        Path inside = folder.resolve("new");
        Path file = inside.resolve("x".repeat(250));
        LocalFile.write(file, new byte[] {1, 2});
        LocalFile.write(file, new byte[] {3});
        assertThat(file).hasBinaryContent(new byte[] {3});
        assertThat(inside).isDirectoryContaining(file::equals);
        assertThat(files(inside)).containsExactly(file);
        Path inFile = file.resolve("below");
        assertThatThrownBy(() -> LocalFile.write(inFile, new byte[1]))
                .hasMessageStartingWith("FILE_FAILURE")
                .hasMessageContaining("its folder cannot be made");
        assertThatThrownBy(() -> LocalFile.write(folder, new byte[1])).hasMessageContaining("it is a folder");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a right of their own there")
    void fileBehindALinkIsWrittenAndTheLinkStays() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[] {1});
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        LocalFile.write(link, new byte[] {2});
        assertThat(link).isSymbolicLink();
        assertThat(file).hasBinaryContent(new byte[] {2});
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no small disk can be mounted there")
    void fullDiskIsToldAsOneAndTheOldFileStandsWhole() throws Exception {
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.toString()) == 0;
        Assumptions.assumeTrue(mounted, "a small disk can be mounted by root only");
        try {
            Path file = folder.resolve("plan.json");
            LocalFile.write(file, new byte[] {1, 2, 3});
            assertThatThrownBy(() -> LocalFile.write(file, new byte[1_000_000]))
                    .hasMessageStartingWith("FILE_FAILURE: the file " + file + " cannot be written: the disk is full")
                    .hasMessageNotContaining("Exception");
            assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
            assertThat(files(folder)).containsExactly(file);
        } finally {
            run("umount", folder.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a\":",
                "{\"a\":1,}",
                "[",
                "{\"a\" \"b\"}",
                "{\"a\":tru}",
                "{\"a\":\"\\x\"}",
                "{\"a\":1}{"
            })
    void mistakeInJsonIsToldWithoutTheLibrarysOwnPlaces(String text) {
        assertThatThrownBy(() -> Json.parse(text, "plan.json"))
                .hasMessageStartingWith("MALFORMED_FILE")
                .hasMessageNotContaining("Source")
                .hasMessageNotContaining("REDACTED");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "devices, pipes and links are others there")
    void simulatedHostIsKeptInAnOrdinaryFileOnly() throws Exception {
        Reader host = new Reader(
                "simulated host", file -> Hosts.open("memory:" + file).close());
        Path pipe = folder.resolve("pipe.json");
        assertThat(run("mkfifo", pipe.toString())).isZero();
        assertRefused(host, pipe, "it is a device or a pipe");
        Path device = Files.createSymbolicLink(folder.resolve("device.json"), Path.of("/dev/zero"));
        assertRefused(host, device, "it is a device or a pipe");
        assertRefused(host, Files.createDirectory(folder.resolve("folder.json")), "it is a folder");
        assertRefused(host, folder.resolve("none.json"), "there is no such file; capture makes one");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), folder.resolve("link.json"));
        assertRefused(host, link, "its link leads nowhere");
        Path file = snapshot();
        assertThat(run("mkfifo", file + ".lock")).isZero();
        assertThatThrownBy(() -> host.read().accept(file))
                .hasMessageStartingWith("FILE_FAILURE: the file " + file + ".lock")
                .hasMessageContaining("it is a device or a pipe");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no small disk can be mounted there")
    void fullDiskUnderASimulatedHostIsToldAsOneAndItsFileStandsWhole() throws Exception {
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", folder.toString()) == 0;
        Assumptions.assumeTrue(mounted, "a small disk can be mounted by root only");
        try {
            Path file = snapshot();
            byte[] before = Files.readAllBytes(file);
            Host host = Hosts.open("memory:" + file);
            RegistryValue large = RegistryValue.string("x".repeat(200_000));
            KeyPath key = KeyPath.of("SOFTWARE", "Microsoft");
            assertThatThrownBy(() -> host.registry().setValue(RegistryView.VIEW_64, key, "large", large))
                    .hasMessageStartingWith("FILE_FAILURE: the file " + file + " cannot be written: the disk is full");
            assertThatThrownBy(host::close).hasMessageContaining("the disk is full");
            assertThat(file).hasBinaryContent(before);
            assertThat(files(folder)).containsExactly(file);
        } finally {
            run("umount", folder.toString());
        }
    }

    private Path snapshot() {
        Path file = folder.resolve("fe01.json");
        String text = HostSnapshotFile.print(
                MemoryHost.skypeForBusiness2015FrontEnd().build().snapshot());
        LocalFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        return file;
    }

    @Test
    void whatAKilledRunLeftIsTakenAwayByTheNextReplacement() throws IOException {
        Path file = Files.write(folder.resolve("fe01.json"), new byte[] {1});
        Files.write(folder.resolve("fe01.json.tmp"), new byte[] {9, 9, 9});
        LocalFile.replace(file, new byte[] {2});
        assertThat(file).hasBinaryContent(new byte[] {2});
        assertThat(files(folder)).containsExactly(file);
    }

    @Test
    void lineIsAddedToTheEndOfAFileWhichIsMadeFirst() throws IOException {
        Path file = folder.resolve("new").resolve("log");
        LocalFile.append(file, new byte[] {1});
        LocalFile.append(file, new byte[] {2, 3});
        assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
        assertThatThrownBy(() -> LocalFile.append(file.resolve("below"), new byte[1]))
                .hasMessageContaining("its folder cannot be made");
        assertThatThrownBy(() -> LocalFile.append(folder, new byte[1])).hasMessageContaining("it is a folder");
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    @Test
    void eachCauseFitsItsCase(@TempDir Path folder) throws IOException {
        byte[] content = {1};
        Path file = Files.write(folder.resolve("file"), content);
        Path longName = folder.resolve("n".repeat(300));
        assertThatThrownBy(() -> LocalFile.write(longName, content)).hasMessageContaining("its path is too long");
        assertThatThrownBy(() -> LocalFile.read(longName, 9)).hasMessageContaining("its path is too long");
        assertThatThrownBy(() -> LocalFile.read(file.resolve("below"), 9))
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> LocalFile.write(folder.getRoot(), content)).hasMessageContaining("it is a folder");
    }

    @Test
    void nameThatNoFileCanHaveIsTooLongThoughTheSystemCallsItMissing() {
        Path longName = folder.resolve("n".repeat(300));
        assertThat(LocalFile.unreadable(longName, new NoSuchFileException(longName.toString())))
                .hasMessageContaining("its path is too long");
        Path ordinary = folder.resolve("n".repeat(200));
        assertThat(LocalFile.unreadable(ordinary, new NoSuchFileException(ordinary.toString())))
                .hasMessageContaining("there is no such file");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a right of their own there")
    void linkThatLeadsNowhereIsNotWrittenThrough() throws IOException {
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("none"));
        assertThatThrownBy(() -> LocalFile.write(dangling, new byte[] {1}))
                .hasMessageContaining("its link leads nowhere");
        assertThat(dangling).isSymbolicLink();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatHasNoRoomForFilesAtAllIsNotFull() {
        assertThatThrownBy(() -> LocalFile.write(Path.of("/proc/eku.json"), new byte[] {1}))
                .hasMessageStartingWith("FILE_FAILURE")
                .hasMessageNotContaining("full");
    }
}
