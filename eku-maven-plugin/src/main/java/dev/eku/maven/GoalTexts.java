package dev.eku.maven;

import dev.eku.text.MessageSource;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of the plugin. */
public final class GoalTexts implements MessageSource {
    /** For {@link java.util.ServiceLoader}. */
    public GoalTexts() {}

    @Override
    public ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle("dev.eku.maven.messages", locale, GoalTexts.class.getClassLoader());
    }
}
