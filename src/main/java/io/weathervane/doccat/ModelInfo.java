package io.weathervane.doccat;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A model that is in use, as it was when it was asked for.
 *
 * @param name the model's folder
 * @param version the first 12 hex digits of the SHA-256 of the file that was loaded
 * @param path the model file, as the route or the component named it
 * @param loadedAt when this version was loaded
 * @param replacements how often a new version took the place of the one before
 * @param failures how often the file turned out to be missing or broken while the version before went on
 * @param lastError why the file as it is now cannot be used, in one line; null if the version in use is the file's
 */
public record ModelInfo(
        String name, String version, Path path, Instant loadedAt, long replacements, long failures, String lastError) {}
