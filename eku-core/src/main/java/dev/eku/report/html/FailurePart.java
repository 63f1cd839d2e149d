package dev.eku.report.html;

import dev.eku.apply.ApplyException;
import dev.eku.error.EkuException;
import dev.eku.error.Fault;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.List;
import java.util.Optional;

/** Why something failed, and what to do about it, with each command in a block of its own. Not thread-safe. */
final class FailurePart {
    private final Markup page;
    private final Words words;

    FailurePart(Markup page) {
        this(page, page.words());
    }

    /** @param words the words for what concerns one host of several, whose commands name it */
    FailurePart(Markup page, Words words) {
        this.page = page;
        this.words = words;
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
            fault.next().ifPresent(step -> new NextPart(page, words).step("error.next", step));
        }
        if (failure instanceof ApplyException stopped) {
            message(stopped.howFar());
        }
    }

    private void message(Message message) {
        page.lines("p", words.text(message).strip(), "class", "message");
    }
}
