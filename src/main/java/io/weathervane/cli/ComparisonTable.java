package io.weathervane.cli;

import io.weathervane.training.Evaluation;
import io.weathervane.training.compare.Candidate;
import io.weathervane.training.compare.ComparisonPlan;
import io.weathervane.training.compare.ComparisonResult;
import io.weathervane.training.compare.RankedCandidate;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** A comparison for people. */
final class ComparisonTable {

    private static final double MEGABYTE = 1e6;

    private ComparisonTable() {}

    static void print(ComparisonResult result, List<String> notes, PrintWriter out) {
        ComparisonPlan plan = result.plan();
        notes.forEach(note -> out.println(TerminalText.line(note)));
        out.println(plan.method());
        out.println();
        TextTable table = new TextTable(
                "#",
                plan.metric() + " (95 % interval)",
                "",
                "trainer",
                "features",
                "cutoff",
                "accuracy",
                "macro F1",
                "macro recall",
                "ECE",
                "training",
                "texts/s",
                "model");
        for (RankedCandidate ranked : result.ranking()) {
            row(table, ranked);
        }
        result.failed()
                .forEach(
                        failed -> row(table, failed.candidate(), "–", "failed", "", "–", "–", "–", "–", "–", "–", "–"));
        table.print(out);
        out.println();
        out.println("≈ the data does not suffice to call it worse than the best one");
        result.failed()
                .forEach(failed -> out.println(
                        "Failed: " + TerminalText.line(failed.candidate().name() + ": " + failed.reason())));
    }

    private static void row(TextTable table, RankedCandidate ranked) {
        Evaluation evaluation = ranked.evaluation();
        row(
                table,
                ranked.candidate(),
                Integer.toString(ranked.rank()),
                "%s (%s–%s)"
                        .formatted(
                                part(ranked.value()),
                                part(ranked.interval().low()),
                                part(ranked.interval().high())),
                ranked.rank() == 1 ? "best" : ranked.likeTheBest() ? "≈" : "",
                part(evaluation.accuracy()),
                part(evaluation.macroF1()),
                part(evaluation.macroRecall()),
                ranked.predictions().probabilities() ? part(evaluation.expectedCalibrationError()) : "–",
                String.format(Locale.ROOT, "%.2f s", ranked.cost().trainingSeconds()),
                String.format(Locale.ROOT, "%,.0f", ranked.cost().textsPerSecond()),
                String.format(Locale.ROOT, "%.2f MB", ranked.cost().modelBytes() / MEGABYTE));
    }

    private static void row(
            TextTable table, Candidate candidate, String rank, String value, String mark, String... rest) {
        table.add(
                rank,
                value,
                mark,
                candidate.trainer().name(),
                candidate.features().name(),
                candidate.cutoff(),
                rest[0],
                rest[1],
                rest[2],
                rest[3],
                rest[4],
                rest[5],
                rest[6]);
    }

    private static String part(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
