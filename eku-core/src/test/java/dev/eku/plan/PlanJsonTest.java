package dev.eku.plan;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.FrontEnd.apply;
import static dev.eku.FrontEnd.exempted;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.json.Json;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.ProductCatalog;
import dev.eku.product.Setting;
import dev.eku.registry.RegistryValue;
import dev.eku.report.Reports;
import dev.eku.service.ServiceName;
import dev.eku.text.Message;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanJsonTest {
    static Stream<Plan> plans() {
        List<Plan> plans = new ArrayList<>();
        ProductCatalog.products().forEach(product -> {
            for (Setting setting : Setting.values()) {
                for (Stop stop : Stop.values()) {
                    plans.add(Eku.on(MemoryHost.frontEnd(product.id()).build())
                            .plan(Exemption.from(setting).of(product.id()), PlanOptions.DEFAULT.stop(stop)));
                }
            }
        });
        plans.add(plan(exempted()));
        plans.add(plan(
                frontEnd()
                        .value(KEY, PATH, RegistryValue.of(77, new byte[] {1, 2, 3}))
                        .value(KEY, "\"" + PATH + "\"", RegistryValue.string("quo\"ted\n")),
                PlanOptions.DEFAULT.tidy(true)));
        plans.add(Eku.on(frontEnd().file("C:\\App\\a.exe").build())
                .plan(EXEMPTION
                        .of(Application.at("by-path", "C:\\App\\a.exe", Clr.V2, Bitness.BITS_32)
                                .runBy(ServiceName.of("X")))
                        .of(Application.ofService("by-service", ServiceName.of("Y"), Clr.V4, Bitness.BITS_64))
                        .because("a \"reason\", 理由")
                        .ownedBy("ann")
                        .until(LocalDate.parse("2030-01-31"))));
        MemoryHost applied = frontEnd().build();
        apply(applied);
        plans.add(Eku.on(applied).planRollback());
        return plans.stream();
    }

    @ParameterizedTest
    @MethodSource("plans")
    void planIsReadAsItWasWritten(Plan plan) {
        assertThat(read(Json.pretty(PlanJson.write(plan)))).isEqualTo(plan);
        assertThat(read(Json.compact(PlanJson.write(plan))).fingerprint()).isEqualTo(plan.fingerprint());
    }

    @Test
    void fingerprintIsThatOfThePlanAndNothingElse() {
        Plan plan = plan(frontEnd());
        Plan later = copy(plan, "smb://fe01", plan.computer(), Instant.parse("2030-01-01T00:00:00Z"));
        assertThat(plan.fingerprint()).matches("[0-9a-f]{64}").isEqualTo(later.fingerprint());
        assertThat(copy(plan, plan.host(), "FE02", plan.madeAt()).fingerprint()).isNotEqualTo(plan.fingerprint());
        assertThat(plans().map(Plan::fingerprint).distinct().count())
                .as("plans that differ")
                .isEqualTo(plans().distinct().count());
    }

    @ParameterizedTest
    @MethodSource("plans")
    void wordsInAPlanFileAreForPeopleAlone(Plan plan) {
        String file = Json.compact(PlanJson.write(plan));
        String sentence = "\":\"(?:[^\"\\\\]|\\\\.)*\"";
        String japanese = file.replaceAll("\"why" + sentence, "\"why\":\"\u7406\u7531\"")
                .replaceAll("\"text" + sentence + ",\"next" + sentence, "\"text\":\"\u554f\u984c\"");
        if (!plan.actions().isEmpty()) {
            assertThat(japanese).isNotEqualTo(file);
        }
        assertThat(read(japanese)).isEqualTo(plan);
        assertThat(read(japanese).fingerprint()).isEqualTo(plan.fingerprint());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 99})
    void planOfAnotherFormatIsToBeMadeAgain(long format) {
        String other = Json.compact(PlanJson.write(plan(frontEnd())))
                .replace("\"ekuPlan\":3", "\"ekuPlan\":" + format + ",\"unheardOf\":[]");
        assertThatThrownBy(() -> read(other))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.PLAN_OF_ANOTHER_VERSION))
                .hasMessageContaining("format " + format)
                .hasMessageContaining("plan again")
                .hasMessageNotContaining("changed");
    }

    @Test
    void planWithAKeyOfAnotherVersionIsReadAndShownAsItIs() {
        Plan plan = plan(frontEnd());
        Plan strange = new Plan(
                plan.host(),
                plan.computer(),
                plan.simulated(),
                plan.madeAt(),
                plan.rollsBack(),
                plan.exemption(),
                plan.facts(),
                List.of(plan.actions().get(0).because(Message.of("why.of-tomorrow", 7))),
                List.of(new Problem(false, Problem.Code.LOCKED, List.of())));
        Plan back = read(Json.compact(PlanJson.write(strange)));
        assertThat(back).isEqualTo(strange);
        assertThat(String.join("\n", Reports.ENGLISH.of(back).lines())).contains("why.of-tomorrow: 7", "LOCKED");
    }

    private static Plan copy(Plan plan, String host, String computer, Instant madeAt) {
        return new Plan(
                host,
                computer,
                plan.simulated(),
                madeAt,
                plan.rollsBack(),
                plan.exemption(),
                plan.facts(),
                plan.actions(),
                plan.problems());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FE01 | FE02",
                "RTCDATAMCU | RTCSRV",
                "Web Conferencing | Web  Conferencing",
                "PT15M | PT16M",
                "REQUIRE_CERTIFICATE_EKUS | SCH_SEND_AUX_RECORD",
                "RESUME | STOP",
                "\"simulated\":true | \"simulated\":false",
                "\"state\":\"RUNNING\" | \"state\":\"STOPPED\"",
                "why.was-running | why.changed"
            })
    void planThatWasChangedByHandIsRefused(String part, String instead) {
        Plan plan = plan(frontEnd());
        String text = Json.compact(PlanJson.write(plan));
        assertThat(text).contains(part);
        assertThatThrownBy(() -> read(text.replace(part, instead)))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.MALFORMED_FILE));
    }

    @Test
    void changedPlanIsRefusedByItsFingerprint() {
        String text = Json.compact(PlanJson.write(plan(frontEnd()))).replace("\"PT15M\"", "\"PT16M\"");
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(EkuException.class)
                .hasMessageStartingWith(
                        "MALFORMED_FILE: the plan cannot be read, at $.fingerprint: not that of the plan;"
                                + " the file was changed after it was made");
    }

    @Test
    void unknownFieldIsRefused() {
        assertRefused("force", true, "force: unknown field");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fingerprint",
                "host",
                "computer",
                "simulated",
                "madeAt",
                "exemption",
                "facts",
                "actions",
                "problems"
            })
    void missingFieldIsRefused(String field) {
        Map<String, Object> json = new LinkedHashMap<>(PlanJson.write(plan(frontEnd())));
        json.remove(field);
        assertThatThrownBy(() -> read(Json.compact(json)))
                .isInstanceOf(EkuException.class)
                .hasMessageStartingWith("MALFORMED_FILE: the plan cannot be read, at $." + field + ": missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"do\":\"create-key\" | \"do\":\"format-disk\" | actions[0].do: unknown action 'format-disk'",
                "\"why\":\"the key does not exist yet\" | \"why\":\"\",\"more\":1 | actions[0].more: unknown field",
                "\"fact\":\"executable of data-mcu\" | \"fact\":\"x\",\"more\":1 | facts[0].more: unknown field",
                "\"setting\":\"REQUIRE_CERTIFICATE_EKUS\" | \"setting\":\"ALL\" | exemption.setting: ",
                "\"applications\":[] | \"applications\":[],\"more\":1 | exemption.more: unknown field",
                "\"view\":\"VIEW_64\" | \"view\":\"VIEW_128\" | actions[0].view: "
            })
    void nonsenseInsideIsRefusedWithItsPlace(String part, String instead, String place) {
        String text = Json.compact(PlanJson.write(plan(frontEnd())));
        assertThat(text).contains(part);
        assertThatThrownBy(() -> read(text.replaceFirst(Pattern.quote(part), instead)))
                .isInstanceOf(EkuException.class)
                .hasMessageStartingWith("MALFORMED_FILE: the plan cannot be read, at $." + place);
    }

    @Test
    void unknownFieldOrSettingOfAnApplicationIsRefused() {
        Exemption mine = EXEMPTION.of(Application.ofService("mine", ServiceName.of("X"), Clr.V4, Bitness.BITS_64));
        String text = Json.compact(PlanJson.write(Eku.on(frontEnd().build()).plan(mine)));
        assertThatThrownBy(() -> read(text.replace("\"id\":\"mine\"", "\"id\":\"mine\",\"more\":1")))
                .isInstanceOf(EkuException.class)
                .hasMessageStartingWith(
                        "MALFORMED_FILE: the plan cannot be read, at $.exemption.applications[0].more: unknown field");
        assertThatThrownBy(() -> read(text.replace("\"settings\":[", "\"settings\":[\"ALL\",")))
                .isInstanceOf(EkuException.class)
                .hasMessageStartingWith("MALFORMED_FILE: the plan cannot be read, at"
                        + " $.exemption.applications[0].settings: unknown setting 'ALL'");
    }

    @Test
    void unknownFieldOfAProblemIsRefused() {
        String text = Json.compact(PlanJson.write(plan(frontEnd().withoutFile(PATH))));
        assertThatThrownBy(() -> read(text.replace("\"blocking\":true", "\"more\":1,\"blocking\":true")))
                .isInstanceOf(EkuException.class)
                .hasMessageStartingWith(
                        "MALFORMED_FILE: the plan cannot be read, at $.problems[0].more: unknown field");
    }

    private static void assertRefused(String field, Object value, String message) {
        Map<String, Object> json = new LinkedHashMap<>(PlanJson.write(plan(frontEnd())));
        json.put(field, value);
        assertThatThrownBy(() -> read(Json.compact(json)))
                .isInstanceOf(EkuException.class)
                .hasMessageStartingWith("MALFORMED_FILE: the plan cannot be read, at $." + message);
    }

    private static Plan read(String text) {
        return PlanJson.read(Json.parse(text, "the plan"));
    }
}
