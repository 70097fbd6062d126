package io.weathervane.training.perturb;

/**
 * A group of people.
 *
 * @param kind what it is one of, such as religion
 * @param name as it stands in a sentence
 */
public record Group(String kind, String name) {}
