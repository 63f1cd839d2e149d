package dev.eku.text;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.IntPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A language that nobody speaks: each text of eku is the English one between marks and in wide letters, so that a test
 * sees who said what. An argument that is an English sentence stays in narrow letters.
 */
public final class OtherLanguage extends ResourceBundle {
    /** What every text of it starts with. */
    public static final String MARK = "\u00ab";

    private static final String END = "\u00bb";
    private static final int WIDE = '\uff01' - '!';

    /** What a front end or an argument puts into a text; the rest of it is the text's own. */
    private static final Pattern PLACE = Pattern.compile("\\[\\[[^\\]]*\\]\\]|\\{[^}]*\\}");

    /** Names are not so long without a capital letter. */
    private static final Pattern ENGLISH_SENTENCE = Pattern.compile("\\b[a-z]{2,},? [a-z]+,? [a-z]{2,}\\b");

    private static final Pattern WORD =
            Pattern.compile("(?<![A-Za-z0-9_.:\\\\/-])[a-z][a-z-]+(?![A-Za-z0-9_.:\\\\/-])");

    private static final Locale LOCALE = Locale.forLanguageTag("qtx");

    private final ResourceBundle english = ResourceBundle.getBundle("dev.eku.messages", Locale.ROOT);

    private OtherLanguage() {}

    /** Its words, without a front end. */
    public static Words words() {
        return new Words(new MessageCatalogue(LOCALE, List.of(new OtherLanguage())), FrontEnd.NONE);
    }

    /** The same in English. */
    public static String english(String text) {
        return shifted(text.replace(MARK, "").replace(END, ""), OtherLanguage::isWide, -WIDE);
    }

    /** What is an English sentence in a text of this language, where something below it made words. */
    public static List<String> englishLeftIn(String text) {
        return ENGLISH_SENTENCE.matcher(text).results().map(MatchResult::group).toList();
    }

    /** The words in small narrow letters that are no part of a path, of a version or of a name with digits. */
    public static List<String> wordsLeftIn(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }

    private static String wide(String text) {
        StringBuilder wide = new StringBuilder();
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            String kept = place.group();
            String before = shifted(text.substring(wide.length(), place.start()), OtherLanguage::isLetter, WIDE);
            wide.append(before).append(kept);
        }
        return wide + shifted(text.substring(wide.length()), OtherLanguage::isLetter, WIDE);
    }

    private static String shifted(String text, IntPredicate which, int by) {
        StringBuilder shifted = new StringBuilder();
        text.chars().forEach(letter -> shifted.append((char) (which.test(letter) ? letter + by : letter)));
        return shifted.toString();
    }

    private static boolean isLetter(int letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    }

    private static boolean isWide(int letter) {
        return isLetter(letter - WIDE);
    }

    @Override
    protected Object handleGetObject(String key) {
        return key.equals("html.language") ? LOCALE.toLanguageTag() : MARK + wide(english.getString(key)) + END;
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
