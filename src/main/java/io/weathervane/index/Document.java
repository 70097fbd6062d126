package io.weathervane.index;

/** A document on its way to Elasticsearch, and the record that it was. */
record Document(KafkaRecord record, String id, byte[] json) {}
