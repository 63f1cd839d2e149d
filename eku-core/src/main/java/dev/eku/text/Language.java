package dev.eku.text;

import java.util.Locale;

/** The languages that eku speaks. */
public enum Language {
    /** English, which is also spoken to those whose language eku does not know. */
    EN(Locale.ENGLISH),
    /** Japanese. */
    JA(Locale.JAPANESE);

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /** The language of a locale, whatever its country, script and calendar are. */
    public static Language of(Locale locale) {
        for (Language each : values()) {
            if (each.locale.getLanguage().equals(locale.getLanguage())) {
                return each;
            }
        }
        return EN;
    }

    /** The locale to ask {@link Words} for. */
    public Locale locale() {
        return locale;
    }
}
