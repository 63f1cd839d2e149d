package dev.eku.plan;

import dev.eku.action.Action;
import dev.eku.action.ActionJson;
import dev.eku.action.StoredMessage;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.json.Json;
import dev.eku.json.JsonObject;
import dev.eku.product.ExemptionJson;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Plans as JSON, to be saved, reviewed and loaded again. */
public final class PlanJson {
    /**
     * Files of another format are not read, since their content may mean something else now. A new plan is made
     * quickly.
     */
    private static final long FORMAT = 3;

    private PlanJson() {}

    /** The plan as a JSON object. */
    public static Map<String, Object> write(Plan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ekuPlan", FORMAT);
        json.put("fingerprint", plan.fingerprint());
        json.put("host", plan.host());
        json.put("madeAt", plan.madeAt().toString());
        json.putAll(content(plan, ActionJson::shown, PlanJson::shown));
        return json;
    }

    /** Whether a text is a plan, of whatever version, and nothing else. */
    public static boolean isPlan(JsonObject json) {
        return json.has("ekuPlan");
    }

    /**
     * Reads a plan.
     *
     * @throws dev.eku.error.EkuException {@code PLAN_OF_ANOTHER_VERSION}, or {@code MALFORMED_FILE}, also if the
     *     fingerprint does not belong to the plan
     */
    public static Plan read(JsonObject json) {
        long format = json.number("ekuPlan");
        if (format != FORMAT) {
            throw new EkuException(ErrorCode.PLAN_OF_ANOTHER_VERSION, format, FORMAT);
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
            throw json.malformed("fingerprint", Message.of("json.fingerprint"));
        }
        return plan;
    }

    static String fingerprint(Plan plan) {
        return sha256(
                Json.compact(content(plan, ActionJson::write, PlanJson::write)).getBytes(StandardCharsets.UTF_8));
    }

    /** The SHA-256 in hex. */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static Map<String, Object> content(
            Plan plan,
            Function<Action, Map<String, Object>> ofAction,
            Function<Problem, Map<String, Object>> ofProblem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("computer", plan.computer());
        json.put("simulated", plan.simulated());
        if (plan.rollsBack().isPresent()) {
            json.put("rollsBack", plan.rollsBack().get());
        }
        json.put("exemption", ExemptionJson.write(plan.exemption()));
        json.put("actions", plan.actions().stream().map(ofAction).toList());
        json.put("problems", plan.problems().stream().map(ofProblem).toList());
        json.put("facts", plan.facts().stream().map(PlanJson::write).toList());
        return json;
    }

    private static Map<String, Object> write(Precondition fact) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("fact", fact.name());
        json.put("state", fact.state());
        return json;
    }

    private static Precondition fact(JsonObject json) {
        Precondition fact = new Precondition(json.string("fact"), json.string("state"));
        json.end();
        return fact;
    }

    private static Map<String, Object> write(Problem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("blocking", problem.blocking());
        json.put("code", problem.code().name());
        json.put("arguments", StoredMessage.arguments(problem.arguments()));
        return json;
    }

    /** With words in English, which eku does not read back. */
    private static Map<String, Object> shown(Problem problem) {
        Map<String, Object> json = write(problem);
        json.put("text", Words.ENGLISH.text(problem.what()));
        json.put("next", String.join("\n", Words.ENGLISH.lines(problem.next())));
        return json;
    }

    private static Problem problem(JsonObject json) {
        Problem problem = new Problem(
                json.bool("blocking"),
                json.constant("code", Problem.Code.class),
                StoredMessage.arguments(json, "arguments"));
        json.optionalString("text");
        json.optionalString("next");
        json.end();
        return problem;
    }
}
