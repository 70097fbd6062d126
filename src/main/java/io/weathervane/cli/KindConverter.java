package io.weathervane.cli;

import io.weathervane.source.MessageKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code tweet} or {@code article}. */
final class KindConverter implements ITypeConverter<MessageKind> {

    @Override
    public MessageKind convert(String value) {
        return switch (value) {
            case "tweet" -> MessageKind.TWEET;
            case "article" -> MessageKind.ARTICLE;
            default -> throw new TypeConversionException("'" + value + "' is neither tweet nor article");
        };
    }
}
