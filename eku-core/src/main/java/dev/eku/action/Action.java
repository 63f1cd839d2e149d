package dev.eku.action;

import dev.eku.error.Messages;
import dev.eku.product.Exemption;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceName;
import dev.eku.service.StopMode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;

/** One change to a host, with what was there before, what is there after, and why. Immutable. */
public sealed interface Action {
    /** Why it is needed, for people. */
    String why();

    /** What is changed, for people: a key, a value or a service. */
    String subject();

    /** What was there before, for people. */
    String before();

    /** What is there after, for people. */
    String after();

    /** The value it sets or deletes, if it does. */
    default Optional<RegistryTarget> changedValue() {
        if (this instanceof SetValue set) {
            return Optional.of(set.target());
        }
        return this instanceof DeleteValue delete ? Optional.of(delete.target()) : Optional.empty();
    }

    /** Whether it changes keys or values beside eku's own records. */
    default boolean changesRegistry() {
        return !(this instanceof StopService || this instanceof StartService || this instanceof RecordExemption);
    }

    /** Creates one key whose parent exists. */
    record CreateKey(RegistryView view, KeyPath key, String why) implements Action {
        @Override
        public String subject() {
            return Messages.text("action.key", view, key);
        }

        @Override
        public String before() {
            return Messages.text("action.absent");
        }

        @Override
        public String after() {
            return Messages.text("action.key-created");
        }
    }

    /** Deletes one key, if it is empty by then. */
    record DeleteKey(RegistryView view, KeyPath key, String why) implements Action {
        @Override
        public String subject() {
            return Messages.text("action.key", view, key);
        }

        @Override
        public String before() {
            return Messages.text("action.key-created");
        }

        @Override
        public String after() {
            return Messages.text("action.absent");
        }
    }

    /** Sets a value, over another or where there was none. */
    record SetValue(RegistryTarget target, Optional<RegistryValue> previous, RegistryValue value, String why)
            implements Action {
        @Override
        public String subject() {
            return Messages.text("action.value", target.view(), target.key(), target.valueName());
        }

        @Override
        public String before() {
            return previous.map(RegistryValue::toString).orElseGet(() -> Messages.text("action.absent"));
        }

        @Override
        public String after() {
            return value.toString();
        }
    }

    /** Deletes a value. */
    record DeleteValue(RegistryTarget target, RegistryValue previous, String why) implements Action {
        @Override
        public String subject() {
            return Messages.text("action.value", target.view(), target.key(), target.valueName());
        }

        @Override
        public String before() {
            return previous.toString();
        }

        @Override
        public String after() {
            return Messages.text("action.absent");
        }
    }

    /**
     * Stops a running service.
     *
     * @param atDrainDeadline what to do if it has not drained in time
     * @param drainTimeout how long it may drain
     * @param stopTimeout how long it may take from the stop command to STOPPED
     */
    record StopService(
            ServiceName service,
            StopMode mode,
            DrainDeadline atDrainDeadline,
            Duration drainTimeout,
            Duration stopTimeout,
            String why)
            implements Action {
        @Override
        public String subject() {
            return Messages.text("action.service", service);
        }

        @Override
        public String before() {
            return Messages.text("action.running");
        }

        @Override
        public String after() {
            return Messages.text(
                    "action.stopped." + mode,
                    drainTimeout.toSeconds(),
                    Messages.text("action.deadline." + atDrainDeadline));
        }
    }

    /**
     * Starts a service.
     *
     * @param mode the mode it was stopped by; {@link StopMode#GRACEFUL} starts it by the product's cmdlet as well
     * @param startTimeout how long it may take from the start command to RUNNING
     */
    record StartService(ServiceName service, StopMode mode, Duration startTimeout, String why) implements Action {
        @Override
        public String subject() {
            return Messages.text("action.service", service);
        }

        @Override
        public String before() {
            return Messages.text("action.stopped");
        }

        @Override
        public String after() {
            return Messages.text("action.running");
        }
    }

    /**
     * Records an exemption that holds already anew, since its reason, owner or last day is another by now. Changes nothing but
     * the journal.
     *
     * @param previous as it was recorded before; empty if eku has no record of it
     */
    record RecordExemption(Optional<Exemption> previous, Exemption exemption, String why) implements Action {
        @Override
        public String subject() {
            return Messages.text("action.exemption", exemption.setting());
        }

        @Override
        public String before() {
            return previous.map(RecordExemption::shown).orElseGet(() -> Messages.text("action.unrecorded"));
        }

        @Override
        public String after() {
            return shown(exemption);
        }

        private static String shown(Exemption exemption) {
            return Messages.text(
                    "action.recorded",
                    exemption.reason().isBlank() ? "-" : exemption.reason(),
                    exemption.owner().orElse("-"),
                    exemption.expires().map(LocalDate::toString).orElse("-"));
        }
    }

    /** What to do with a service that has not drained in time. */
    enum DrainDeadline {
        /** Let it go on working; the restart stays pending. */
        RESUME,
        /** Stop it; what is left is cut off. */
        STOP
    }
}
