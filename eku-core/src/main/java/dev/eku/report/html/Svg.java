package dev.eku.report.html;

/** Parts that several figures use. */
final class Svg {
    private static final int HEAD = 5;

    private Svg() {}

    /**
     * Starts a figure.
     *
     * @param id the id of the figure, unique on the page
     * @param description the figure in words
     */
    static void open(Markup page, String id, int width, int height, String title, String description) {
        page.open(
                "svg",
                "xmlns",
                Markup.SVG,
                "viewBox",
                "0 0 " + width + " " + height,
                "role",
                "img",
                "aria-labelledby",
                id + "-title " + id + "-desc");
        page.leaf("title", title, "id", id + "-title");
        page.leaf("desc", description, "id", id + "-desc");
    }

    static void text(Markup page, String style, int x, int y, String text) {
        page.leaf("text", text, "class", style, "x", String.valueOf(x), "y", String.valueOf(y));
    }

    static void centered(Markup page, String style, int x, int y, String text) {
        text(page, "centered " + style, x, y, text);
    }

    /** An arrow to the right. */
    static String right(int from, int y, int to) {
        return "M" + from + " " + y + "H" + to + "m-" + HEAD + " -" + HEAD + "l" + HEAD + " " + HEAD + "l-" + HEAD + " "
                + HEAD;
    }

    /** An arrow downwards. */
    static String down(int x, int from, int to) {
        return "M" + x + " " + from + "V" + to + "m-" + HEAD + " -" + HEAD + "l" + HEAD + " " + HEAD + "l" + HEAD + " -"
                + HEAD;
    }
}
