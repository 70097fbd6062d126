package io.weathervane.cli;

import io.weathervane.source.FileFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How the messages stand in the files that are imported. */
final class ImportFormatOptions {

    private static final int ASCII = 128;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--format",
            paramLabel = "json|csv",
            description = "what all the files are (default: csv for .csv and .tsv, also with .gz; json for the others,"
                    + " where the content tells JSON Lines, arrays and saved answers of the API apart)")
    private FileFormat.Kind format;

    @Option(
            names = "--column",
            paramLabel = "<field>=<column>",
            description = "CSV: the column for a field of the message, where they are not called the same; may be"
                    + " repeated. Dots lead into objects: author.username=user, source.name=publisher")
    private TreeMap<String, String> columns = new TreeMap<>();

    @Option(
            names = "--delimiter",
            paramLabel = "<character>",
            converter = DelimiterConverter.class,
            description =
                    "CSV: what stands between the columns, a character or the word tab (default: a comma; tab for .tsv)")
    private Character delimiter;

    FileFormat of(Path file) {
        FileFormat byName = FileFormat.of(file);
        return new FileFormat(
                format == null ? byName.kind() : format, delimiter == null ? byName.delimiter() : delimiter, columns);
    }

    /** Refuses options that say nothing. */
    void check(List<Path> files) {
        CommandLine command = spec.commandLine();
        if (delimiter != null && delimiter >= ASCII) {
            throw new ParameterException(command, "--delimiter: '" + delimiter + "' is not an ASCII character");
        }
        boolean csv = files.stream().anyMatch(file -> of(file).kind() == FileFormat.Kind.CSV);
        if (!csv && (delimiter != null || !columns.isEmpty())) {
            throw new ParameterException(
                    command, "--column and --delimiter say nothing of files that are no CSV; add --format csv");
        }
    }
}
