package io.weathervane.training;

/** A text and its right label. */
public record LabelledText(String label, String text) {}
