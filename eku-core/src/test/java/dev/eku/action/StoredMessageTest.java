package dev.eku.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.contract.SpoiledInputs;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.json.Json;
import dev.eku.product.Clr;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.text.Message;
import dev.eku.text.Option;
import dev.eku.text.Setting;
import dev.eku.text.Words;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StoredMessageTest {
    private static final KeyPath KEY = KeyPath.of("SOFTWARE", "eku");
    private static final Message EVERYTHING = Message.of(
            "a.key",
            "it''s {0} [[apply]]",
            7,
            Long.MAX_VALUE,
            true,
            Instant.parse("2017-06-10T02:00:00.1234567Z"),
            LocalDate.of(2017, 6, 10),
            Duration.ofMinutes(15),
            ServiceName.of("RTCDATAMCU"),
            KEY,
            new RegistryTarget(RegistryView.VIEW_32, KEY, "C:\\App\\a.exe"),
            RegistryValue.dword(0),
            RegistryValue.of(11, new byte[] {1, 2, 3}),
            RegistryView.VIEW_64,
            ServiceState.STOP_PENDING,
            Clr.V2,
            dev.eku.product.Setting.REQUIRE_CERTIFICATE_EKUS,
            new Setting(Option.HOLDER, "bob smith"),
            Message.of("inner", Message.of("innermost", 1)),
            List.of(Message.of("one"), "two"));

    private static Message read(String json) {
        return StoredMessage.read(Json.parse(json, "test"));
    }

    @Test
    void everyArgumentComesBackAsWhatItWas() {
        assertThat(read(Json.compact(StoredMessage.write(EVERYTHING)))).isEqualTo(EVERYTHING);
    }

    @Test
    void aPlaceKeepsTheSpellingOfItsName() {
        RegistryTarget target = new RegistryTarget(RegistryView.VIEW_64, KEY, "c:\\app\\A.EXE");
        Message back = read(Json.compact(StoredMessage.write(Message.of("k", target))));
        assertThat(((RegistryTarget) back.arguments().get(0)).valueName()).isEqualTo("c:\\app\\A.EXE");
    }

    @Test
    void whatHasNoKindComesBackAsItsText() {
        assertThat(read(Json.compact(StoredMessage.write(Message.of("k", Option.HOLDER)))))
                .isEqualTo(Message.of("k", "HOLDER"));
    }

    @Test
    void aKeyThatThisVersionDoesNotKnowIsReadAndShownAsItIs() {
        Message of = read("{\"key\":\"why.of-tomorrow\",\"arguments\":[{\"service\":\"X\"},{\"number\":3}]}");
        assertThat(Words.ENGLISH.text(of)).isEqualTo("why.of-tomorrow: X; 3");
        assertThat(Words.ENGLISH.text(read("{\"key\":\"why.of-tomorrow\",\"arguments\":[]}")))
                .isEqualTo("why.of-tomorrow");
    }

    @Test
    void anArgumentOfNoKindOrOfTwoIsRefused() {
        for (String argument :
                List.of("{}", "{\"what\":1}", "{\"number\":1,\"text\":\"\"}", "{\"view\":\"64\"}", "7")) {
            assertThatThrownBy(() -> read("{\"key\":\"k\",\"arguments\":[" + argument + "]}"))
                    .isInstanceOfSatisfying(
                            EkuException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.MALFORMED_FILE));
        }
    }

    @Test
    void spoiledMessageIsReadAndSaidOrRefused() {
        List<byte[]> samples =
                List.of(Json.compact(StoredMessage.write(EVERYTHING)).getBytes(StandardCharsets.UTF_8));
        SpoiledInputs.read("messages", 10_000, 4, samples, input -> {
            try {
                Message message = read(new String(input, StandardCharsets.UTF_8));
                assertThat(Words.ENGLISH.text(message)).isNotNull();
                assertThat(read(Json.compact(StoredMessage.write(message)))).isEqualTo(message);
                return true;
            } catch (EkuException refused) {
                assertThat(refused.code()).isEqualTo(ErrorCode.MALFORMED_FILE);
                return false;
            }
        });
    }
}
