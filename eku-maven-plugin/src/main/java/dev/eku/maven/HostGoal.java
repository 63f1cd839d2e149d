package dev.eku.maven;

import dev.eku.command.input.Defaults;
import dev.eku.command.output.RunOutput;
import dev.eku.fleet.Inventory.NamedPool;
import dev.eku.maven.input.PoolParameter;
import dev.eku.text.Option;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** A goal that does the same to each of its hosts. A failure on one host does not stop the others. */
abstract class HostGoal extends EkuGoal {
    /**
     * The hosts, separated by commas: <code>local:</code> for this machine, <code>smb://fe01</code> for another one,
     * reached from any system, <code>\\fe01</code> for another one, reached from Windows with the product's cmdlets,
     * <code>memory:fe01.json</code> for a simulated one kept in a snapshot file, <code>memory:sfb-2015</code> for a new
     * one that is not kept, <code>memory:sfb-2015@trial.json</code> for a new one that the file keeps;
     * <code>eku:products</code> lists these. Several hosts form one pool; to name more pools, give an inventory.
     * Default: <code>local:</code> on Windows; none elsewhere. Example: <code>\\fe01,\\fe02</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.hosts")
    private @Nullable String hosts;

    /**
     * A file with the hosts, instead of <code>hosts</code>: one per line, below the name of its pool in brackets;
     * what follows a <code>#</code> is a comment. Default: none. Example: <code>front-ends.txt</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.inventory")
    private @Nullable String inventory;

    /**
     * The hosts by pool, instead of <code>hosts</code>; in the POM only. Default: none. Example:
     * <code>&lt;pool&gt;&lt;name&gt;pool-a&lt;/name&gt;&lt;hosts&gt;\\fe01,\\fe02&lt;/hosts&gt;&lt;/pool&gt;</code>.
     *
     * @since 0.1.0
     */
    @Parameter
    private @Nullable List<PoolParameter> fleet;

    /**
     * The pools to work on, separated by commas, out of those that the inventory names; another name is refused. Hosts
     * for which no pool is named are the pool <code>default</code>. Default: all. Example: <code>pool-a</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.pools")
    private @Nullable String pools;

    /**
     * How many hosts are worked on at a time at most, from 1 to 256. It is checked for a single host too, where it
     * changes nothing. Default: <code>8</code>. Example: <code>32</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.concurrency", defaultValue = Defaults.CONCURRENCY)
    private @Nullable String concurrency;

    /**
     * The id of a <code>server</code> in Maven's settings whose user name and password to use on the hosts. There is no
     * parameter for a password. Default: none; the account Maven runs as. Example: <code>front-ends</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.serverId")
    private @Nullable String serverId;

    /**
     * Logs on to <code>smb://</code> hosts by Kerberos instead of a password: <code>cache</code> uses the ticket of
     * <code>kinit</code>, any other value is the path of a keytab. The user name of <code>serverId</code> selects the
     * principal, as <code>name@REALM</code>; a cache needs none. NTLM is not tried then. Default: none. Example:
     * <code>cache</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.kerberos")
    private @Nullable String kerberos;

    /**
     * What to do if the service RemoteRegistry of an <code>smb://</code> host is stopped: <code>start</code> starts it
     * for the run and stops it again at its end, and is refused if no host is reached over a network;
     * <code>leave</code> refuses the host. eku never starts a disabled service. Default: <code>leave</code>. Example:
     * <code>start</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.remoteRegistry", defaultValue = Defaults.REMOTE_REGISTRY)
    private @Nullable String remoteRegistry;

    /**
     * Whether a connection to <code>smb://</code> hosts has to be encrypted: <code>required</code> refuses a server
     * that cannot encrypt, and is refused if no host is reached over a network; <code>auto</code> encrypts if the
     * server can, and only signs otherwise. Default: <code>auto</code>. Example: <code>required</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.smb.encryption", defaultValue = Defaults.ENCRYPTION)
    private @Nullable String encryption;

    HostGoal(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    @Override
    void give(Map<Option, String> texts) {
        super.give(texts);
        put(texts, Option.HOSTS, hosts);
        put(texts, Option.INVENTORY, inventory);
        put(texts, Option.POOLS, pools);
        put(texts, Option.CONCURRENCY, concurrency);
        put(texts, Option.CREDENTIALS, serverId);
        put(texts, Option.KERBEROS, kerberos);
        put(texts, Option.REMOTE_REGISTRY, remoteRegistry);
        put(texts, Option.ENCRYPTION, encryption);
    }

    @Override
    List<NamedPool> fleet() {
        return PoolParameter.all(fleet);
    }

    @Override
    void run(RunOutput output) {
        LogSilencer.SMB.beQuiet();
        super.run(output);
    }
}
