package dev.eku.report.html;

/**
 * A table that a narrow screen shows as a list. Each cell has the name of its column, and each part has its role,
 * because a browser does not recognise a table with another layout. Not thread-safe.
 */
final class Table {
    private final Markup page;
    private final String[] columns;
    private int column;

    /** @param columns the keys of the columns' names, after {@code html.column.} */
    Table(Markup page, String... columns) {
        this.page = page;
        this.columns = columns;
    }

    void open(String caption) {
        page.open("table", "role", "table");
        page.leaf("caption", caption);
        page.open("thead", "role", "rowgroup").open("tr", "role", "row");
        for (String name : columns) {
            page.leaf("th", page.words().text("html.column." + name), "scope", "col", "role", "columnheader");
        }
        page.close().close().open("tbody", "role", "rowgroup");
    }

    void close() {
        page.close().close();
    }

    /** Starts a row. */
    void row() {
        column = 0;
        page.open("tr", "role", "row");
    }

    /** Starts a row of that class, by which the style may hide it. */
    void row(String kind) {
        column = 0;
        page.open("tr", "role", "row", "class", kind);
    }

    /** Starts the cell that names the row. */
    void header() {
        page.open("th", "scope", "row", "role", "rowheader", "data-label", label());
    }

    /** Starts the next cell. */
    void cell() {
        page.open("td", "role", "cell", "data-label", label());
    }

    /** Starts a cell that spans all remaining columns. */
    void wide() {
        page.open("td", "role", "cell", "colspan", String.valueOf(columns.length - column), "data-label", label());
    }

    /** Ends a row or a cell. */
    void end() {
        page.close();
    }

    /** The next cell, with only a text. */
    void text(String text) {
        cell();
        page.text(text);
        end();
    }

    /** The cell that names the row, with only a text. */
    void named(String text) {
        header();
        page.text(text);
        end();
    }

    private String label() {
        return page.words().text("html.column." + columns[column++]);
    }
}
