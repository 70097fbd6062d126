package io.weathervane.source;

/**
 * One message as its source sent it.
 *
 * @param key the document id: a tweet's id, or the SHA-256 of an article's canonical URL in hex
 * @param json the tweet with its author merged in, or the article, as compact UTF-8 JSON
 * @param line the line that it begins on, from 1
 */
public record SourceMessage(String key, byte[] json, long line) implements SourceItem {}
