package dev.eku.command.output;

import dev.eku.error.EkuException;
import dev.eku.file.LocalFile;
import dev.eku.json.Json;
import dev.eku.report.Report;
import dev.eku.report.Reports;
import dev.eku.text.NextStep;
import dev.eku.text.Option;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** The whole output of one run of an operation. Not thread-safe. */
public final class RunOutput {
    private final String name;
    private final OutputFiles paths;
    private final RunFiles files;
    private final Lines log;
    private final Reports reports;
    private final Function<String, Reports> ofHost;
    private final List<String> text = new ArrayList<>();
    private final List<HostSection> hosts = new ArrayList<>();
    private final Map<String, Object> results = new LinkedHashMap<>();
    /** The output of the hosts of a fleet, in the order of the hosts. */
    private final List<List<String>> held = new ArrayList<>();

    private final LastWords lastWords = new LastWords();
    private final List<Runnable> whenOver = new ArrayList<>();
    private Optional<EkuException> failure = Optional.empty();
    private Optional<String> report = Optional.empty();
    private Optional<String> simulated = Optional.empty();
    private Optional<NextStep> next = Optional.empty();
    private Optional<Function<List<HostSection>, Optional<String>>> page = Optional.empty();

    /**
     * @param name the name of the operation, which its files are named after
     * @param paths where its files are
     * @param reports makes the texts about all hosts together
     * @param ofHost makes the texts about one host, by its name
     */
    public RunOutput(String name, OutputFiles paths, Reports reports, Function<String, Reports> ofHost, Lines log) {
        this.name = name;
        this.paths = paths;
        this.files = new RunFiles(name, paths, reports.words().name(Option.OUTPUT_DIRECTORY));
        this.log = log;
        this.reports = reports;
        this.ofHost = ofHost;
    }

    /** Makes the texts of the results. */
    public Reports reports() {
        return reports;
    }

    /** Makes the texts about the host of that name. */
    public Reports reportsOf(String host) {
        return ofHost.apply(host);
    }

    /** Why the run failed, if the reason is not one of its hosts. */
    public Optional<EkuException> failure() {
        return failure;
    }

    /** What to do after the run, if something is to be done. */
    public Optional<NextStep> nextStep() {
        return next;
    }

    /** The files that the run reads and writes. */
    public RunFiles files() {
        return files;
    }

    /** Where the files are. */
    public OutputFiles paths() {
        return paths;
    }

    /**
     * Adds a page for a browser to the files of the run.
     *
     * @param content makes the page after every host was visited; empty if there is nothing to show
     * @throws EkuException {@code FILE_FAILURE} if it cannot be written
     */
    public void page(Function<List<HostSection>, Optional<String>> content) {
        LocalFile.requireWritable(files.page());
        page = Optional.of(content);
    }

    /** Starts the output about a host. */
    public HostSection host(String ref) {
        HostSection section = new HostSection(ref, ofHost.apply(ref), this::say, false);
        hosts.add(section);
        return section;
    }

    /** Starts the output about a host of a fleet. It is printed when {@link #tellInOrder} reaches the host. */
    public HostSection hostOfFleet(String ref) {
        List<String> held = new ArrayList<>();
        HostSection section = new HostSection(ref, ofHost.apply(ref), held::addAll, true);
        hosts.add(section);
        this.held.add(held);
        return section;
    }

    /**
     * Visits each of the fleet's hosts, and prints their output in their order.
     *
     * @param visits one for each host
     * @param atATime how many at the same time
     */
    public void tellInOrder(List<Runnable> visits, int atATime) {
        visitAll(visits, atATime, this::tell);
    }

    /**
     * Visits each of the fleet's hosts, and prints a report about all hosts together before their output.
     *
     * @param together makes that report after every host was visited
     */
    public void tellTogether(List<Runnable> visits, int atATime, Function<List<HostSection>, Report> together) {
        visitAll(visits, atATime, visited -> {});
        markSimulated();
        conclude(together.apply(List.copyOf(hosts)));
        for (int i = 0; i < hosts.size(); i++) {
            tell(i);
        }
    }

    /** How far it is, is not worth a line in the run's file. */
    private void visitAll(List<Runnable> visits, int atATime, IntConsumer whenVisited) {
        Visits.all(visits, atATime, whenVisited, standing -> {
            markSimulated();
            log.info(reports.words().text(standing));
        });
    }

    private void markSimulated() {
        hosts.stream().filter(HostSection::isSimulated).findFirst().ifPresent(host -> simulated(host.host()));
    }

    private void tell(int index) {
        HostSection host = hosts.get(index);
        if (host.isSimulated()) {
            simulated(host.host());
        }
        say(List.of("", reports.words().text("output.host", host.host())));
        say(held.get(index));
    }

    /** Prints once that hosts of the fleet are simulated. This host is the first of them. */
    public void simulated(String ref) {
        if (simulated.isEmpty()) {
            simulated = Optional.of(reports.simulatedFleet(ref));
            say(simulated.stream().toList());
        }
    }

    /** Prints a line. */
    public void line(String line) {
        say(line.lines().toList());
    }

    /** Keeps a line in the run's file, and does not print it. */
    public void note(String line) {
        text.addAll(line.lines().toList());
    }

    /** Adds an action for the time when the run has ended and its files are written. */
    public void whenOver(Runnable action) {
        whenOver.add(action);
    }

