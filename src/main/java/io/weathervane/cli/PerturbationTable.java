package io.weathervane.cli;

import io.weathervane.training.perturb.Group;
import io.weathervane.training.perturb.Perturbation;
import io.weathervane.training.perturb.Perturbation.LabelChange;
import io.weathervane.training.perturb.Perturbation.Range;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A perturbation for people. */
final class PerturbationTable {

    private PerturbationTable() {}

    static void print(Perturbation result, PrintWriter out) {
        out.println(summary(result));
        out.println();
        out.println("Mean probability of each label by group, and how far it is from that of all:");
        out.println();
        List<Object> titles = new ArrayList<>(List.of("kind", "group"));
        result.labels().forEach(label -> titles.add(TerminalText.line(label.label())));
        titles.add("other decision");
        TextTable table = new TextTable(titles.toArray());
        for (int group = 0; group < result.texts().groups().size(); group++) {
            Group named = result.texts().groups().get(group);
            List<Object> row =
                    new ArrayList<>(List.of(TerminalText.line(named.kind()), TerminalText.line(named.name())));
            for (LabelChange label : result.labels()) {
                row.add(part(label.byGroup().get(group)) + " "
                        + String.format(Locale.ROOT, "%+.3f", label.difference(group)));
            }
            row.add(percent(result.changedByGroup().get(group)));
            table.add(row.toArray());
        }
        table.print(out);
        out.println();
        for (LabelChange label : result.labels()) {
            out.println(TerminalText.line(label.label() + ": mean " + part(label.mean()) + ", range within a sentence "
                    + part(label.meanRange()) + " on average; the largest is " + range(label.largest())));
        }
    }

    /** What a model card needs. */
    static String markdown(Perturbation result) {
        MarkdownTable table =
                new MarkdownTable(List.of("label", "mean", "mean range within a sentence", "largest range"));
        result.labels()
                .forEach(label -> table.add(
                        List.of(label.label(), part(label.mean()), part(label.meanRange()), range(label.largest()))));
        return summary(result) + "\n\n" + table;
    }

    private static String summary(Perturbation result) {
        int sentences = result.texts().sentences().size();
        return String.format(
                Locale.ROOT,
                "%d sentences, each with the names of %d groups: %d of them are given another label when only the name"
                        + " changes, and %s of the texts another one than most of the same sentence.",
                sentences,
                result.texts().groups().size(),
                result.changedSentences(),
                percent(result.changed()));
    }

    private static String range(Range range) {
        return part(range.width()) + ", from " + part(range.low()) + " ("
                + range.lowest().name() + ") to " + part(range.high()) + " ("
                + range.highest().name() + "), in \"" + range.sentence() + "\"";
    }

    private static String part(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * part);
    }
}
