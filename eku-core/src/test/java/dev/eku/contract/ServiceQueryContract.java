package dev.eku.contract;

import static dev.eku.contract.Win32Failures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.error.Win32Error;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceLook;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be asked about a service. */
public interface ServiceQueryContract extends ServiceFixture {
    @Test
    default void configTellsHowTheServiceIsSetUp() {
        ServiceConfig config = services().config(service()).orElseThrow();

        assertThat(config.name()).isEqualTo(service());
        assertThat(config.imagePath()).isNotBlank();
        assertThat(config.displayName()).isNotBlank();
        assertThat(config.startType()).isEqualTo(ServiceConfig.StartType.MANUAL);
        assertThat(config.sharesProcess()).isFalse();
    }

    @Test
    default void configIsEmptyWhenThereIsNoSuchService() {
        assertThat(services().config(MISSING)).isEmpty();
    }

    @Test
    default void serviceIsFoundInAnySpelling() {
        ServiceName lower = ServiceName.of(service().toString().toLowerCase(Locale.ROOT));
        ServiceName upper = ServiceName.of(service().toString().toUpperCase(Locale.ROOT));

        assertThat(services().config(lower)).isPresent();
        assertThat(services().status(upper).state()).isEqualTo(ServiceState.STOPPED);
    }

    @Test
    default void everyCallTellsWhenThereIsNoSuchService() {
        assertRefused(() -> services().status(MISSING), Win32Error.SERVICE_DOES_NOT_EXIST);
        assertRefused(() -> services().dependents(MISSING), Win32Error.SERVICE_DOES_NOT_EXIST);
        assertRefused(() -> services().start(MISSING), Win32Error.SERVICE_DOES_NOT_EXIST);
        assertRefused(() -> services().controllable(MISSING), Win32Error.SERVICE_DOES_NOT_EXIST);
        for (ServiceCommand command : ServiceCommand.values()) {
            assertRefused(() -> services().command(MISSING, command), Win32Error.SERVICE_DOES_NOT_EXIST);
        }
    }

    @Test
    default void statusOfAStoppedServiceAcceptsNothingAndHasNoProcess() {
        ServiceStatus status = status();

        assertThat(status.state()).isEqualTo(ServiceState.STOPPED);
        assertThat(status.accepts()).isEmpty();
        assertThat(status.checkpoint()).isZero();
        assertThat(status.waitHint()).isEqualTo(Duration.ZERO);
        assertThat(status.processId()).isEmpty();
        assertThat(status.processStarted()).isEmpty();
    }

    @Test
    default void controllableIsTrueForOurOwnServiceAndChangesNothing() {
        assertThat(services().controllable(service())).isTrue();
        assertThat(status().state()).isEqualTo(ServiceState.STOPPED);
    }

    @Test
    default void lookTellsWhatEachQuestionTells() {
        ServiceLook look = services().look(service()).orElseThrow();

        assertThat(look.config()).isEqualTo(services().config(service()).orElseThrow());
        assertThat(look.status()).isEqualTo(status());
        assertThat(look.dependents()).isEqualTo(services().dependents(service()));
        assertThat(look.controllable()).isEqualTo(services().controllable(service()));

        running();
        assertThat(services().look(service()).orElseThrow().status()).isEqualTo(status());
    }

    @Test
    default void lookIsEmptyWhenThereIsNoSuchService() {
        assertThat(services().look(MISSING)).isEmpty();
    }

    @Test
    default void dependentsOfAServiceNobodyNeedsAreEmpty() {
        ServiceName leaf = limits().contains(Limit.DEPENDENTS) ? service() : dependentService();

        assertThat(services().dependents(leaf)).isEmpty();
    }

    @Test
    default void dependentsListsAServiceWhetherItRunsOrNot() {
        ServiceName dependent = dependentService();
        assertThat(services().dependents(service())).containsExactly(dependent);

        running();
        services().start(dependent);
        await(dependent, ServiceState.RUNNING);
        assertThat(services().dependents(service())).containsExactly(dependent);

        assertThat(services().config(dependent).orElseThrow().dependencies())
                .anyMatch(name -> name.equalsIgnoreCase(service().toString()));
    }

    @Test
    default void registryHoldsTheImagePathWithItsType() {
        ServiceConfig config = services().config(service()).orElseThrow();
        KeyContents key = registry()
                .read(RegistryView.VIEW_64, ServiceConfig.keyOf(service()))
                .orElseThrow();
        RegistryValue imagePath = registry()
                .value(RegistryView.VIEW_64, ServiceConfig.keyOf(service()), "ImagePath")
                .orElseThrow();

        assertThat(imagePath.typeName()).isIn("REG_SZ", "REG_EXPAND_SZ");
        assertThat(imagePath.asString()).hasValue(config.imagePath());
        assertThat(key.values())
                .anySatisfy(value -> assertThat(value).isEqualTo(new NamedValue("ImagePath", imagePath)));
        assertThat(key.lastWritten().isPresent()).isNotEqualTo(limits().contains(Limit.KEY_TIME));
    }

    /**
     * The service manager's answer may be expanded already, and must not be expanded again; the registry's text is as
     * given.
     */
    @Test
    default void registryHoldsTheImagePathAsItWasGiven() {
        String given = "\"%SystemRoot%\\Some Folder\\a.exe\"\t-x %SystemDrive%";
        KeyPath key = ServiceConfig.keyOf(serviceOf(given));
        RegistryValue imagePath =
                registry().value(RegistryView.VIEW_64, key, "ImagePath").orElseThrow();

        assertThat(imagePath).isEqualTo(RegistryValue.expandString(given));
    }

    /** Names that real services have, and names that nobody keeps a service from having. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zabbix Agent [FE01]",
                "My:Service",
                "!SASCORE",
                "a, b",
                "50%",
                "x=y",
                "one; two",
                "^caret",
                "it's",
                "\"quoted\"",
                "*?",
                "\u4f1a\u8b70"
            })
    default void serviceIsToldWhateverItsName(String name) {
        ServiceName told = serviceNamed(name);

        assertThat(told).hasToString(name);
        assertThat(services().config(told).orElseThrow().name()).isEqualTo(told);
        assertThat(services().look(told).orElseThrow().status().state()).isEqualTo(ServiceState.STOPPED);
        assertThat(registry().value(RegistryView.VIEW_64, ServiceConfig.keyOf(told), "ImagePath"))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Zabbix Agent [FE01]", "My:Service", "!SASCORE", "a, b", "50%", "x=y", "one; two", "^caret"})
    default void dependentIsToldWhateverItsName(String name) {
        ServiceName dependent = dependentNamed(name);

        assertThat(services().dependents(service())).containsExactly(dependent);
        assertThat(services().look(service()).orElseThrow().dependents()).containsExactly(dependent);
        assertThat(dependent).hasToString(name);
    }

    @Test
    default void killedServiceIsStoppedAndSaysThatItsProcessWasAborted() {
        Limit.DEAD_PROCESS.abortIfIn(limits());
        running();
        kill();
        ServiceStatus status = await(service(), ServiceState.STOPPED);

        assertThat(status.exitCode()).isEqualTo(1067);
        assertThat(status.processId()).isEmpty();
        assertThat(status.accepts()).isEmpty();
        assertThat(status.checkpoint()).isZero();
        services().start(service());
        assertThat(await(service(), ServiceState.RUNNING).exitCode()).isZero();
    }
}
