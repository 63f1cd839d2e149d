package dev.eku.report.html;

import dev.eku.apply.ApplyException;
import dev.eku.error.EkuException;
import dev.eku.error.Fault;
import dev.eku.text.Message;
import java.util.List;
import java.util.Optional;

/** Why something failed, and what to do about it, with each command in a block of its own. Not thread-safe. */
final class FailurePart {
    private final Markup page;

    FailurePart(Markup page) {
        this.page = page;
    }

    void write(Optional<EkuException> failure) {
        failure.ifPresentOrElse(this::write, () -> page.leaf("p", "-"));
    }

    private void write(EkuException failure) {
        if (failure instanceof ApplyException stopped) {
            stopped.down().forEach(this::message);
        }
        List<Fault> faults = failure.faults();
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            message(i == 0 ? Message.of("error.summary", failure.code(), fault.what()) : fault.what());
            fault.cause().ifPresent(why -> message(Message.of("error.cause", why)));
            fault.next().ifPresent(step -> new NextPart(page).step("error.next", step));
        }
        if (failure instanceof ApplyException stopped) {
            message(stopped.howFar());
        }
    }

    private void message(Message message) {
        page.lines("p", page.words().text(message).strip(), "class", "message");
    }
}