    /** Adds a next step, which is printed at the run's end. */
    public void next(NextStep step) {
        next = Optional.of(step);
    }

    /** Prints a result that is about no host. What it says to do next is left out, because the run goes on. */
    public void say(Report report) {
        results.put(report.kind(), report.content());
        say(report.found());
    }

    /** Prints the result about no host that the run ends with. What sums it up comes last. */
    public void conclude(Report report) {
        results.put(report.kind(), report.content());
        say(report.opening());
        lastWords.add(report);
    }

    /** Notes why the run failed, if the reason is not one of its hosts. Only the first reason is kept. */
    public void failed(EkuException why) {
        failure = failure.or(() -> Optional.of(why));
    }

    /**
     * Ends the run: writes the files, and prints their paths and the next steps.
     *
     * @return why it failed, if it did
     */
    public Optional<Failure> end() {
        try {
            return written();
        } finally {
            for (Runnable action : whenOver) {
                action.run();
            }
        }
    }

    /**
     * The report of the run as JSON, as its file has it.
     *
     * @throws java.util.NoSuchElementException if the run has not ended
     */
    public String json() {
        return report.orElseThrow();
    }

    private Optional<Failure> written() {
        boolean succeeded = failure.isEmpty();
        for (HostSection host : hosts) {
            succeeded &= host.failure().isEmpty();
            if (host.failure().isPresent() && hosts.size() > 1) {
                log.error(reports.words().text("output.host-failed", host.host()));
            }
        }
        Path json = files.json();
        Path plain = files.text();
        Path browser = files.page();
        boolean isInput = files.isRead(json) || files.isRead(plain);
        List<EkuException> unwritten = new ArrayList<>();
        String content = Json.pretty(json(succeeded));
        report = Optional.of(content);
        write(json, content, unwritten);
        Optional<String> shown = shown(unwritten);
        if (shown.isPresent()) {
            write(browser, shown.get(), unwritten);
        } else {
            deleteStale(browser, unwritten);
        }
        String said = shown.isPresent()
                ? reports.words().text("output.files-page", paths.shown(json), paths.shown(plain), paths.shown(browser))
                : reports.words().text("output.files", paths.shown(json), paths.shown(plain));
        completeLastWords();
        List<String> last = marks();
        List<String> file = new ArrayList<>(text);
        if (unwritten.isEmpty() && !isInput) {
            file.add(said);
        }
        file.addAll(lastWords.texts());
        if (failure.isPresent()) {
            file.addAll(reports.of(Optional.empty(), failure.get()).body());
        }
        for (HostSection host : hosts) {
            if (host.failure().isPresent()) {
                file.addAll(host.reports()
                        .of(Optional.empty(), host.failure().get())
                        .body());
            }
        }
        file.addAll(last);
        write(plain, String.join("\n", file) + "\n", unwritten);
        if (unwritten.isEmpty() && !isInput) {
            log.info(said);
        }
        lastWords.show(log);
        log(last);
        for (EkuException why : unwritten) {
            why.lines(reports.words()).forEach(log::error);
            failed(why);
        }
        return Failure.of(failure, hosts, reports.words());
    }

    private Optional<String> shown(List<EkuException> unwritten) {
        try {
            return page.isPresent() ? page.get().apply(List.copyOf(hosts)) : Optional.empty();
        } catch (RuntimeException defect) {
            // The text and the next step are of more use than the page.
            unwritten.add(EkuException.unexpected(defect));
            return Optional.empty();
        }
    }

    /** A page of an earlier run must not stand beside this run's other files. */
    private void deleteStale(Path browser, List<EkuException> unwritten) {
        try {
            if (!files.isRead(browser)) {
                LocalFile.delete(browser);
            }
        } catch (EkuException why) {
            unwritten.add(why);
        }
    }

    private void completeLastWords() {
        if (next.isPresent()) {
            lastWords.add(reports.words().lines(next.get()));
        }
        if (held.isEmpty()) {
            for (HostSection host : hosts) {
                host.tell(lastWords);
            }
        }
    }

    /** The last lines also say what is simulated. */
    private List<String> marks() {
        List<String> lines = new ArrayList<>(simulated.stream().toList());
        for (HostSection host : hosts) {
            if (host.isSimulated() && held.isEmpty()) {
                lines.add(reports.simulated(host.host()));
            }
        }
        return lines;
    }

    private Map<String, Object> json(boolean succeeded) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ekuReport", Report.VERSION);
        json.put("goal", name);
        json.put("succeeded", succeeded);
        json.putAll(results);
        if (failure.isPresent()) {
            json.put("failure", reports.of(Optional.empty(), failure.get()).content());
        }
        List<Object> ofHosts = new ArrayList<>();
        for (HostSection host : hosts) {
            ofHosts.add(host.json());
        }
        json.put("hosts", ofHosts);
        return json;
    }

    private void say(List<String> lines) {
        text.addAll(lines);
        log(lines);
    }

    private void log(List<String> lines) {
        for (String line : lines) {
            log.info(line);
        }
    }

    /** A file that the run reads is not overwritten, even if the failure can then be reported only in the log. */
    private void write(Path file, String content, List<EkuException> unwritten) {
        try {
            if (!files.isRead(file)) {
                paths.write(file, content);
            }
        } catch (EkuException why) {
            unwritten.add(why);
        }
    }
}
