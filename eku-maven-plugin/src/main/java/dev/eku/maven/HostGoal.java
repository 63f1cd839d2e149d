package dev.eku.maven;

import dev.eku.apply.ApplyException;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Credentials;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.host.Hosts;
import dev.eku.maven.input.BadParameter;
import dev.eku.maven.input.HostList;
import dev.eku.maven.input.Servers;
import dev.eku.maven.output.GoalOutput;
import dev.eku.maven.output.HostSection;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** A goal that does the same to each of its hosts, one after the other. A failure at one does not keep it from the next. */
abstract class HostGoal extends EkuGoal {
    /**
     * The hosts, separated by commas: <code>local:</code> for this machine, <code>\\fe01</code> for another one,
     * <code>memory:fe01.json</code> for a simulated one kept in a snapshot file. Default: <code>local:</code> on Windows; none
     * elsewhere. Example: <code>\\fe01,\\fe02</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.hosts")
    private @Nullable String hosts;

    /**
     * The id of a <code>server</code> in Maven's settings whose user name and password to use on the hosts. There is no
     * parameter for a password. Default: none; the account Maven runs as. Example: <code>front-ends</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.serverId")
    private @Nullable String serverId;

    private final SettingsDecrypter decrypter;

    HostGoal(SettingsDecrypter decrypter) {
        this.decrypter = decrypter;
    }

    /** What a goal does to one host. */
    interface Visit {
        /** Does it. */
        void to(Host host, HostSection section);
    }

    /**
     * Reads the goal's own parameters, before any host is touched.
     *
     * @param hosts how many there are
     */
    abstract Visit prepare(GoalOutput output, int hosts);

    @Override
    final void run(GoalOutput output) {
        List<HostRef> refs = HostList.of(hosts, System.getProperty("os.name"));
        Optional<Credentials> credentials =
                Servers.credentials(serverId, session().getSettings(), decrypter);
        Visit visit = prepare(output, refs.size());
        boolean halfway = false;
        for (HostRef ref : refs) {
            HostSection section = output.host(ref.toString());
            if (halfway) {
                section.failed(new EkuException(ErrorCode.NOT_VISITED, ref));
                continue;
            }
            try (Host host = Hosts.open(ref, credentials)) {
                section.opened(host.simulated());
                visit.to(host, section);
            } catch (EkuException failure) {
                section.failed(failure);
                // What stopped a change half-way, a service perhaps, would do so on the next server of the pool as
                // well.
                halfway = failure instanceof ApplyException;
            } catch (RuntimeException | LinkageError defect) {
                section.failed(new EkuException(defect, ErrorCode.UNEXPECTED, defect));
            }
        }
    }

    /** The command that runs another goal on the same host. */
    static String command(String goal, Host host, String... more) {
        return command(goal, host.ref().toString(), more);
    }

    /** The command that runs a goal on a host of that name. */
    static String command(String goal, String host, String... more) {
        StringBuilder command = new StringBuilder("mvn eku:" + goal);
        command.append(' ').append(quoted("-Deku.hosts=" + host));
        for (String property : more) {
            command.append(' ').append(quoted("-Deku." + property));
        }
        return command.toString();
    }

    /** Refuses a file parameter where there are several hosts, each of which would need its own. */
    static void requireOneHost(String parameter, Optional<String> given, int hosts) {
        if (given.isPresent() && hosts > 1) {
            throw BadParameter.of("input.one-host", parameter, hosts);
        }
    }

    private static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9:=.,_/@\\\\-]+") ? argument : "\"" + argument + "\"";
    }
}
