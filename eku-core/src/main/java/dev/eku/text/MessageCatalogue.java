package dev.eku.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.ServiceLoader;

/** Every text of eku in one language, those of all modules that are there. Immutable and thread-safe. */
public final class MessageCatalogue {
    private final Locale locale;
    private final List<ResourceBundle> bundles;

    MessageCatalogue(Locale locale, List<ResourceBundle> bundles) {
        this.locale = locale;
        this.bundles = List.copyOf(bundles);
    }

    /** The catalogue of a language; of one that eku does not speak, the English. */
    public static MessageCatalogue of(Locale locale) {
        List<ResourceBundle> bundles = new ArrayList<>();
        bundles.add(spoken(wanted -> ResourceBundle.getBundle("dev.eku.messages", wanted), locale));
        for (MessageSource source : ServiceLoader.load(MessageSource.class, MessageSource.class.getClassLoader())) {
            bundles.add(spoken(source, locale));
        }
        return new MessageCatalogue(locale, bundles);
    }

    /** Java answers with the machine's own language where the one that is asked for is missing; English is meant. */
    private static ResourceBundle spoken(MessageSource source, Locale locale) {
        ResourceBundle nearest = source.bundle(locale);
        return nearest.getLocale().getLanguage().equals(locale.getLanguage()) ? nearest : source.bundle(Locale.ROOT);
    }

    /** The language that was asked for. */
    public Locale locale() {
        return locale;
    }

    /** Whether there is such a text. */
    public boolean has(String key) {
        return find(key).isPresent();
    }

    /**
     * The text of a key, with its placeholders.
     *
     * @throws MissingResourceException if no module has it
     */
    String pattern(String key) {
        Optional<String> found = find(key);
        if (found.isEmpty()) {
            throw new MissingResourceException("no text", "MessageCatalogue", key);
        }
        return found.get();
    }

    private Optional<String> find(String key) {
        for (ResourceBundle bundle : bundles) {
            if (bundle.containsKey(key)) {
                return Optional.of(bundle.getString(key));
            }
        }
        return Optional.empty();
    }
}
