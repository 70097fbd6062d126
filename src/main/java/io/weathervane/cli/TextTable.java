package io.weathervane.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A table for the console: as wide as its contents, numbers to the right. Not thread-safe. */
final class TextTable {

    private final List<List<Object>> rows = new ArrayList<>();

    TextTable(Object... titles) {
        rows.add(List.of(titles));
    }

    /** Adds a row with a cell for each title; a cell must be safe to print. */
    void add(Object... cells) {
        rows.add(List.of(cells));
    }

    void print(PrintWriter out) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        boolean[] numbers = new boolean[columns];
        for (List<Object> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], text(row.get(i)).length());
                numbers[i] |= row.get(i) instanceof Number;
            }
        }
        for (List<Object> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = text(row.get(i));
                String space = " ".repeat(widths[i] - cell.length());
                line.append(i == 0 ? "" : "  ").append(numbers[i] ? space + cell : cell + space);
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static String text(Object cell) {
        return cell instanceof Number number ? "%,d".formatted(number.longValue()) : cell.toString();
    }
}
