package io.weathervane.cli;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A table in GitHub's Markdown. Not thread-safe. */
final class MarkdownTable {

    private final StringBuilder markdown = new StringBuilder();

    MarkdownTable(List<String> titles) {
        add(titles);
        add(Collections.nCopies(titles.size(), "---"));
    }

    MarkdownTable add(List<String> cells) {
        markdown.append(cells.stream().map(MarkdownTable::cell).collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
        return this;
    }

    /** Text that does not end the cell. */
    static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s*\\R\\s*", " ");
    }

    @Override
    public String toString() {
        return markdown.toString();
    }
}
