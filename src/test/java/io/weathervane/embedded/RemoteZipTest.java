package io.weathervane.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class RemoteZipTest {

    /** More than what is read past between two entries. */
    private static final String INCOMPRESSIBLE = noise(200_000);

    private static final Map<String, String> FILES = new LinkedHashMap<>();

    static {
        FILES.put("top/a.txt", "first");
        FILES.put("top/", "");
        FILES.put("top/b.txt", "second ".repeat(1000));
        FILES.put("top/unwanted.bin", INCOMPRESSIBLE);
        FILES.put("top/empty.txt", "");
        FILES.put("top/ü.txt", "last");
    }

    private final byte[] archive = ArchiveServer.zip(FILES);
    private final List<String> asked = new ArrayList<>();

    /** Ends so many reads early. */
    private int breaks;

    @Test
    void files_are_listed_without_folders() throws IOException {
        assertThat(zip().entries())
                .extracting(RemoteZip.Entry::name)
                .containsExactlyInAnyOrder("top/a.txt", "top/b.txt", "top/unwanted.bin", "top/empty.txt", "top/ü.txt");
    }

    @Test
    void chosen_entries_are_read_with_one_request_for_neighbours() throws IOException {
        List<RemoteZip.Entry> wanted = wanted();
        asked.clear();

        assertThat(read(wanted))
                .containsOnlyKeys("top/a.txt", "top/b.txt", "top/empty.txt", "top/ü.txt")
                .containsEntry("top/b.txt", FILES.get("top/b.txt"))
                .containsEntry("top/empty.txt", "");
        assertThat(asked).hasSize(2);
    }

    @Test
    void broken_connection_is_taken_up_behind_the_last_good_entry() throws IOException {
        List<RemoteZip.Entry> wanted = wanted();
        breaks = 2;

        assertThat(read(wanted)).hasSize(4);
    }

    @Test
    void connection_that_always_breaks_is_given_up() throws IOException {
        List<RemoteZip.Entry> wanted = wanted();
        breaks = Integer.MAX_VALUE;

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(wanted))
                .withMessageStartingWith("the connection broke within top/a.txt");
        assertThat(asked.size()).isLessThan(10);
    }

    @Test
    void damaged_entry_is_named() throws IOException {
        RemoteZip.Entry damaged = wanted().stream()
                .filter(entry -> entry.name().equals("top/b.txt"))
                .findFirst()
                .orElseThrow();
        archive[(int) damaged.offset() + 30 + damaged.name().length() + 8] ^= 0x55;

        assertThatExceptionOfType(ZipException.class)
                .isThrownBy(() -> read(List.of(damaged)))
                .withMessageStartingWith("top/b.txt is damaged");
    }

    @Test
    void what_is_no_zip_is_refused() {
        byte[] html = "<html>Please log in</html>".getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(ZipException.class)
                .isThrownBy(() -> new RemoteZip(ranges(html)).entries())
                .withMessage("it is no zip archive");
    }

    @Test
    void truncated_archive_is_refused() {
        byte[] half = Arrays.copyOfRange(archive, archive.length / 2, archive.length);

        assertThatExceptionOfType(ZipException.class).isThrownBy(() -> new RemoteZip(ranges(half)).entries());
    }

    private List<RemoteZip.Entry> wanted() throws IOException {
        return zip().entries().stream()
                .filter(entry -> entry.name().endsWith(".txt"))
                .toList();
    }

    private Map<String, String> read(List<RemoteZip.Entry> entries) throws IOException {
        Map<String, String> contents = new LinkedHashMap<>();
        zip().read(
                        entries,
                        (entry, content) -> {
                            assertThat(contents.put(entry.name(), new String(content, StandardCharsets.UTF_8)))
                                    .as("each once")
                                    .isNull();
                        },
                        bytes -> {});
        return contents;
    }

    private RemoteZip zip() {
        return new RemoteZip(ranges(archive));
    }

    private RemoteZip.Ranges ranges(byte[] bytes) {
        return new RemoteZip.Ranges() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream read(long first, long last) {
                asked.add(first + "-" + last);
                int size = (int) (last - first + 1);
                if (breaks > 0) {
                    breaks--;
                    size = Math.min(size / 2, 20);
                }
                return new ByteArrayInputStream(bytes, (int) first, size);
            }
        };
    }

    private static String noise(int length) {
        return new Random(1)
                .ints(length, ' ', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
