package io.weathervane.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What a stand-in for an API answers. */
record SampleAnswer(int status, Map<String, String> headers, JsonNode body) {}
