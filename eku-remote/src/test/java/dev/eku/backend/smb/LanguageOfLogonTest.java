package dev.eku.backend.smb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Credentials;
import dev.eku.host.Host;
import dev.eku.host.HostAccess;
import dev.eku.host.Hosts;
import dev.eku.host.event.EventQuery;
import dev.eku.service.ServiceName;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A password is checked with the user name in upper case, which must not depend on the language of this JVM. */
class LanguageOfLogonTest {
    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    /** In Turkish and Azerbaijani the upper case of i has a dot. */
    @ParameterizedTest
    @ValueSource(strings = {"tr", "az", "lt", "ja"})
    void connectionAndSealedPipeAreLoggedOnToInAnyLanguage(String language) {
        Locale.setDefault(Locale.forLanguageTag(language));
        FakeLog log = new FakeLog().add(1_800_000_000, 41_025, "LS Data MCU");
        EventQuery query = new EventQuery(
                "Lync Server",
                "LS Data MCU",
                Set.of(41_025),
                Instant.ofEpochSecond(1_800_000_000),
                Instant.ofEpochSecond(1_800_000_009));
        try (FakeServer server = FakeServer.start(log);
                Host host = server.open()) {
            host.services().status(ServiceName.of("S"));
            assertThat(host.events().orElseThrow().query(query).orElseThrow()).hasSize(1);
        }
    }

    /** Java makes two letters of the one that Windows leaves as it is. */
    @Test
    void nameThatCannotBeWrittenAsWindowsDoesIsToldBeforeThePasswordIsSent() {
        HostAccess access = HostAccess.as(Optional.of(new Credentials("FAKE\\strau\u00DF", "not a secret")))
                .within(FakeServer.SHORT, FakeServer.SHORT);
        try (FakeServer server = FakeServer.start((request, message, usual) -> usual)) {
            EkuException refused =
                    Assertions.catchThrowableOfType(EkuException.class, () -> Hosts.open(server.ref(), access));
            assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED);
            assertThat(refused).hasMessageContaining("strau\u00DF").hasMessageContaining("Kerberos");
            assertThat(server.asked()).noneMatch(asked -> asked.startsWith("setup"));
        }
    }
}
