package dev.eku.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.FrontEnd;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Fault;
import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.fleet.FleetPlan;
import dev.eku.fleet.RolloutResult;
import dev.eku.fleet.rollout.RolledOut;
import dev.eku.inspect.DownService;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.Inspector;
import dev.eku.service.ServiceState;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import dev.eku.text.OtherLanguage;
import dev.eku.text.ShellCommand;
import dev.eku.text.Words;
import dev.eku.verify.Verifier;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Plans and results of fleets that the tests of pages show. */
final class Rollouts {
    /** One that people type commands to. */
    private static final dev.eku.text.FrontEnd TYPED = new dev.eku.text.FrontEnd() {
        @Override
        public String name(Operation operation) {
            return "eku " + operation.id();
        }

        @Override
        public String name(Option option) {
            return "--" + option.id();
        }

        @Override
        public Optional<ShellCommand> command(NextStep.Run run) {
            return Optional.of(ShellCommand.of(
                    List.of("eku", run.operation().id(), "--inventory", "fleet.txt"), ShellCommand.Shell.ALL));
        }
    };

    static final Words WORDS = Words.ENGLISH.as(TYPED);

    /** What would do harm in a page that took it for more than a text. */
    static final String EVIL =
            "</title></style></svg><script>alert(1)</script><img src=x onerror='alert(2)'>\"&amp;\u202E\u0007";

    private Rollouts() {}

    /** The same page in other words: the same elements, and no English left in it. */
    static void requireTranslated(Function<Words, String> page) throws Exception {
        Document english = Dom.parse(page.apply(Words.ENGLISH));
        Document other = Dom.parse(page.apply(OtherLanguage.words()));

        assertThat(Dom.said(other))
                .noneMatch(text -> !OtherLanguage.englishLeftIn(text).isEmpty());
        assertThat(OtherLanguage.english(String.join("\n", Dom.said(other)))
                        .lines()
                        .filter(line -> !line.isEmpty()))
                .containsExactlyElementsOf(Dom.said(english).stream()
                        .filter(line -> !line.isEmpty())
                        .toList());
        assertThat(tags(other)).isEqualTo(tags(english));
    }

    /** Where a line may be broken is a matter of the words. */
    private static List<String> tags(Document page) {
        return Dom.elements(page, "*").stream()
                .map(Element::getTagName)
                .filter(tag -> !tag.equals("wbr"))
                .toList();
    }

    /** A page in which {@link #EVIL} is shown. */
    static void requireHarmless(String written) throws Exception {
        Document page = Dom.parse(written);

        assertThat(written)
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script", "<img", "onerror='alert(2)'>", "\u202E", "\u0007");
        assertThat(Dom.text(page.getDocumentElement()))
                .contains(EVIL.replace('\u202E', '\uFFFD').replace('\u0007', '\uFFFD'));
        Dom.requireSelfContained(page);
        Dom.requireReferencesWithTargets(page);
    }

    /** Two pools of four: one host is compliant, one does not come up again, one does not answer. */
    static RolledOut mixed() {
        return RolledOut.of(2, 4).compliant("p1-1").failing("p1-2").unreachable("p2-4");
    }

    static PageContext context(Operation operation, Words words) {
        return new PageContext(operation, words, host -> words, Fleet.VERSION, Optional.empty(), Optional.empty());
    }

    static String page(RolloutResult result) {
        EkuException stopped = new EkuException(new Fault(
                ErrorCode.ROLLOUT_STOPPED,
                Message.of("fleet.stopped", 3, 8, "memory:p1-2", "memory:p1-3, memory:p1-4, memory:p2-3"),
                Optional.of(Message.of("fleet.cause.STOPPED")),
                Optional.of(new NextStep.Run(Message.of("fleet.resume"), Operation.APPLY))));
        return new RolloutPage(
                        new PageContext(
                                Operation.APPLY,
                                WORDS,
                                host -> WORDS,
                                Fleet.VERSION,
                                result.isComplete() ? Optional.empty() : Optional.of(stopped),
                                Optional.empty()),
                        result)
                .text();
    }

    static String page(FleetPlan plan) {
        NextStep apply = new NextStep.Run(Message.of("goal.next.apply-plan"), Operation.APPLY);
        return new FleetPlanPage(
                        new PageContext(
                                Operation.PLAN,
                                WORDS,
                                host -> WORDS,
                                Fleet.VERSION,
                                Optional.empty(),
                                Optional.of(apply)),
                        plan)
                .text();
    }

    static String page(List<VerifiedHost> hosts) {
        return new VerificationPage(context(Operation.VERIFY, WORDS), hosts).text();
    }

    /** In effect, pending, not exempt, without its service, and one that does not answer. */
    static List<VerifiedHost> verified() {
        return List.of(
                verified(FrontEnd.exempted().named("FE01").build()),
                verified(FrontEnd.pending(Fleet.NOW.minusSeconds(60))
                        .named("FE02")
                        .build()),
                verified(FrontEnd.frontEnd().named("FE03").build()),
                down(verified(FrontEnd.exempted()
                        .named("FE04")
                        .state(FrontEnd.MCU, ServiceState.STOPPED)
                        .build())),
                new VerifiedHost(
                        "\\\\fe05",
                        Optional.empty(),
                        Optional.of(new Win32Exception(Win32Error.BAD_NETPATH, "RegConnectRegistry", "\\\\fe05"))));
    }

    /** As the command says it. */
    private static VerifiedHost down(VerifiedHost host) {
        VerifiedHost.Seen seen = host.seen().orElseThrow();
        DownService service = seen.down().get(0);
        return new VerifiedHost(
                host.host(),
                host.seen(),
                Optional.of(new EkuException(
                        ErrorCode.SERVICE_DOWN,
                        seen.computer(),
                        service.service(),
                        service.startType(),
                        service.exitCode(),
                        Message.of("service.down." + service.cause()),
                        seen.verdict().name(),
                        Message.of("service.down." + service.state()))));
    }

    static VerifiedHost verified(MemoryHost host) {
        Inspection inspection = new Inspector(host).inspect(FrontEnd.EXEMPTION);
        return new VerifiedHost(
                host.ref().toString(),
                Optional.of(new VerifiedHost.Seen(
                        inspection.host().computer(),
                        true,
                        inspection.host().takenAt(),
                        Verifier.verify(inspection),
                        DownService.of(inspection))),
                Optional.empty());
    }
}
