package dev.eku.fleet.rollout;

import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.apply.Progress;
import dev.eku.fleet.RolloutResult.Outage;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.service.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The times at which a rollout saw the services of one host stopped and running again. Not thread-safe. */
final class OutageLog {
    private final List<Outage> outages = new ArrayList<>();

    /** Notes a step that the rollout itself has done. A state that it only came upon tells no time. */
    void note(Progress progress, Instant now) {
        if (!(progress instanceof Progress.Done done) || done.result() != Result.DONE) {
            return;
        }
        if (done.action() instanceof StopService stop) {
            outages.add(new Outage(stop.service(), Optional.of(now), Optional.empty()));
        } else if (done.action() instanceof StartService start) {
            running(start.service(), now);
        }
    }

    private void running(ServiceName service, Instant now) {
        for (int i = 0; i < outages.size(); i++) {
            Outage open = outages.get(i);
            if (open.service().equals(service) && open.running().isEmpty()) {
                outages.set(i, new Outage(service, open.stopped(), Optional.of(now)));
                return;
            }
        }
        outages.add(new Outage(service, Optional.empty(), Optional.of(now)));
    }

    List<Outage> outages() {
        return List.copyOf(outages);
    }
}
