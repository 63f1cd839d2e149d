package dev.eku.text;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** A language that nobody speaks: each text of eku is the English one between marks, so that a test sees who said what. */
public final class OtherLanguage extends ResourceBundle {
    /** What every text of it begins with. */
    public static final String MARK = "\u00ab";

    private static final String END = "\u00bb";
    private static final Locale LOCALE = Locale.forLanguageTag("qtx");

    private final ResourceBundle english = ResourceBundle.getBundle("dev.eku.messages", Locale.ROOT);

    private OtherLanguage() {}

    /** Its words, without a front end. */
    public static Words words() {
        return new Words(new MessageCatalogue(LOCALE, List.of(new OtherLanguage())), FrontEnd.NONE);
    }

    /** The same in English. */
    public static String english(String text) {
        return text.replace(MARK, "").replace(END, "");
    }

    @Override
    protected Object handleGetObject(String key) {
        return key.equals("html.language") ? LOCALE.toLanguageTag() : MARK + english.getString(key) + END;
    }

    @Override
    public boolean containsKey(String key) {
        return english.containsKey(key);
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.enumeration(english.keySet());
    }
}
