package io.weathervane.reload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the files of a folder hold as soon as nobody is writing to them. It looks again and again rather than wait for
 * events: bind mounts deliver none, and those of a folder end when another one takes its place. Not thread-safe.
 */
final class FolderWatch {

    /** A file counts when it is the same at so many looks in a row. */
    private static final int SETTLED = 2;
    /**
     * Some editors empty a file before they write it, or put it aside and write a new one; and who renames a file or puts
     * another folder in place does two things. So nothing counts as empty or gone at once.
     */
    private static final int PATIENCE = 4;

    /** What tells one state of a file from another without reading it; null stands for no file. */
    private record State(long size, FileTime modified, Object key) {}

    private record Sighting(State state, int looks, boolean read) {}

    private final Path folder;
    private final String ending;
    private final Map<Path, Sighting> sightings = new HashMap<>();
    private final SortedMap<Path, String> settled = new TreeMap<>();
    private int looksWithoutFolder;

    /**
     * What is in the folder now is taken as it is.
     *
     * @param ending of the names that count; one that begins with a dot or # is an editor's
     */
    FolderWatch(Path folder, String ending) {
        this.folder = folder;
        this.ending = ending;
        try {
            states().forEach((file, state) -> sightings.put(file, read(file, new Sighting(state, SETTLED, false))));
        } catch (IOException e) {
            // it may come
        }
    }

    /**
     * Looks once. What is being written, and everything as long as a file has been gone for a moment only, is as it was.
     *
     * @return what each file holds, by path
     * @throws IOException if the folder has not been there for some looks
     */
    SortedMap<Path, String> look() throws IOException {
        Map<Path, State> now;
        try {
            now = states();
            looksWithoutFolder = 0;
        } catch (IOException e) {
            if (++looksWithoutFolder < PATIENCE) {
                return settled();
            }
            throw e;
        }
        Set<Path> files = new HashSet<>(now.keySet());
        files.addAll(sightings.keySet());
        files.forEach(file -> see(file, now.get(file)));
        boolean waiting = sightings.entrySet().stream()
                .anyMatch(seen -> seen.getValue().state == null
                        && settled.containsKey(seen.getKey())
                        && seen.getValue().looks < PATIENCE);
        if (!waiting) {
            files.forEach(this::settle);
        }
        return settled();
    }

    /** Whether this is what the file holds at this very moment; one that cannot be read holds nothing. */
    boolean holds(Path file, String text) {
        try {
            return text.equals(content(file));
        } catch (IOException e) {
            return text.isEmpty();
        }
    }

    private static String content(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** The last answer. */
    SortedMap<Path, String> settled() {
        return new TreeMap<>(settled);
    }

    private void see(Path file, State state) {
        Sighting before = sightings.get(file);
        boolean same = before != null && Objects.equals(before.state, state);
        sightings.put(file, same ? new Sighting(state, before.looks + 1, before.read) : new Sighting(state, 1, false));
    }

    private void settle(Path file) {
        Sighting seen = sightings.get(file);
        if (seen.state == null) {
            settled.remove(file);
            sightings.remove(file);
        } else if (!seen.read && seen.looks >= (seen.state.size == 0 ? PATIENCE : SETTLED)) {
            sightings.put(file, read(file, seen));
        }
    }

    /** A file that cannot be read now may be readable at another look; one that stays so holds nothing, and the check says why. */
    private Sighting read(Path file, Sighting seen) {
        try {
            settled.put(file, content(file));
            return new Sighting(seen.state, seen.looks, true);
        } catch (IOException e) {
            if (seen.looks >= PATIENCE) {
                settled.put(file, "");
            }
            return seen;
        }
    }

    private Map<Path, State> states() throws IOException {
        Map<Path, State> states = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(this::counts).toList()) {
                try {
                    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                    if (attributes.isRegularFile()) {
                        states.put(
                                file,
                                new State(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey()));
                    }
                } catch (NoSuchFileException e) {
                    // gone since, or a link to nothing
                } catch (IOException e) {
                    // it is there, and whoever reads it is told what is wrong with it
                    states.put(file, new State(0, null, null));
                }
            }
        }
        return states;
    }

    private boolean counts(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(ending) && !GuardedRouteReload.isOfAnEditor(file);
    }
}
