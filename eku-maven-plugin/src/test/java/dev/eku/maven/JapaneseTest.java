package dev.eku.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.text.FrontEnd;
import dev.eku.text.Language;
import dev.eku.text.Words;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Japanese texts say what the English ones say, in the words of Microsoft's documentation. */
class JapaneseTest {
    private static final List<Path> BUNDLES = List.of(
            Path.of("../eku-core/src/main/resources/dev/eku/messages"),
            Path.of("../eku-remote/src/main/resources/dev/eku/remote/messages"),
            Path.of("../eku-examples/command-line/src/main/resources/dev/eku/examples/commandline/messages"),
            Path.of("src/main/resources/dev/eku/maven/messages"));

    private static final Pattern PLACE = Pattern.compile("\\{\\d\\}|\\[\\[[^\\]]*\\]\\]");
    private static final Pattern HALF_WIDTH_KANA = Pattern.compile("[\\uFF61-\\uFF9F]");

    /** Kanji, kana and their marks beside a letter or a digit of ASCII; a space belongs between. */
    private static final Pattern CRAMPED =
            Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\u30FC][A-Za-z0-9]"
                    + "|[A-Za-z0-9][\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");

    /** What the glossary words in another way, and what that is. */
    private static final Map<String, String> FORBIDDEN = Map.ofEntries(
            Map.entry("グレースフル", "Graceful"),
            Map.entry("免除", "除外"),
            Map.entry("適用除外", "除外"),
            Map.entry("切り戻し", "ロールバック"),
            Map.entry("指紋", "フィンガープリント"),
            Map.entry("認証局", "証明機関"),
            Map.entry("秘密鍵", "秘密キー"),
            Map.entry("設定ファイル", "構成ファイル"),
            Map.entry("イベントログ", "イベント ログ"),
            Map.entry("レジストリキー", "レジストリ キー"),
            Map.entry("コマンドプロンプト", "コマンド プロンプト"),
            Map.entry("クライアント証明書認証", "クライアント認証"),
            Map.entry("ミューチュアル", "相互"),
            Map.entry("エンハンス", "拡張"),
            Map.entry("デフォルト", "既定"),
            Map.entry("インターフェース", "インターフェイス"),
            Map.entry("ウェブ", "Web"),
            Map.entry("全て", "すべて"),
            Map.entry("下さい", "ください"),
            Map.entry("出来", "でき"),
            Map.entry("及び", "および"),
            Map.entry("有りません", "ありません"));

    /** Words that Microsoft writes with a long mark at their end. */
    private static final Pattern SHORTENED = Pattern.compile("(サーバ|ユーザ|フォルダ|コンピュータ|パラメータ|マネージャ|プリンタ|ビルダ)(?!ー)");

    private static Map<String, String> texts(Path bundle, String suffix) throws Exception {
        Properties texts = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of(bundle + suffix + ".properties"))) {
            texts.load(file);
        }
        Map<String, String> sorted = new TreeMap<>();
        texts.stringPropertyNames().forEach(key -> sorted.put(key, texts.getProperty(key)));
        return sorted;
    }

    /** The Japanese texts that the test finds at fault, given with the English. */
    private static List<String> faulty(BiPredicate<String, String> fault) throws Exception {
        List<String> faulty = new ArrayList<>();
        for (Path bundle : BUNDLES) {
            Map<String, String> english = texts(bundle, "");
            texts(bundle, "_ja").forEach((key, japanese) -> {
                if (fault.test(english.getOrDefault(key, ""), japanese)) {
                    faulty.add(key + "=" + japanese);
                }
            });
        }
        return faulty;
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).toList();
    }

    @Test
    void everyTextHasItsTranslation() throws Exception {
        for (Path bundle : BUNDLES) {
            assertThat(texts(bundle, "_ja").keySet())
                    .isEqualTo(texts(bundle, "").keySet());
        }
    }

    @Test
    void samePlacesAreFilledThoughInAnotherOrder() throws Exception {
        assertThat(faulty((english, japanese) ->
                        !new TreeSet<>(found(PLACE, english)).equals(new TreeSet<>(found(PLACE, japanese)))))
                .isEmpty();
    }

    /** A single apostrophe would swallow the places behind it. */
    @Test
    void everyPlaceOfATextIsOneForMessageFormat() throws Exception {
        assertThat(faulty((english, japanese) -> formats(japanese) != formats(english)
                        || japanese.replace("''", "").split("'", -1).length % 2 == 0))
                .isEmpty();
    }

    private static int formats(String text) {
        return new MessageFormat(text, Locale.ROOT).getFormatsByArgumentIndex().length;
    }

    /** As JDK 17 prints it on a Japanese Windows. */
    @Test
    void everyTextCanBePrintedOnAJapaneseConsole() throws Exception {
        CharsetEncoder console = Charset.forName("windows-31j").newEncoder();
        assertThat(faulty((english, japanese) -> !console.canEncode(japanese))).isEmpty();
        assertThat(faulty(
                        (english, japanese) -> HALF_WIDTH_KANA.matcher(japanese).find()))
                .isEmpty();
        assertThat(console.canEncode("1 ～ 2 … →")).isTrue();
        assertThat(console.canEncode("1 \u301C 2 \u2014 \u2212")).isFalse();
    }

    @Test
    void wordsAreThoseOfTheGlossary() throws Exception {
        assertThat(faulty((english, japanese) -> FORBIDDEN.keySet().stream().anyMatch(japanese::contains)
                        || SHORTENED.matcher(japanese).find()))
                .isEmpty();
        assertThat(SHORTENED.matcher("サーバを再起動").find()).isTrue();
        assertThat(SHORTENED.matcher("サーバーを再起動").find()).isFalse();
    }

    @Test
    void aSpaceStandsBetweenJapaneseAndAscii() throws Exception {
        assertThat(faulty((english, japanese) -> CRAMPED.matcher(japanese).find()))
                .isEmpty();
    }

    @Test
    void textsHaveTheSameLinesAndSoManyEndAsSentences() throws Exception {
        assertThat(faulty((english, japanese) ->
                        lines(english) != lines(japanese) || english.endsWith(".") != japanese.endsWith("。")))
                .isEqualTo(List.of("html.down=サービス停止: {0}。", "text.between-sentences=。"));
    }

    private static long lines(String text) {
        return text.lines().count();
    }

    @Test
    void everyModuleSpeaksIt() {
        Words words = Words.of(Language.JA.locale(), FrontEnd.NONE);
        assertThat(words.text("action.absent")).isEqualTo("なし");
        assertThat(words.text("smb.reason-lost")).isEqualTo("接続が閉じられました");
        assertThat(words.text("fleet.none")).isEqualTo("なし");
        assertThat(words.text("input.choice", "eku.language", "fr")).isEqualTo("eku.language: 'fr' は使用できません");
    }
}
