package io.weathervane.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One character, or a tab in words. */
final class DelimiterConverter implements ITypeConverter<Character> {

    @Override
    public Character convert(String value) {
        if (value.equals("tab") || value.equals("\\t")) {
            return '\t';
        }
        if (value.length() != 1) {
            throw new TypeConversionException("'" + value + "' is not one character, nor the word tab");
        }
        return value.charAt(0);
    }
}
