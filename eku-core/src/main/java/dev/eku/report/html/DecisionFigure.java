package dev.eku.report.html;

import dev.eku.diagnose.Enforcement;
import dev.eku.diagnose.Enforcement.Input;
import dev.eku.diagnose.Enforcement.Row;
import dev.eku.text.Columns;

/**
 * How it is decided whether a process checks EKUs, with the rows of the table one below the other. The row that decides
 * is a hexagon with an arrow to the outcome. The rows above it are plain boxes, and those below it, which were not
 * evaluated, are dashed. Not thread-safe.
 */
final class DecisionFigure {
    private static final int WIDTH = 420;
    private static final int STEP = 74;
    private static final int BOX = 48;
    private static final int LEFT = 14;
    private static final int RIGHT = 306;
    private static final int MIDDLE = (LEFT + RIGHT) / 2;
    private static final int TOP = 4;
    private static final int TIP = 12;
    private static final int OUTCOME = 340;
    private static final int LONGEST = 44;

    private final Markup page;
    private final String id;

    DecisionFigure(Markup page, String id) {
        this.page = page;
        this.id = id;
    }

    void write(Enforcement enforcement) {
        int height = TOP + STEP * (Row.values().length - 1) + BOX + TOP;
        Svg.open(
                page,
                id,
                WIDTH,
                height,
                page.words().text("html.path", enforcement.application().id()),
                description(enforcement));
        int top = TOP;
        for (Row row : Row.values()) {
            step(enforcement, row, top);
            top += STEP;
        }
        page.close();
    }

    private void step(Enforcement enforcement, Row row, int top) {
        int order = row.compareTo(enforcement.row());
        int center = top + BOX / 2;
        if (order == 0) {
            page.empty("path", "class", "box decides", "d", hexagon(top));
            page.empty("path", "class", "arrow", "d", Svg.right(RIGHT + TIP, center, OUTCOME));
            outcome(enforcement, top);
        } else {
            page.empty(
                    "rect",
                    "class",
                    order < 0 ? "box" : "box unasked",
                    "x",
                    String.valueOf(LEFT),
                    "y",
                    String.valueOf(top),
                    "width",
                    String.valueOf(RIGHT - LEFT),
                    "height",
                    String.valueOf(BOX));
        }
        String style = order > 0 ? "unasked" : "asked";
        Svg.text(page, "head " + style, LEFT + 10, center - 5, page.words().text("html.step." + row));
        Svg.text(
                page,
                style,
                LEFT + 10,
                center + 14,
                order > 0 ? page.words().text("html.unasked") : found(enforcement, row));
        if (order < 0) {
            page.empty("path", "class", "arrow", "d", Svg.down(MIDDLE, top + BOX, top + STEP));
            Svg.text(page, "asked", MIDDLE + 10, top + BOX + 17, page.words().text("html.no"));
        }
    }

    private void outcome(Enforcement enforcement, int top) {
        page.empty(
                "rect",
                "class",
                "box outcome",
                "x",
                String.valueOf(OUTCOME),
                "y",
                String.valueOf(top),
                "width",
                String.valueOf(WIDTH - 4 - OUTCOME),
                "height",
                String.valueOf(BOX),
                "rx",
                "12");
        int center = (OUTCOME + WIDTH - 4) / 2;
        Svg.centered(page, "asked", center, top + BOX / 2 - 5, page.words().text("html.outcome"));
        Svg.centered(
                page, "head", center, top + BOX / 2 + 13, page.words().text("html.outcome." + enforcement.check()));
    }

    private static String hexagon(int top) {
        int center = top + BOX / 2;
        return "M" + LEFT + " " + top + "H" + RIGHT + "L" + (RIGHT + TIP) + " " + center + "L" + RIGHT + " "
                + (top + BOX) + "H" + LEFT + "L" + (LEFT - TIP) + " " + center + "Z";
    }

    private String found(Enforcement enforcement, Row row) {
        String found = row == Row.OTHERWISE
                ? page.words().text(enforcement.certain() ? "html.certain" : "report.diagnosis.uncertain")
                : page.words()
                        .text(
                                "html.found",
                                enforcement.inputs().stream()
                                        .filter(input -> row.deciding().contains(input.kind()))
                                        .map(this::value)
                                        .toList());
        return Columns.cut(found, LONGEST);
    }

    private String value(Input input) {
        return Row.SWITCH.deciding().contains(input.kind())
                ? page.words().text("html.of", page.words().text("html.short." + input.kind()), input.shown())
                : page.words().text("text.as-is", input.shown());
    }

    private String description(Enforcement enforcement) {
        return page.words()
                .text(
                        "html.path.description",
                        page.words().text("html.step." + enforcement.row()),
                        found(enforcement, enforcement.row()),
                        page.words().text("html.check." + enforcement.check()));
    }
}
