package io.weathervane.training.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weathervane.config.ConfigurationException;
import io.weathervane.training.Objective;
import io.weathervane.training.Progress;
import io.weathervane.training.TrainerParameters;
import io.weathervane.training.TrainingSource;
import io.weathervane.training.compare.CandidateDetails.TellingFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

    @TempDir
    Path folder;

    private Corpus corpus;

    @BeforeEach
    void read_texts() throws IOException {
        corpus = Corpus.read(
                List.of(TrainingSource.of(ComparedTexts.write(folder.resolve("data.tsv"), 120))), List.of());
    }

    @Test
    void features_that_know_the_order_of_words_win_where_nothing_else_tells() throws InterruptedException {
        ComparisonResult result = compare(Candidate.all(
                List.of(trainer("nb-maxent"), trainer("gis")), sets("words", "words+word-pairs"), List.of(1)));
        assertThat(result.failed()).isEmpty();
        assertThat(result.ranking()).hasSize(4);
        assertThat(result.ranking().subList(0, 2)).allSatisfy(ranked -> {
            assertThat(ranked.candidate().features().name()).isEqualTo("words+word-pairs");
            assertThat(ranked.value()).isGreaterThan(0.95);
            assertThat(ranked.likeTheBest()).isTrue();
            assertThat(ranked.value())
                    .isBetween(ranked.interval().low(), ranked.interval().high());
        });
        assertThat(result.ranking().subList(2, 4)).allSatisfy(ranked -> {
            assertThat(ranked.value()).isLessThan(0.7);
            assertThat(ranked.likeTheBest()).isFalse();
        });
    }

    @Test
    void every_trainer_of_opennlp_and_ours_is_measured() throws InterruptedException {
        ComparisonResult result = compare(Candidate.all(
                TrainerChoice.NAMES.stream().map(ComparisonTest::trainer).toList(),
                sets("words+word-pairs"),
                List.of(1)));
        assertThat(result.failed()).isEmpty();
        assertThat(result.ranking()).hasSize(5).allSatisfy(ranked -> {
            assertThat(ranked.value()).isGreaterThan(0.9);
            assertThat(ranked.cost().modelBytes()).isPositive();
            assertThat(ranked.cost().textsPerSecond()).isPositive();
            boolean perceptron = ranked.candidate().trainer().name().equals("perceptron");
            assertThat(ranked.predictions().probabilities()).isEqualTo(!perceptron);
        });
        assertThat(result.details()).hasSize(5).allSatisfy(details -> {
            assertThat(details.learningCurve()).isNotEmpty();
            List<TellingFeature> telling = details.labels().get(0).features();
            assertThat(telling.get(0).feature()).isIn("p rain", "prain then", "pthen sun", "psun on");
            assertThat(details.labels().get(0).curve().area()).isGreaterThan(0.9);
        });
    }

    @Test
    void same_seed_gives_the_same_result_with_any_number_of_threads() throws InterruptedException {
        List<Candidate> candidates =
                Candidate.all(List.of(trainer("naive-bayes"), trainer("perceptron")), sets("words"), List.of(1, 2));
        ComparisonResult first = new Comparison(plan(candidates, 1, 1)).run(Progress.NONE);
        ComparisonResult second = new Comparison(plan(candidates, 1, 4)).run(Progress.NONE);
        assertThat(figures(second)).isEqualTo(figures(first));
        ComparisonResult other = new Comparison(plan(candidates, 2, 4)).run(Progress.NONE);
        assertThat(figures(other)).isNotEqualTo(figures(first));
    }

    @Test
    void candidate_that_fails_is_reported_and_does_not_stop_the_others() throws InterruptedException {
        List<Candidate> candidates = List.of(
                new Candidate(trainer("gis"), set("words"), 100_000),
                new Candidate(
                        new TrainerChoice("odd", trainer("nb-maxent").algorithm(), Map.of("Strength", -1.0), true),
                        set("words"),
                        1),
                new Candidate(trainer("naive-bayes"), set("words"), 1));
        ComparisonResult result = compare(candidates);
        assertThat(result.ranking()).hasSize(1);
        assertThat(result.failed())
                .extracting(failed -> failed.candidate().trainer().name())
                .containsExactly("gis", "odd");
        assertThat(result.failed().get(1).reason()).contains("Strength must be a number above 0");
    }

    @Test
    @Timeout(30)
    void interruption_ends_it_at_once() throws InterruptedException {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 1; i <= 2000; i++) {
            candidates.add(new Candidate(trainer("gis"), set("words+word-pairs"), i % 3 + 1));
        }
        Progress interrupting = (step, done, total) -> {
            if (done == 2) {
                Thread.currentThread().interrupt();
            }
        };
        assertThatThrownBy(() -> new Comparison(plan(candidates, 1, 2)).run(interrupting))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void validation_file_is_measured_on_and_not_learned_from() throws Exception {
        Corpus apart = Corpus.read(
                List.of(TrainingSource.of(folder.resolve("data.tsv"))),
                List.of(TrainingSource.of(ComparedTexts.write(folder.resolve("val.tsv"), 20))));
        ComparisonPlan plan = new ComparisonPlan(
                apart,
                List.of(new Candidate(trainer("nb-maxent"), set("words+word-pairs"), 1)),
                0,
                1,
                Objective.ACCURACY,
                1,
                1);
        ComparisonResult result = new Comparison(plan).run(Progress.NONE);
        assertThat(result.ranking().get(0).evaluation().texts()).isEqualTo(20);
        assertThat(result.details().get(0).learningCurve()).last().satisfies(point -> assertThat(point.texts())
                .isEqualTo(120));
    }

    @Test
    void labels_that_only_one_side_has_are_named() throws IOException {
        Path other = java.nio.file.Files.writeString(folder.resolve("val.tsv"), "storm\tthunder\n");
        assertThatThrownBy(() -> Corpus.read(
                        List.of(TrainingSource.of(folder.resolve("data.tsv"))), List.of(TrainingSource.of(other))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("[better, storm, worse]");
    }

    private ComparisonResult compare(List<Candidate> candidates) throws InterruptedException {
        return new Comparison(plan(candidates, 1, 2)).run(Progress.NONE);
    }

    private ComparisonPlan plan(List<Candidate> candidates, long seed, int threads) {
        return new ComparisonPlan(corpus, candidates, 4, seed, Objective.MACRO_F1, 5, threads);
    }

    private static List<String> figures(ComparisonResult result) {
        return result.ranking().stream()
                .map(ranked -> ranked.candidate().name() + ranked.value() + ranked.interval() + ranked.likeTheBest())
                .toList();
    }

    private static TrainerChoice trainer(String name) {
        return TrainerChoice.named(name, TrainerParameters.DEFAULT);
    }

    private static List<FeatureSet> sets(String... names) {
        return java.util.Arrays.stream(names).map(FeatureSet::named).toList();
    }

    private static FeatureSet set(String name) {
        return FeatureSet.named(name);
    }
}
