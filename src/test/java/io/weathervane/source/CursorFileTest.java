package io.weathervane.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CursorFileTest {

    @TempDir
    Path data;

    @Test
    void cursor_is_there_after_a_restart() {
        new CursorFile(data.resolve("cursors"), "x").write("query", "123");

        assertThat(new CursorFile(data.resolve("cursors"), "x").read("query")).contains("123");
    }

    @Test
    void cursor_of_another_query_does_not_count() {
        CursorFile cursor = new CursorFile(data, "x");
        cursor.write("query", "123");

        assertThat(cursor.read("other query")).isEmpty();
    }

    @Test
    void missing_and_damaged_files_are_no_cursor_and_are_replaced() throws IOException {
        CursorFile cursor = new CursorFile(data, "x");
        assertThat(cursor.read("query")).isEmpty();

        Files.writeString(data.resolve("x.json"), "{\"scope\":\"que");
        assertThat(cursor.read("query")).isEmpty();

        cursor.write("query", "124");
        assertThat(cursor.read("query")).contains("124");
    }
}
