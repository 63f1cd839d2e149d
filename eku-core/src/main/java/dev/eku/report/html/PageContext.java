package dev.eku.report.html;

import dev.eku.error.EkuException;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
import dev.eku.text.Words;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the page about a run has in common with those of other runs.
 *
 * @param operation what was run
 * @param words the words for its texts
 * @param wordsOf the words for what concerns one host, by the name with which it was given
 * @param version which eku writes it, if that is known
 * @param failure why the run failed, if it did
 * @param next what to do next, if something is to be done
 */
public record PageContext(
        Operation operation,
        Words words,
        Function<String, Words> wordsOf,
        Optional<String> version,
        Optional<EkuException> failure,
        Optional<NextStep> next) {
    /** A whole page. */
    String page(Consumer<Markup> content) {
        return Page.of(words, version, words.text("html.run." + operation), content);
    }

    /** Why the run failed, and what to do next. */
    void next(Markup page) {
        if (failure.isPresent()) {
            page.open("article", "class", "finding " + Level.ACT.style());
            new FailurePart(page).write(failure);
            page.close();
        }
        next.ifPresent(step -> new NextPart(page).steps(List.of(step)));
    }
}
