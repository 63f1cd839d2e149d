package dev.eku.command.input;

import dev.eku.host.HostAccess;
import dev.eku.host.Kerberos;
import dev.eku.text.Option;
import java.util.Optional;

/** Reads how to log on to the hosts, and how to talk to them. */
public final class HostAccessParameters {
    private static final String CACHE = "cache";
    private static final ChoiceParameter<Encryption> ENCRYPTED =
            new ChoiceParameter<>(Option.ENCRYPTION, Encryption.class, Defaults.ENCRYPTION);
    private static final ChoiceParameter<RemoteRegistry> STOPPED_REGISTRY =
            new ChoiceParameter<>(Option.REMOTE_REGISTRY, RemoteRegistry.class, Defaults.REMOTE_REGISTRY);

    private HostAccessParameters() {}

    private enum Encryption {
        AUTO,
        REQUIRED
    }

    private enum RemoteRegistry {
        LEAVE,
        START
    }

    /**
     * The account to use, how to prove it, and what a connection has to be like.
     *
     * @param files finds the file of a keytab
     * @throws BadParameter for a value that cannot be meant; also if a keytab is given without a user whose key it
     *     holds
     */
    public static HostAccess of(Parameters given, Accounts accounts, InputFiles files) {
        HostAccess access = logon(given, accounts, files);
        if (ENCRYPTED.of(given) == Encryption.REQUIRED) {
            access = access.encrypted();
        }
        return STOPPED_REGISTRY.of(given) == RemoteRegistry.START ? access.startingRemoteRegistry() : access;
    }

    private static HostAccess logon(Parameters given, Accounts accounts, InputFiles files) {
        Optional<String> how = given.text(Option.KERBEROS);
        Optional<String> account = given.text(Option.CREDENTIALS);
        if (how.isEmpty()) {
            return account.isEmpty()
                    ? HostAccess.DEFAULT
                    : HostAccess.as(Optional.of(accounts.credentials(account.get())));
        }
        Optional<String> user = account.map(accounts::user);
        if (how.get().equals(CACHE)) {
            return HostAccess.DEFAULT.by(new Kerberos.TicketCache(user));
        }
        return HostAccess.DEFAULT.by(new Kerberos.Keytab(
                files.input(given.name(Option.KERBEROS), how.get()),
                user.orElseThrow(() -> accounts.keytabWithoutUser(how.get()))));
    }
}
