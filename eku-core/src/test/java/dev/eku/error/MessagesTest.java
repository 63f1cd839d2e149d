package dev.eku.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.text.Message;
import org.junit.jupiter.api.Test;

final class MessagesTest {
    @Test
    void messageSaysWhatItsKeyAndArgumentsSay() {
        assertThat(Messages.text(Message.of("error.cause", "a pulled plug")))
                .isEqualTo(Messages.text("error.cause", "a pulled plug"));
    }

    @Test
    void messageWithinAMessageIsPutIntoWords() {
        assertThat(Messages.text(Message.of("error.cause", Message.of("action.absent"))))
                .isEqualTo(Messages.text("error.cause", Messages.text("action.absent")));
    }
}
