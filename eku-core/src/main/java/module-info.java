/**
 * Inspects, plans, applies, verifies and rolls back an exemption from .NET's check of Enhanced Key Usage on a host.
 * What a program that embeds eku or adds a backend needs is exported; the Windows backend is reached through
 * {@link dev.eku.host.Hosts}.
 */
// A module that is compiled after this one is no warning.
@SuppressWarnings("module")
module dev.eku.core {
    requires java.naming;
    requires transitive java.xml;
    requires com.fasterxml.jackson.jr.ob;
    requires com.sun.jna;
    requires com.sun.jna.platform;
    requires org.apache.commons.exec;
    requires static org.jspecify;

    exports dev.eku;
    exports dev.eku.action;
    exports dev.eku.apply;
    exports dev.eku.backend.common to
            dev.eku.remote;
    exports dev.eku.backend.memory;
    exports dev.eku.command;
    exports dev.eku.command.input;
    exports dev.eku.command.output;
    exports dev.eku.diagnose;
    exports dev.eku.diagnose.certificate;
    exports dev.eku.diagnose.events;
    exports dev.eku.diagnose.peer;
    exports dev.eku.effect;
    exports dev.eku.error;
    exports dev.eku.export;
    exports dev.eku.file;
    exports dev.eku.fleet;
    exports dev.eku.fleet.rollout;
    exports dev.eku.host;
    exports dev.eku.host.event;
    exports dev.eku.inspect;
    exports dev.eku.journal;
    exports dev.eku.json;
    exports dev.eku.plan;
    exports dev.eku.procedure;
    exports dev.eku.product;
    exports dev.eku.regfile;
    exports dev.eku.registry;
    exports dev.eku.rehearse;
    exports dev.eku.report;
    exports dev.eku.report.html;
    exports dev.eku.service;
    exports dev.eku.text;
    exports dev.eku.time;
    exports dev.eku.verify;

    uses dev.eku.host.HostProvider;
    uses dev.eku.text.MessageSource;

    provides dev.eku.host.HostProvider with
            dev.eku.backend.memory.MemoryHostProvider,
            dev.eku.backend.windows.WindowsHostProvider;
}
