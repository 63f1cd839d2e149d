package dev.eku.remote;

import dev.eku.text.MessageSource;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of eku-remote. */
public final class RemoteTexts implements MessageSource {
    /** For {@link java.util.ServiceLoader}. */
    public RemoteTexts() {}

    @Override
    public ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle("dev.eku.remote.messages", locale);
    }
}
