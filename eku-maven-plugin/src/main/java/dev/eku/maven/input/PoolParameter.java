package dev.eku.maven.input;

import dev.eku.command.input.BadParameter;
import dev.eku.fleet.Inventory.NamedPool;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pool of hosts, as it is written in the POM. Maven sets the fields.
 *
 * |<pre>{@code
 * |<pool>
 * |  <name>pool-a.contoso.com</name>
 * |  <hosts>\\fe01,\\fe02</hosts>
 * |</pool>
 * |}</pre>
 */
public final class PoolParameter {
    private @Nullable String name;
    private @Nullable String hosts;

    /** For Maven. */
    public PoolParameter() {}

    /** For tests, and for programs that build a POM's configuration. */
    public PoolParameter(@Nullable String name, @Nullable String hosts) {
        this.name = name;
        this.hosts = hosts;
    }

    /**
     * The pool.
     *
     * @throws BadParameter if it lacks its name or its hosts
     */
    public NamedPool pool() {
        String called =
                ResolvedText.optional("<pool><name>", name).orElseThrow(() -> BadParameter.of("input.pool-name"));
        Optional<String> members = ResolvedText.optional("<pool><hosts>", hosts);
        return new NamedPool(
                called,
                members.map(text -> List.of(text.split(",", -1)))
                        .orElseThrow(() -> BadParameter.of("input.pool-hosts", called)));
    }

    /** The pools of the POM. */
    public static List<NamedPool> all(@Nullable List<PoolParameter> given) {
        return given == null
                ? List.of()
                : given.stream().map(PoolParameter::pool).toList();
    }
}
