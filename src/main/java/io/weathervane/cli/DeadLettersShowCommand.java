package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.config.Settings;
import io.weathervane.deadletter.DeadLetterPosition;
import io.weathervane.deadletter.StoredDeadLetter;
import java.io.PrintWriter;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.header.Header;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code weathervane dead-letters show}. */
@Command(
        name = "show",
        description = {
            "Shows one dead letter: its key, all its headers and its content, JSON indented, other text as it is, anything"
                    + " else as a hex dump.",
            "Characters that could steer the terminal are shown as \\u and four hex digits."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  weathervane dead-letters show tweets.dead/0/42")
final class DeadLettersShowCommand implements Callable<Integer> {

    private static final int LONGEST_CONTENT = 20_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOptions profile;

    @Parameters(
            index = "0",
            paramLabel = "DEAD-LETTER",
            converter = PositionConverter.class,
            description = "which one, as `list` prints it: topic/partition/offset")
    private DeadLetterPosition position;

    @Option(names = "--full", description = "the whole content, however long it is")
    private boolean full;

    @Override
    public Integer call() {
        Settings settings = Settings.load(profile.profile());
        return DeadLetterSession.run(settings, (deadLetters, brokers) -> {
            AtomicBoolean found = new AtomicBoolean();
            deadLetters.read(List.of(position), letter -> {
                found.set(true);
                print(letter);
            });
            if (!found.get()) {
                throw new ConfigurationException("There is no dead letter " + position
                        + " (any more): `weathervane dead-letters list` shows those that there are");
            }
            return 0;
        });
    }

    private void print(StoredDeadLetter letter) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("dead letter: " + letter.position());
        out.println("key: " + text(letter.key()));
        for (Header header : letter.headers()) {
            out.println(TerminalText.line(header.key()) + ": " + text(header.value()));
        }
        int size = letter.value() == null ? 0 : letter.value().length;
        out.printf("%ncontent, %,d bytes:%n", size);
        String content = ContentView.of(letter.value());
        if (full || content.length() <= LONGEST_CONTENT) {
            out.println(content);
        } else {
            out.println(content.substring(0, LONGEST_CONTENT));
            out.println("… (--full shows all of it)");
        }
    }

    private static String text(byte[] bytes) {
        if (bytes == null) {
            return "(none)";
        }
        return TerminalText.decoded(bytes)
                .map(TerminalText::line)
                .orElseGet(() -> "0x" + HexFormat.of().formatHex(bytes));
    }

    private static final class PositionConverter implements ITypeConverter<DeadLetterPosition> {
        @Override
        public DeadLetterPosition convert(String text) {
            return DeadLetterPosition.parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is no dead letter: write topic/partition/offset, as `list` prints it"));
        }
    }
}
