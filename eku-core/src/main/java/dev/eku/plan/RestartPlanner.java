package dev.eku.plan;

import dev.eku.action.Action;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.effect.Effect;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.ApplicationFacts.Dependent;
import dev.eku.inspect.ApplicationFacts.ServiceFacts;
import dev.eku.inspect.Inspection;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.product.Application;
import dev.eku.product.Product;
import dev.eku.product.ProductCatalog;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig.StartType;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.StopMode;
import dev.eku.text.Message;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides which services are restarted, and how, and what forbids it. Pure except for the lists it fills. */
final class RestartPlanner {
    private final Inspection inspection;
    private static final Set<Problem.Code> FORBIDDING = EnumSet.of(
            Problem.Code.SERVICE_DISABLED, Problem.Code.SERVICE_SHARED_PROCESS, Problem.Code.SERVICE_REFUSES_STOP);

    private final PlanOptions options;
    private final List<Problem> problems;
    private final List<Action> actions = new ArrayList<>();
    private final Set<ServiceName> restarted = new HashSet<>();

    RestartPlanner(Inspection inspection, PlanOptions options, List<Problem> problems) {
        this.inspection = inspection;
        this.options = options;
        this.problems = problems;
    }

    /**
     * What forbids to stop some services, whoever wants to and by whatever means: they would not come up again, or
     * their process would not end.
     */
    static List<Problem> forbidding(Inspection inspection, Set<ServiceName> stopped) {
        List<Problem> problems = new ArrayList<>();
        RestartPlanner planner =
                new RestartPlanner(inspection, PlanOptions.DEFAULT.stop(PlanOptions.Stop.STOP), problems);
        inspection.applications().stream()
                .filter(application -> application
                        .service()
                        .filter(service -> stopped.contains(service.config().name()))
                        .isPresent())
                .forEach(application -> planner.consider(application, true));
        return problems.stream()
                .filter(problem -> problem.blocking() && FORBIDDING.contains(problem.code()))
                .toList();
    }

    /** The stops and starts decided on so far, in order. */
    List<Action> actions() {
        return actions;
    }

    /** Plans the restart of an application's service if the rule asks for one. */
    void consider(ApplicationFacts application, boolean changes) {
        if (application.service().isEmpty()) {
            missingService(application, changes);
            return;
        }
        ServiceFacts service = application.service().get();
        ServiceName name = service.config().name();
        if (restarted.contains(name)) {
            return;
        }
        switch (service.status().state()) {
            case STOPPED -> stopped(service, changes);
            case RUNNING -> running(application, service, changes);
            case PAUSED, START_PENDING, STOP_PENDING, CONTINUE_PENDING, PAUSE_PENDING -> {
                if (needed(application, changes).isPresent()) {
                    problems.add(unsettled(name, service.status().state()));
                }
            }
        }
    }

    /** Says what a plan without restarts leaves pending. */
    void explainPending(ApplicationFacts application, boolean changes) {
        application
                .service()
                .filter(service -> service.status().state() != ServiceState.STOPPED)
                .filter(service -> needed(application, changes).isPresent())
                .ifPresent(service -> problems.add(Problem.advice(
                        Problem.Code.RESTART_PENDING, service.config().name())));
    }

    private static Problem unsettled(ServiceName name, ServiceState state) {
        return state == ServiceState.PAUSED
                ? Problem.blocking(Problem.Code.SERVICE_PAUSED, name)
                : Problem.blocking(Problem.Code.SERVICE_PENDING, name, state);
    }

    private void missingService(ApplicationFacts application, boolean changes) {
        Optional<ServiceName> expected = application.application().service();
        if (expected.isPresent()) {
            problems.add(Problem.blocking(Problem.Code.SERVICE_MISSING, expected.get()));
        } else if (changes) {
            problems.add(Problem.advice(
                    Problem.Code.SERVICE_UNKNOWN, application.application().id()));
        }
    }

    private void stopped(ServiceFacts service, boolean changes) {
        if (changes && service.config().startType() == StartType.DISABLED) {
            problems.add(Problem.advice(
                    Problem.Code.SERVICE_DISABLED, service.config().name()));
        }
    }

