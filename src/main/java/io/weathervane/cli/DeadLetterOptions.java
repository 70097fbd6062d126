package io.weathervane.cli;

import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.deadletter.DeadLetterFilter;
import io.weathervane.deadletter.DeadLetterReason;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Which dead letters a command is about. */
final class DeadLetterOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"-t", "--topic"},
            paramLabel = "TOPIC",
            description = "only those of this topic, tweets, news or alerts (default: all)")
    private String topic;

    @Option(
            names = {"-r", "--reason"},
            paramLabel = "CODE",
            split = ",",
            converter = ReasonConverter.class,
            completionCandidates = ReasonCodes.class,
            description = "only those with this reason, which may be given more than once: ${COMPLETION-CANDIDATES}")
    private Set<DeadLetterReason> reasons = Set.of();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = MomentConverter.class,
            description = "only those given up at this time or later: 2h (ago), 2026-11-21, 2026-11-21T06:00:00Z")
    private Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = MomentConverter.class,
            description = "only those given up before this time")
    private Instant until;

    /** The topics that are meant, by their names in Kafka. */
    List<String> topics(Settings settings) {
        List<String> all = List.of(
                settings.text(Setting.KAFKA_TOPIC_TWEETS),
                settings.text(Setting.KAFKA_TOPIC_NEWS),
                settings.text(Setting.KAFKA_TOPIC_ALERTS));
        if (topic == null) {
            return all;
        }
        if (!all.contains(topic)) {
            throw new ParameterException(
                    spec.commandLine(), "There is no topic '" + topic + "': use " + String.join(" or ", all));
        }
        return List.of(topic);
    }

    DeadLetterFilter filter(boolean redriven) {
        Set<String> codes = reasons.stream().map(DeadLetterReason::code).collect(Collectors.toSet());
        return new DeadLetterFilter(codes, since, until, redriven);
    }

    /** The first so many of them; all for 0. */
    static <T> List<T> first(List<T> all, int limit) {
        return limit == 0 ? all : all.subList(0, Math.min(limit, all.size()));
    }

    /** Reads a limit. */
    static final class LimitConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("[0-9]{1,9}")) {
                throw new TypeConversionException("'" + text + "' is no limit: write a whole number, 0 for all");
            }
            return Integer.valueOf(text);
        }
    }

    private static final class ReasonCodes implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(DeadLetterReason.values())
                    .map(DeadLetterReason::code)
                    .iterator();
        }
    }

    private static final class ReasonConverter implements ITypeConverter<DeadLetterReason> {
        @Override
        public DeadLetterReason convert(String code) {
            return DeadLetterReason.of(code)
                    .orElseThrow(() -> new TypeConversionException(
                            "there is no reason '" + code + "': use one of " + String.join(", ", new ReasonCodes())));
        }
    }
}
