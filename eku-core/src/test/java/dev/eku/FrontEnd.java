package dev.eku;

import static dev.eku.Said.said;

import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.journal.Operator;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceConfig.StartType;
import dev.eku.service.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The front end most tests work on, the names on it, and plans and outcomes in the words a user sees. */
public final class FrontEnd {
    public static final String MCU = "RTCDATAMCU";
    public static final String PATH =
            "C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe";
    public static final KeyPath KEY = RegistryTarget.keyOf(Setting.REQUIRE_CERTIFICATE_EKUS, Clr.V4);
    public static final RegistryTarget TARGET = new RegistryTarget(RegistryView.VIEW_64, KEY, PATH);
    public static final RegistryValue ZERO = RegistryValue.dword(0);
    public static final Exemption EXEMPTION = Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS);
    /** Stops the service at once, so that a run has few steps and takes little time. */
    /** Asked of the system once: tests need it thousands of times. */
    private static final Operator ME = Operator.ofThisProcess();

    public static final PlanOptions STOP = PlanOptions.DEFAULT.stop(PlanOptions.Stop.STOP);

    private FrontEnd() {}

    /** A front end of Skype for Business Server 2015 on which nothing was ever exempted. */
    public static MemoryHostBuilder frontEnd() {
        return MemoryHost.skypeForBusiness2015FrontEnd();
    }

    /** The same with the exemption in place, read by the service that runs. */
    public static MemoryHostBuilder exempted() {
        return frontEnd().writtenAt(Instant.parse("2017-06-01T00:00:00Z")).value(KEY, PATH, ZERO);
    }

    /** The same as eku left it without a restart at that time, which is later than the start of the service. */
    public static MemoryHostBuilder pending(Instant written) {
        MemoryHost host = frontEnd().at(written).build();
        Eku.on(host).apply(plan(host, STOP.restart(Restart.NEVER)), event -> {});
        return host.toBuilder().at(Instant.parse("2017-06-10T03:00:00Z"));
    }

    /** A service with a process of its own, and its executable's name. */
    public static ServiceConfig service(String name, String executable, String... dependencies) {
        return new ServiceConfig(
                ServiceName.of(name),
                "The service " + name,
                executable,
                StartType.AUTOMATIC,
                0x10,
                "LocalSystem",
                List.of(dependencies));
    }

    /** An operator on another machine, of whom nobody can say whether his process has ended. */
    public static Operator elsewhere(String user) {
        return new Operator(user, "another-machine", 4711, Optional.empty(), Optional.empty(), user + "-run");
    }

    /** An operator on this machine whose process does not exist any more. */
    public static Operator ended(String user, String run) {
        return new Operator(user, ME.machine(), Integer.MAX_VALUE, Optional.empty(), ME.processSpace(), run);
    }

    /** Eku run by a process of this machine that does not exist any more, so that the next may take its lock over. */
    public static Eku mortal(Host host) {
        return Eku.on(host).actingAs(ended("me", "run"));
    }

    /** A lock whose holder was killed before it could be proved dead is freed by a person, who names the holder. */
    public static void unlocked(Eku eku, Runnable run) {
        try {
            run.run();
        } catch (EkuException refused) {
            if (refused.code() != ErrorCode.LOCKED) {
                throw refused;
            }
            eku.unlock(eku.lockHolder().orElseThrow().name());
            run.run();
        }
    }

    public static Plan plan(MemoryHostBuilder host) {
        return plan(host, PlanOptions.DEFAULT);
    }

    public static Plan plan(MemoryHostBuilder host, PlanOptions options) {
        return plan(host.build(), options);
    }

    public static Plan plan(Host host, PlanOptions options) {
        return Eku.on(host).plan(EXEMPTION, options);
    }

    /** Carries out the plan of the exemption. */
    public static void apply(Host host) {
        Eku.on(host).apply(plan(host, STOP), event -> {});
    }

    /** Rolls back the newest run that stands. */
    public static void rollBack(Host host) {
        Eku eku = Eku.on(host);
        eku.apply(eku.planRollback(STOP), event -> {});
    }

    /** Each action as a user reads it. */
    public static List<String> actions(Plan plan) {
        return plan.actions().stream()
                .map(action -> said(action.subject()) + ": " + said(action.before()) + " -> " + said(action.after()))
                .toList();
    }

    /** Each problem as a user reads it. */
    public static List<String> problems(Plan plan) {
        return plan.problems().stream()
                .map(problem ->
                        (problem.blocking() ? "blocks: " : "advice: ") + problem.code() + ": " + said(problem.what()))
                .toList();
    }
}
