package io.weathervane.source;

/**
 * A piece of a file that stands on its own.
 *
 * @param line the line that it begins on, from 1
 * @param bytes the piece; if {@code whole} is false, its beginning
 * @param whole false if it is larger than allowed
 */
record Element(long line, byte[] bytes, boolean whole) {}
