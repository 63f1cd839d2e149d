package dev.eku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.apply.Outcome;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshot.StoredKey;
import dev.eku.host.HostSnapshotFile;
import dev.eku.journal.Journal;
import dev.eku.journal.JournalRecord;
import dev.eku.json.Json;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanJson;
import dev.eku.product.Exemption;
import dev.eku.product.ExemptionJson;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records, snapshots and plan files of an earlier version, as its README tells, stay of use. */
class EarlierVersionTest {
    private static final Path EARLIER = folder();
    private static final KeyPath DOTNET = KeyPath.of("SOFTWARE", "Microsoft", ".NETFramework");
    private static final KeyPath DOTNET_32 = KeyPath.of("SOFTWARE", "Wow6432Node", "Microsoft", ".NETFramework");

    static Stream<Path> hosts() {
        return files("hosts");
    }

    static Stream<Path> plans() {
        return files("plans");
    }

    static Stream<Path> journals() {
        return files("journal");
    }

    static Stream<Path> journalsOfFrontEnds() {
        return journals().filter(file -> !isOwn(file));
    }

    static Stream<Path> interrupted() {
        return journals().filter(file -> Eku.on(open(file)).history().open().isPresent());
    }

    @ParameterizedTest
    @MethodSource({"hosts", "journals"})
    void snapshotIsReadAndSaysTheSameOnceWrittenAgain(Path file) {
        HostSnapshot read = HostSnapshotFile.read(file);
        assertThat(HostSnapshotFile.parse(HostSnapshotFile.print(read), "again"))
                .isEqualTo(read);
        assertThat(read.differences(open(file).snapshot())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void snapshotCanBePlannedAppliedVerifiedAndRolledBack(Path file) {
        MemoryHost host = open(file);
        HostSnapshot before = host.snapshot();
        Eku eku = Eku.on(host);
        for (Exemption exemption : eku.standing()) {
            Exemption meant = file.endsWith("own-applications.json")
                    ? ExemptionJson.read(Json.read(EARLIER.resolve("plans/own-applications.json"))
                            .object("exemption"))
                    : exemption;
            Plan plan = eku.plan(meant, FrontEnd.STOP);
            assertThat(plan.blocking()).isEmpty();
            Optional<String> record = eku.apply(plan, event -> {}).record().map(JournalRecord::id);
            assertIsVerified(eku, meant);
            record.ifPresent(id -> eku.apply(eku.planRollbackOf(id, FrontEnd.STOP), event -> {}));
        }
        assertThat(before.differences(host.snapshot(), Journal.EKU_KEY)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("journals")
    void recordsAreReadAndRolledBackOneAfterTheOther(Path file) {
        MemoryHost host = open(file);
        assertThat(Eku.on(host).history().unreadable()).isEmpty();
        assertThat(Eku.on(host).history().records()).isNotEmpty();
        rollBackAll(host);
        assertThat(hostBefore(file).differences(host.snapshot())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("journalsOfFrontEnds")
    void recordsAreRolledBackOnAHostThatThisVersionDescribes(Path file) {
        MemoryHost fresh = MemoryHost.skypeForBusiness2015FrontEnd().build();
        HostSnapshot before = HostSnapshotFile.read(
                EARLIER.resolve("hosts").resolve(folderOf(file).getFileName() + ".json"));
        MemoryHost host = MemoryHost.skypeForBusiness2015FrontEnd().build();
        copyValues(HostSnapshotFile.read(file), host);
        copyValues(before, fresh);
        rollBackAll(host);
        assertThat(fresh.snapshot().differences(host.snapshot())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("interrupted")
    void interruptedRunIsFinished(Path file) {
        MemoryHost host = open(file);
        JournalRecord open = Eku.on(host).history().open().orElseThrow();
        unlock(host);
        Outcome finished = Eku.on(host).recover(event -> {}).orElseThrow();
        assertThat(finished.record().map(JournalRecord::id)).contains(open.id());
        assertThat(host.services().status(service(file)).state()).isEqualTo(ServiceState.RUNNING);
        if (open.rollsBack().isEmpty()) {
            assertIsVerified(Eku.on(host), open.exemption());
            rollBackAll(host);
        } else {
            Eku.on(host).forget();
        }
        assertThat(hostBefore(file).differences(host.snapshot())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("plans")
    void planFileIsToBeMadeAgain(Path file) {
        assertThatThrownBy(() -> PlanJson.read(Json.read(file)))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.PLAN_OF_ANOTHER_VERSION))
                .hasMessageContaining("the plan file has format 1, and this version of eku reads format 3")
                .hasMessageContaining("plan again")
                .hasMessageNotContaining("changed");
    }

    /**
     * A value that is in place, in a process that started after it was written; which file the process runs may not be
     * known.
     */
    private static void assertIsVerified(Eku eku, Exemption exemption) {
        assertThat(eku.verify(exemption).getClass().getSimpleName()).isIn("Compliant", "Unverifiable");
        assertThat(eku.plan(exemption).actions())
                .noneMatch(action -> action.changedValue().isPresent());
    }

    private static void rollBackAll(MemoryHost host) {
        unlock(host);
        Eku eku = Eku.on(host);
        while (eku.history().lastToRollBack().isPresent()) {
            Plan plan = eku.planRollback(FrontEnd.STOP);
            assertThat(plan.blocking()).isEmpty();
            eku.apply(plan, event -> {});
        }
        eku.forget();
    }

    private static void unlock(MemoryHost host) {
        Eku eku = Eku.on(host);
        eku.lockHolder().ifPresent(holder -> eku.unlock(holder.name()));
    }

    /** The records and the values they speak of, on another host. */
    private static void copyValues(HostSnapshot from, MemoryHost to) {
        Registry registry = to.registry();
        for (StoredKey key : from.keys()) {
            if (isBelow(key.path(), Journal.EKU_KEY) || isBelow(key.path(), DOTNET) || isBelow(key.path(), DOTNET_32)) {
                registry.createKey(RegistryView.VIEW_64, key.path());
                for (NamedValue value : key.values()) {
                    registry.setValue(RegistryView.VIEW_64, key.path(), value.name(), value.value());
                }
            }
        }
    }

    private static boolean isBelow(KeyPath key, KeyPath above) {
        return key.lineage().contains(above);
    }

    private static ServiceName service(Path file) {
        return ServiceName.of(isOwn(file) ? "Relay" : "RTCDATAMCU");
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.getParent());
    }

    private static boolean isOwn(Path journal) {
        return folderOf(journal).endsWith("own-applications");
    }

    private static HostSnapshot hostBefore(Path journal) {
        return HostSnapshotFile.read(
                EARLIER.resolve("hosts").resolve(folderOf(journal).getFileName() + ".json"));
    }

    private static MemoryHost open(Path file) {
        return MemoryHost.from(HostSnapshotFile.read(file));
    }

    private static Stream<Path> files(String folder) {
        try (Stream<Path> all = Files.walk(EARLIER.resolve(folder))) {
            List<Path> files = all.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
            assertThat(files).isNotEmpty();
            return files.stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path folder() {
        try {
            return folderOf(Path.of(Objects.requireNonNull(EarlierVersionTest.class.getResource("earlier/README.md"))
                    .toURI()));
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
