package dev.eku.action;

import dev.eku.product.ExecutablePath;
import dev.eku.product.Exemption;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceName;
import dev.eku.service.StopMode;
import dev.eku.text.Message;
import java.time.Duration;
import java.util.Optional;

/** One change to a host, with what was there before, what is there after, and why. Immutable. */
public sealed interface Action {
    /** Why it is needed. */
    Message why();

    /** What is changed: a key, a value or a service. */
    Message subject();

    /** The same in one word or two: the last name of a key, the file of a value that is named by a path. */
    default Message brief() {
        return subject();
    }

    /** What was there before. */
    Message before();

    /** What is there after. */
    Message after();

    /** The same action for another reason. */
    default Action because(Message reason) {
        if (this instanceof CreateKey create) {
            return new CreateKey(create.view, create.key, reason);
        } else if (this instanceof DeleteKey delete) {
            return new DeleteKey(delete.view, delete.key, reason);
        } else if (this instanceof SetValue set) {
            return new SetValue(set.target, set.previous, set.value, reason);
        } else if (this instanceof DeleteValue delete) {
            return new DeleteValue(delete.target, delete.previous, reason);
        } else if (this instanceof StopService stop) {
            return new StopService(
                    stop.service, stop.mode, stop.atDrainDeadline, stop.drainTimeout, stop.stopTimeout, reason);
        } else if (this instanceof StartService start) {
            return new StartService(start.service, start.mode, start.startTimeout, reason);
        }
        RecordExemption renewed = (RecordExemption) this;
        return new RecordExemption(renewed.previous, renewed.exemption, reason);
    }

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

    /** What replaces a value. */
    static Message shown(Optional<RegistryValue> value) {
        return value.isPresent() ? Message.of("action.present", value.get()) : Message.of("action.absent");
    }

    /** Creates one key whose parent exists. */
    record CreateKey(RegistryView view, KeyPath key, Message why) implements Action {
        @Override
        public Message subject() {
            return Message.of("action.key", view, key);
        }

        @Override
        public Message brief() {
            return Message.of("action.key.brief", key.name());
        }

        @Override
        public Message before() {
            return Message.of("action.absent");
        }

        @Override
        public Message after() {
            return Message.of("action.key-created");
        }
    }

    /** Deletes one key, if it is empty by then. */
    record DeleteKey(RegistryView view, KeyPath key, Message why) implements Action {
        @Override
        public Message subject() {
            return Message.of("action.key", view, key);
        }

        @Override
        public Message brief() {
            return Message.of("action.key.brief", key.name());
        }

        @Override
        public Message before() {
            return Message.of("action.key-created");
        }

        @Override
        public Message after() {
            return Message.of("action.absent");
        }
    }

    /** Sets a value, over another or where there was none. */
    record SetValue(RegistryTarget target, Optional<RegistryValue> previous, RegistryValue value, Message why)
            implements Action {
        @Override
        public Message subject() {
            return Message.of("action.value", target.view(), target.key(), target.valueName());
        }

        @Override
        public Message brief() {
            return Message.of("action.value.brief", ExecutablePath.fileName(target.valueName()));
        }

        @Override
        public Message before() {
            return shown(previous);
        }

        @Override
        public Message after() {
            return shown(Optional.of(value));
        }
    }

    /** Deletes a value. */
    record DeleteValue(RegistryTarget target, RegistryValue previous, Message why) implements Action {
        @Override
        public Message subject() {
            return Message.of("action.value", target.view(), target.key(), target.valueName());
        }

        @Override
        public Message brief() {
            return Message.of("action.value.brief", ExecutablePath.fileName(target.valueName()));
        }

        @Override
        public Message before() {
            return shown(Optional.of(previous));
        }

        @Override
        public Message after() {
            return Message.of("action.absent");
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
            Message why)
            implements Action {
        @Override
        public Message subject() {
            return Message.of("action.service", service);
        }

        @Override
        public Message before() {
            return Message.of("action.running");
        }

        @Override
        public Message after() {
            return Message.of(
                    "action.stopped." + mode,
                    drainTimeout.toSeconds(),
                    Message.of("action.deadline." + atDrainDeadline));
        }
    }

    /**
     * Starts a service.
     *
     * @param mode the mode it was stopped by; {@link StopMode#GRACEFUL} starts it by the product's cmdlet as well
     * @param startTimeout how long it may take from the start command to RUNNING
     */
    record StartService(ServiceName service, StopMode mode, Duration startTimeout, Message why) implements Action {
        @Override
        public Message subject() {
            return Message.of("action.service", service);
        }

        @Override
        public Message before() {
            return Message.of("action.stopped");
        }

        @Override
        public Message after() {
            return Message.of("action.running");
        }
    }

    /**
     * Records again an exemption that already holds, because its reason, owner or last day has changed. Changes only
     * the journal.
     *
     * @param previous as it was recorded before; empty if eku has no record of it
     */
    record RecordExemption(Optional<Exemption> previous, Exemption exemption, Message why) implements Action {
        @Override
        public Message subject() {
            return Message.of("action.exemption", exemption.setting());
        }

        @Override
        public Message before() {
            return previous.map(RecordExemption::shown).orElseGet(() -> Message.of("action.unrecorded"));
        }

        @Override
        public Message after() {
            return shown(exemption);
        }

        private static Message shown(Exemption exemption) {
            return Message.of(
                    "action.recorded",
                    exemption.reason().isBlank() ? "-" : exemption.reason(),
                    exemption.owner().orElse("-"),
                    exemption.expires().<Object>map(day -> day).orElse("-"));
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
