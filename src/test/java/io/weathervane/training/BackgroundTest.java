package io.weathervane.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.weathervane.doccat.TextTokenizer;
import io.weathervane.doccat.features.WordFeatureGenerator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.DocumentCategorizerME;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundTest {

    @TempDir
    Path folder;

    @Test
    void lexicon_teaches_though_it_has_each_word_once() throws IOException {
        StringBuilder texts = new StringBuilder();
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            texts.append("good\tlovely").append(i / 3).append(" day\n");
            texts.append("bad\tawful").append(i / 3).append(" day\n");
        }
        for (int i = 0; i < 100; i++) {
            words.append("plus\tlovely").append(i).append('\n');
            words.append("minus\tawful").append(i).append('\n');
        }
        // one of each label, so that only a lexicon tells what the word means
        texts.append("good\tzyx day\n").append("bad\tzyx day\n");
        words.append("plus\tzyx\n");
        Path data = TrainingTexts.writeText(folder.resolve("train.tsv"), texts.toString());
        Path lexicon = TrainingTexts.writeText(folder.resolve("lexicon.tsv"), words.toString());
        double alone = goodOfZyx(data, List.of());
        assertThat(alone).isBetween(0.4, 0.6);
        assertThat(goodOfZyx(data, List.of(TrainingSource.of(lexicon)))).isGreaterThan(alone + 0.1);
    }

    private static double goodOfZyx(Path data, List<TrainingSource> teachers) throws IOException {
        TrainingRecipe recipe = new TrainingRecipe(
                "test",
                List.of(),
                List.of(TrainingSource.of(data)),
                teachers,
                List.of(),
                List.of(new WordFeatureGenerator()),
                new TrainerParameters(2, 1, 1, 0, 1, 100, 0, 1),
                Objective.ACCURACY,
                Map.of(),
                false,
                1 << 20);
        byte[] model = new ModelTrainer().train(recipe, Progress.NONE).model();
        DocumentCategorizerME categorizer = new DocumentCategorizerME(new DoccatModel(new ByteArrayInputStream(model)));
        return categorizer.categorize(TextTokenizer.INSTANCE.tokenize("zyx"))[categorizer.getIndex("good")];
    }
}
