package dev.eku.bench;

import dev.eku.Eku;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.inspect.Inspection;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.Planner;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Plans many inspected hosts on one core: ten times the hosts should take ten times as long. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PlanBench {
    /** How many hosts are planned. */
    @Param({"100", "1000", "10000"})
    public int hosts;

    private final List<Inspection> inspections = new ArrayList<>();

    /** Inspects a new memory host for each. */
    @Setup
    public void inspect() {
        for (int i = 0; i < hosts; i++) {
            MemoryHost host =
                    MemoryHost.skypeForBusiness2015FrontEnd().named("FE" + i).build();
            inspections.add(Eku.on(host).inspect(Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS)));
        }
    }

    /** Plans them all. */
    @Benchmark
    public void planAll(Blackhole blackhole) {
        for (Inspection inspection : inspections) {
            blackhole.consume(Planner.plan(inspection, PlanOptions.DEFAULT));
        }
    }
}
