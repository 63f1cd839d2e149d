package dev.eku.examples.commandline;

import dev.eku.text.MessageSource;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of the command line. */
public final class CommandLineTexts implements MessageSource {
    /** For {@link java.util.ServiceLoader}. */
    public CommandLineTexts() {}

    @Override
    public ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                "dev.eku.examples.commandline.messages", locale, CommandLineTexts.class.getClassLoader());
    }
}