    private void running(ApplicationFacts application, ServiceFacts service, boolean changes) {
        Optional<Message> why = needed(application, changes);
        ServiceName name = service.config().name();
        if (why.isEmpty()) {
            Effect effect = Effect.of(application, inspection);
            if (effect.kind() == Effect.Kind.UNKNOWN) {
                problems.add(Problem.advice(Problem.Code.RESTART_UNKNOWN, name, effect.reason()));
            }
            return;
        }
        restarted.add(name);
        requireRestartable(name, service.config().startType(), service.controllable());
        if (service.config().sharesProcess()) {
            problems.add(Problem.blocking(Problem.Code.SERVICE_SHARED_PROCESS, name));
        }
        boolean stoppable = service.status().accepts().contains(ServiceCommand.STOP);
        if (!stoppable) {
            problems.add(Problem.blocking(Problem.Code.SERVICE_REFUSES_STOP, name));
        }
        Optional<StopMode> mode = mode(service);
        if (mode.isEmpty() && stoppable) {
            problems.add(Problem.blocking(
                    Problem.Code.STOP_MODE, name, options.stop().name()));
        }
        restart(service, mode.orElse(StopMode.STOP), why.get());
    }

    private void requireRestartable(ServiceName name, StartType startType, boolean controllable) {
        if (startType == StartType.DISABLED) {
            problems.add(Problem.blocking(Problem.Code.SERVICE_DISABLED, name));
        }
        if (!controllable) {
            problems.add(Problem.blocking(Problem.Code.ACCESS_DENIED, name));
        }
    }

    /** Why a running service has to be restarted, if it has. */
    private Optional<Message> needed(ApplicationFacts application, boolean changes) {
        if (changes) {
            return Optional.of(Message.of("why.changed"));
        }
        if (options.restart() == Restart.ALWAYS) {
            return Optional.of(Message.of("why.always"));
        }
        Effect effect = Effect.of(application, inspection);
        return effect.kind() == Effect.Kind.PENDING
                ? Optional.of(Message.of("why.pending", effect.reason()))
                : Optional.empty();
    }

    private Optional<StopMode> mode(ServiceFacts service) {
        boolean cmdlets =
                inspection.host().cmdlets() && isOfProduct(service.config().name());
        boolean pause = service.status().accepts().contains(ServiceCommand.PAUSE);
        return switch (options.stop()) {
            case AUTO ->
                cmdlets ? Optional.of(StopMode.GRACEFUL) : pause ? Optional.of(StopMode.DRAIN) : Optional.empty();
            case GRACEFUL -> cmdlets ? Optional.of(StopMode.GRACEFUL) : Optional.empty();
            case DRAIN -> pause ? Optional.of(StopMode.DRAIN) : Optional.empty();
            case STOP -> Optional.of(StopMode.STOP);
        };
    }

    /** The cmdlets know the product's own services only. */
    private static boolean isOfProduct(ServiceName service) {
        for (Product product : ProductCatalog.products()) {
            for (Application application : product.applications()) {
                if (application.service().equals(Optional.of(service))) {
                    return true;
                }
            }
        }
        return false;
    }

    private void restart(ServiceFacts service, StopMode mode, Message why) {
        ServiceName name = service.config().name();
        List<Dependent> running = new ArrayList<>();
        for (Dependent dependent : service.dependents()) {
            if (dependent.state() != ServiceState.STOPPED) {
                running.add(dependent);
            }
        }
        Set<ServiceName> circle = StopOrder.circle(service.config(), running);
        if (!circle.isEmpty()) {
            problems.add(Problem.blocking(
                    Problem.Code.SERVICE_CIRCLE,
                    circle.stream().map(Object::toString).collect(Collectors.joining(", "))));
        }
        for (Dependent dependent : running) {
            if (dependent.state() != ServiceState.RUNNING) {
                problems.add(unsettled(dependent.name(), dependent.state()));
            } else if (!dependent.accepts().contains(ServiceCommand.STOP)) {
                problems.add(Problem.blocking(Problem.Code.SERVICE_REFUSES_STOP, dependent.name()));
            }
            requireRestartable(dependent.name(), dependent.startType(), dependent.controllable());
            actions.add(stop(dependent.name(), StopMode.STOP, Message.of("why.dependent", name)));
        }
        actions.add(stop(name, mode, why));
        actions.add(start(name, mode, Message.of("why.was-running")));
        for (int i = running.size() - 1; i >= 0; i--) {
            actions.add(start(running.get(i).name(), StopMode.STOP, Message.of("why.was-running")));
        }
    }

    private StopService stop(ServiceName name, StopMode mode, Message why) {
        return new StopService(
                name, mode, options.atDrainDeadline(), options.drainTimeout(), options.stopTimeout(), why);
    }

    private StartService start(ServiceName name, StopMode mode, Message why) {
        return new StartService(name, mode, options.startTimeout(), why);
    }
}
