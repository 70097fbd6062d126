package io.weathervane.cli;

import io.weathervane.config.ConfigurationException;
import io.weathervane.training.TextFormat;
import io.weathervane.training.TrainingSource;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** How the labelled texts stand in the files that a command reads: the same options for every command. */
final class LabelledTextOptions {

    private static final Pattern UNWRITABLE = Pattern.compile("[\\s,|:]");

    @Option(
            names = "--format",
            paramLabel = "<format>",
            description =
                    "tsv (label<TAB>text), csv or jsonl (default: by the name, .csv, .jsonl, .ndjson or .json, else"
                            + " tsv). All of them may be gzip.")
    private TextFormat.Kind format;

    @Option(
            names = "--label-column",
            paramLabel = "<column>",
            description =
                    "CSV: the label's column, by its name or number from 1 on. JSON Lines: its field, or a JSON pointer"
                            + " such as /data/label (default: label; 1 without a header).")
    private String labelColumn = "";

    @Option(
            names = "--text-column",
            paramLabel = "<column>",
            description = "The text's column or field in the same way (default: text; 2 without a header).")
    private String textColumn = "";

    @Option(
            names = "--delimiter",
            paramLabel = "<character>",
            converter = DelimiterConverter.class,
            description = "CSV: what stands between the columns, a character or the word tab (default: a comma).")
    private Character delimiter;

    @Option(names = "--no-header", description = "CSV: the first line is data and does not name the columns.")
    private boolean noHeader;

    @Option(names = "--encoding", paramLabel = "<encoding>", description = "Default: UTF-8.")
    private Charset encoding = StandardCharsets.UTF_8;

    @Option(
            names = "--label-names",
            split = ",",
            paramLabel = "<in the file>=<label>",
            description =
                    "What labels of the files are to be called, such as 0=negative,2=neutral,4=positive. Upper and"
                            + " lower case matter.")
    private Map<String, String> labelNames = new LinkedHashMap<>();

    /** The files as sources; their labels have the names that they are to be called. */
    List<TrainingSource> sources(List<Path> files) {
        return files.stream()
                .map(file -> TrainingSource.of(file, format(), meanings()))
                .toList();
    }

    /** Puts the files into a recipe as {@code <prefix> = <file>}, with names below the folder relative to it. */
    void describe(Properties recipe, String prefix, List<Path> files, Path folder) {
        recipe.stringPropertyNames().stream()
                .filter(key -> key.equals(prefix) || key.startsWith(prefix + "."))
                .forEach(recipe::remove);
        Path root = folder.toAbsolutePath().normalize();
        for (int i = 0; i < files.size(); i++) {
            String key = files.size() == 1 ? prefix : prefix + "." + (i + 1);
            Path file = files.get(i).toAbsolutePath().normalize();
            recipe.setProperty(
                    key,
                    file.startsWith(root) ? root.relativize(file).toString().replace('\\', '/') : file.toString());
            settings(key, isTabbed(file)).forEach(recipe::setProperty);
        }
    }

    private Map<String, String> settings(String key, boolean tabbed) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (format != null) {
            settings.put(key + ".format", format.name().toLowerCase(Locale.ROOT));
        }
        if (!tabbed && !labelColumn.isEmpty()) {
            settings.put(key + ".label-column", labelColumn);
        }
        if (!tabbed && !textColumn.isEmpty()) {
            settings.put(key + ".text-column", textColumn);
        }
        if (!tabbed && delimiter != null) {
            settings.put(key + ".delimiter", delimiter == '\t' ? "tab" : delimiter.toString());
        }
        if (!tabbed && noHeader) {
            settings.put(key + ".header", "false");
        }
        if (!encoding.equals(StandardCharsets.UTF_8)) {
            settings.put(key + ".encoding", encoding.name());
        }
        if (!labelNames.isEmpty()) {
            settings.put(
                    key + ".labels",
                    labelNames.entrySet().stream()
                            .map(pair -> writable(pair.getKey()) + ":" + writable(pair.getValue()))
                            .collect(Collectors.joining(" ")));
        }
        return settings;
    }

    private static String writable(String label) {
        if (UNWRITABLE.matcher(label).find()) {
            throw new ConfigurationException(
                    "The label '" + label
                            + "' has white space or one of , | : and cannot be in --label-names of a training; rename it in the file.");
        }
        return label;
    }

    private TextFormat format() {
        return new TextFormat(
                Optional.ofNullable(format),
                labelColumn,
                textColumn,
                delimiter == null ? ',' : delimiter,
                !noHeader,
                encoding);
    }

    private Map<String, Set<String>> meanings() {
        return labelNames.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, pair -> Set.of(pair.getValue())));
    }

    /** @throws ConfigurationException if options say nothing of any of the files */
    void check(List<Path> files) {
        boolean columns = !labelColumn.isEmpty() || !textColumn.isEmpty() || delimiter != null || noHeader;
        if (columns && !files.isEmpty() && files.stream().allMatch(this::isTabbed)) {
            throw new ConfigurationException("Options for columns say nothing of " + files.get(0)
                    + ", which is label<TAB>text by its name; add --format csv or --format jsonl.");
        }
    }

    private boolean isTabbed(Path file) {
        return (format == null ? TextFormat.Kind.of(file) : format) == TextFormat.Kind.TSV;
    }
}
