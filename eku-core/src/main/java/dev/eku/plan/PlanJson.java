package dev.eku.plan;

import dev.eku.action.ActionJson;
import dev.eku.json.Json;
import dev.eku.json.JsonObject;
import dev.eku.product.ExemptionJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Plans as JSON: to be saved, reviewed, and loaded again. */
public final class PlanJson {
    private static final long VERSION = 1;

    private PlanJson() {}

    /** The plan as a JSON object. */
    public static Map<String, Object> write(Plan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ekuPlan", VERSION);
        json.put("fingerprint", plan.fingerprint());
        json.put("host", plan.host());
        json.put("madeAt", plan.madeAt().toString());
        json.putAll(content(plan));
        return json;
    }

    /**
     * Reads a plan.
     *
     * @throws dev.eku.error.EkuException {@code MALFORMED_FILE}, also if the fingerprint is not that of the plan
     */
    public static Plan read(JsonObject json) {
        if (json.number("ekuPlan") != VERSION) {
            throw json.malformed("ekuPlan", "written by another version of eku");
        }
        String fingerprint = json.string("fingerprint");
        Plan plan = new Plan(
                json.string("host"),
                json.string("computer"),
                json.bool("simulated"),
                json.instant("madeAt"),
                json.optionalString("rollsBack"),
                ExemptionJson.read(json.object("exemption")),
                json.objects("facts").stream().map(PlanJson::fact).toList(),
                json.objects("actions").stream().map(ActionJson::read).toList(),
                json.objects("problems").stream().map(PlanJson::problem).toList());
        json.end();
        if (!plan.fingerprint().equals(fingerprint)) {
            throw json.malformed("fingerprint", "not that of the plan; the file was changed after it was made");
        }
        return plan;
    }

    static String fingerprint(Plan plan) {
        return sha256(Json.compact(content(plan)).getBytes(StandardCharsets.UTF_8));
    }

    /** The SHA-256 in hex. */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static Map<String, Object> content(Plan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("computer", plan.computer());
        json.put("simulated", plan.simulated());
        plan.rollsBack().ifPresent(record -> json.put("rollsBack", record));
        json.put("exemption", ExemptionJson.write(plan.exemption()));
        json.put("actions", plan.actions().stream().map(ActionJson::write).toList());
        json.put("problems", plan.problems().stream().map(PlanJson::write).toList());
        json.put("facts", plan.facts().stream().map(PlanJson::write).toList());
        return json;
    }

    private static Map<String, Object> write(Fact fact) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("fact", fact.name());
        json.put("state", fact.state());
        return json;
    }

    private static Fact fact(JsonObject json) {
        Fact fact = new Fact(json.string("fact"), json.string("state"));
        json.end();
        return fact;
    }

    private static Map<String, Object> write(Problem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("blocking", problem.blocking());
        json.put("code", problem.code().name());
        json.put("text", problem.text());
        json.put("next", problem.next());
        return json;
    }

    private static Problem problem(JsonObject json) {
        Problem problem = new Problem(
                json.bool("blocking"),
                json.constant("code", Problem.Code.class),
                json.string("text"),
                json.string("next"));
        json.end();
        return problem;
    }
}
