package io.weathervane.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weathervane.training.Evaluation;
import io.weathervane.training.compare.Candidate;
import io.weathervane.training.compare.ComparisonPlan;
import io.weathervane.training.compare.ComparisonResult;
import io.weathervane.training.compare.RankedCandidate;
import java.util.List;

/** A comparison for programs: one object with stable names, which holds no text of the data. */
final class ComparisonJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ComparisonJson() {}

    static String of(ComparisonResult result, List<String> notes) {
        ComparisonPlan plan = result.plan();
        ObjectNode root = JSON.createObjectNode();
        root.put("metric", plan.metric().toString());
        root.put("texts", plan.corpus().size());
        if (plan.corpus().hasValidation()) {
            root.put("validationTexts", plan.corpus().size() - plan.corpus().toLearnFrom());
        } else {
            root.put("folds", plan.folds());
        }
        root.put("seed", plan.seed());
        notes.forEach(root.putArray("notes")::add);
        var ranking = root.putArray("ranking");
        result.ranking().forEach(ranked -> add(ranked, ranking.addObject()));
        var failed = root.putArray("failed");
        result.failed().forEach(each -> {
            ObjectNode node = failed.addObject();
            add(each.candidate(), node);
            node.put("reason", each.reason());
        });
        return root.toPrettyString();
    }

    private static void add(RankedCandidate ranked, ObjectNode node) {
        Evaluation evaluation = ranked.evaluation();
        node.put("rank", ranked.rank());
        add(ranked.candidate(), node);
        node.put("value", ranked.value());
        node.put("low", ranked.interval().low());
        node.put("high", ranked.interval().high());
        node.put("likeTheBest", ranked.likeTheBest());
        node.put("accuracy", evaluation.accuracy());
        node.put("macroF1", evaluation.macroF1());
        node.put("macroRecall", evaluation.macroRecall());
        if (ranked.predictions().probabilities()) {
            node.put("ece", evaluation.expectedCalibrationError());
        } else {
            node.putNull("ece");
        }
        ObjectNode figures = EvaluationJson.of(evaluation);
        node.set("labels", figures.get("labels"));
        node.set("confusion", figures.get("confusion"));
        node.put("trainingSeconds", ranked.cost().trainingSeconds());
        node.put("textsPerSecond", ranked.cost().textsPerSecond());
        node.put("modelBytes", ranked.cost().modelBytes());
    }

    private static void add(Candidate candidate, ObjectNode node) {
        node.put("trainer", candidate.trainer().name());
        node.put("features", candidate.features().name());
        node.put("cutoff", candidate.cutoff());
    }
}
