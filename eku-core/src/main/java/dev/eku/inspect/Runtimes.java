package dev.eku.inspect;

import dev.eku.inspect.ProgramFacts.Conflict;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.text.Message;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares the given runtime of an application with what its executable is. Pure.
 *
 * @param application the application, with what its executable shows
 */
record Runtimes(Application application, List<Conflict> conflicts, List<Message> doubts) {
    /**
     * Compares them.
     *
     * @param catalogued whether the runtime comes from the catalogue. Then it is known even if the file was not read.
     *     But it is not known if the file, or the files beside it, ask for a runtime in a way that leaves it open
     */
    static Runtimes of(Application application, Program program, boolean catalogued) {
        if (program instanceof Program.Framework framework) {
            return framework(application, framework);
        }
        if (program instanceof Program.ClrHost hosts) {
            return host(application, hosts);
        }
        if (program instanceof Program.Foreign foreign) {
            return conflict(
                    application,
                    Conflict.Code.NOT_FRAMEWORK,
                    Message.of("inspect.foreign." + foreign.kind().name().toLowerCase(Locale.ROOT)));
        }
        if (program instanceof Program.Wrapper wrapper) {
            return conflict(application, Conflict.Code.WRAPPER, wrapper.what());
        }
        return catalogued
                ? new Runtimes(application, List.of(), List.of())
                : untold(application, ((Program.Unknown) program).why());
    }

    /** The program without a runtime, because something else may decide which runtime its process loads. */
    static Program withoutRuntime(Program program, Message why) {
        return program instanceof Program.Framework framework
                ? new Program.Framework(Optional.empty(), framework.bitness(), why)
                : program;
    }

    private static Runtimes framework(Application application, Program.Framework framework) {
        Optional<Clr> given = application.givenClr();
        if (given.isPresent() && framework.clr().isPresent() && !given.equals(framework.clr())) {
            return conflict(
                    application,
                    Conflict.Code.RUNTIME_DIFFERS,
                    Message.of(
                            "inspect.runtime.differs",
                            given.get().keyName(),
                            framework.clr().get().keyName(),
                            framework.why()));
        }
        Optional<Runtimes> bits = bits(application, Optional.of(framework.bitness()));
        if (bits.isPresent()) {
            return bits.get();
        }
        if (framework.clr().isEmpty()) {
            return untold(application.on(given, Optional.of(framework.bitness())), framework.why());
        }
        return new Runtimes(application.on(framework.clr(), Optional.of(framework.bitness())), List.of(), List.of());
    }

    private static Runtimes host(Application application, Program.ClrHost hosts) {
        Optional<Runtimes> bits = bits(application, hosts.bitness());
        if (bits.isPresent()) {
            return bits.get();
        }
        Optional<Bitness> bitness = application.givenBitness().or(hosts::bitness);
        return application.givenClr().isEmpty() || bitness.isEmpty()
                ? conflict(application, Conflict.Code.RUNTIME_UNKNOWN, Message.of("inspect.clr-host"))
                : new Runtimes(application.on(application.givenClr(), bitness), List.of(), List.of());
    }

    private static Optional<Runtimes> bits(Application application, Optional<Bitness> told) {
        Optional<Bitness> given = application.givenBitness();
        return given.isPresent() && told.isPresent() && !given.equals(told)
                ? Optional.of(conflict(
                        application,
                        Conflict.Code.RUNTIME_DIFFERS,
                        Message.of("inspect.bitness.differs", bits(given.get()), bits(told.get()))))
                : Optional.empty();
    }

    private static int bits(Bitness bitness) {
        return bitness == Bitness.BITS_64 ? 64 : 32;
    }

    private static Runtimes untold(Application application, Message why) {
        boolean told =
                application.givenClr().isPresent() && application.givenBitness().isPresent();
        return told
                ? new Runtimes(application, List.of(), List.of(Message.of("inspect.unread", why)))
                : conflict(application, Conflict.Code.RUNTIME_UNKNOWN, why);
    }

    private static Runtimes conflict(Application application, Conflict.Code code, Message what) {
        return new Runtimes(application, List.of(new Conflict(code, what)), List.of());
    }
}
