package dev.eku.command.output;

import dev.eku.error.EkuException;
import dev.eku.report.Report;
import dev.eku.report.ReportedHost;
import dev.eku.report.Reports;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The output of a run about one of its hosts. Not thread-safe. */
public final class HostSection {
    private final String host;
    private final Reports reports;
    private final Consumer<List<String>> lines;
    private final boolean ofFleet;
    private final Map<String, Object> json = new LinkedHashMap<>();
    /** Read while the host is still visited. */
    private volatile boolean simulated;

    private Optional<EkuException> failure = Optional.empty();
    private Optional<Report> concluded = Optional.empty();
    private Optional<NextStep> next = Optional.empty();

    /** @param ofFleet whether there are other hosts, so that the run itself says once that hosts are simulated */
    HostSection(String host, Reports reports, Consumer<List<String>> lines, boolean ofFleet) {
        this.host = host;
        this.reports = reports;
        this.lines = lines;
        this.ofFleet = ofFleet;
        json.put("host", host);
    }

    /** Makes the texts of the results. */
    public Reports reports() {
        return reports;
    }

    /** Notes that the host could be opened. For a simulated host, this is the first thing to print. */
    public void opened(boolean isSimulated) {
        simulated = isSimulated;
        json.put("simulated", isSimulated);
        if (isSimulated && !ofFleet) {
            say(reports.simulated(host));
        }
    }

    /** Prints a result. What it says to do next is left out, because the run goes on. */
    public void say(Report report) {
        say(report, report.kind());
    }

    /**
     * Prints the result that the run ends with. What sums it up comes last, unless there are other hosts.
     */
    public void conclude(Report report) {
        note(report, report.kind());
        if (ofFleet) {
            lines.accept(report.body());
        } else {
            lines.accept(report.opening());
            concluded = Optional.of(report);
        }
    }

    /**
     * Prints a result of which there may be several.
     *
     * @param name the name of its part of the JSON
     */
    public void say(Report report, String name) {
        note(report, name);
        lines.accept(report.found());
    }

    private void note(Report report, String name) {
        Optional<ReportedHost> where = report.where();
        if (where.isPresent() && where.get().computer().isPresent()) {
            json.put("computer", where.get().computer().get());
        }
        json.put(name, report.content());
    }

    /** Prints a line. */
    public void say(String line) {
        lines.accept(line.lines().toList());
    }

    /** Notes the path of a file that was written, under a name of its part of the JSON. */
    public void wrote(String name, String path) {
        json.put(name, path);
        say(Message.of("output.wrote." + name, path));
    }

    /** Prints a message. */
    public void say(Message message) {
        lines.accept(reports.words().lines(message, Report.WIDTH));
    }

    /** Prints why something other than the host's own work failed. */
    public void say(EkuException why) {
        lines.accept(why.lines(reports.words()));
    }

    /** Adds a next step, which is printed at the run's end. */
    public void next(NextStep step) {
        next = Optional.of(step);
    }

    /** Notes why the run failed for this host. */
    public void failed(EkuException why) {
        failure = Optional.of(why);
        next = Optional.empty();
        json.put("failure", reports.of(Optional.empty(), why).content());
    }

    /** Notes the name of the computer. */
    public void computer(String name) {
        json.put("computer", name);
    }

    /** The name with which the host was given. */
    public String host() {
        return host;
    }

    boolean isSimulated() {
        return simulated;
    }

    /** Why the goal failed for this host, if it did. */
    public Optional<EkuException> failure() {
        return failure;
    }

    /** Adds what sums it up and the next steps to what the run ends with. */
    void tell(LastWords last) {
        if (concluded.isPresent()) {
            last.add(concluded.get());
        }
        if (next.isPresent()) {
            last.add(reports.words().lines(next.get()));
        }
    }

    Map<String, Object> json() {
        return json;
    }
}
