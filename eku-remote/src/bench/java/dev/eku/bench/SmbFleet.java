package dev.eku.bench;

import dev.eku.fleet.FleetOperation;
import dev.eku.fleet.Inventory;
import dev.eku.fleet.RolloutOptions;
import dev.eku.fleet.RolloutResult;
import dev.eku.fleet.rollout.Rollout;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a host of a rollout over SMB costs, with few servers and with many; run with the heap that is to suffice. */
public final class SmbFleet {
    private static final int POOL = 5;
    private static final PlanOptions STOP = PlanOptions.DEFAULT.stop(Stop.STOP);
    private static final FleetOperation EXEMPT = new FleetOperation.Exempt(
            Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS).because("bench"), STOP);
    private static final FleetOperation ROLL_BACK = new FleetOperation.RollBack(STOP, Optional.empty());

    private SmbFleet() {}

    /**
     * Prints the time for each host.
     *
     * @param args the lab's properties file; the numbers of servers
     */
    public static void main(String[] args) {
        BenchLab lab = BenchLab.of(args[0]);
        rollOut(lab, POOL, EXEMPT);
        rollOut(lab, POOL, ROLL_BACK);
        double first = 0;
        for (int i = 1; i < args.length; i++) {
            int servers = Integer.parseInt(args[i]);
            RolloutResult done = rollOut(lab, servers, EXEMPT);
            RolloutResult back = rollOut(lab, servers, ROLL_BACK);
            double perHost = done.elapsed().plus(back.elapsed()).toMillis() / 2.0 / servers;
            first = first == 0 ? perHost : first;
            int requests = done.rows().stream()
                    .mapToInt(row -> row.traffic().requests())
                    .sum();
            System.out.println(String.format(
                    Locale.ROOT,
                    "A rollout over %d SMB servers: %.0f ms a host (ratio to the first %.2f), %d requests a host, heap of at most %d MB",
                    servers,
                    perHost,
                    perHost / first,
                    requests / servers,
                    Runtime.getRuntime().maxMemory() / 1024 / 1024));
        }
    }

    private static RolloutResult rollOut(BenchLab lab, int servers, FleetOperation change) {
        List<String> addresses = lab.frontEnds().subList(0, servers);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < servers; i++) {
            text.append(i % POOL == 0 ? "[pool" + i / POOL + "]\n" : "")
                    .append("smb://")
                    .append(addresses.get(i))
                    .append('\n');
        }
        Rollout rollout = Rollout.of(Inventory.parse(text.toString(), "fleet.txt"), change, RolloutOptions.DEFAULT)
                .openedBy(lab::open);
        RolloutResult result = rollout.carryOut(rollout.plan(event -> {}), event -> {});
        if (!result.isComplete()) {
            throw new IllegalStateException(String.valueOf(result));
        }
        return result;
    }
}
