package io.weathervane.index;

/** A document on its way to Elasticsearch, as JSON, and the record that it was. */
public record Document(KafkaRecord record, String id, byte[] json) {}
