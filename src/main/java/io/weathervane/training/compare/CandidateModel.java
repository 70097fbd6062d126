package io.weathervane.training.compare;

import io.weathervane.doccat.StandaloneModel;
import io.weathervane.doccat.features.ConstantFeatureGenerator;
import io.weathervane.training.ModelFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import opennlp.tools.doccat.DoccatFactory;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.ml.TrainerFactory;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.Event;
import opennlp.tools.ml.model.MaxentModel;
import opennlp.tools.util.ObjectStreamUtils;

/** A model that was trained as a candidate says. Immutable. */
final class CandidateModel {

    private static final double NANOS = 1e9;
    /** What doccat: runs adds up in single precision. */
    private static final double SAME = 1e-4;

    private static final int WARM_UP = 300;
    private static final int TIMED = 1500;

    private final Candidate candidate;
    private final Corpus corpus;
    private final String[][] features;
    private final MaxentModel model;
    private final int[] outcomes;

    private CandidateModel(Candidate candidate, Corpus corpus, String[][] features, MaxentModel model) {
        this.candidate = candidate;
        this.corpus = corpus;
        this.features = features;
        this.model = model;
        this.outcomes = IntStream.range(0, model.getNumOutcomes())
                .map(i -> corpus.labels().indexOf(model.getOutcome(i)))
                .toArray();
    }

    /** @throws IOException if the texts do not suffice for the trainer */
    static CandidateModel train(Candidate candidate, Corpus corpus, String[][] features, int[] texts)
            throws IOException {
        List<Event> events = new ArrayList<>(texts.length);
        for (int text : texts) {
            events.add(new Event(corpus.label(text), context(candidate, features[text])));
        }
        MaxentModel model = TrainerFactory.getEventTrainer(
                        candidate.trainer().parameters(candidate.cutoff()), new HashMap<>())
                .train(ObjectStreamUtils.createObjectStream(events));
        return new CandidateModel(candidate, corpus, features, model);
    }

    /** What it runs as. */
    MaxentModel model() {
        return model;
    }

    /** Then its scores add up to 1, but are no probabilities. */
    boolean isPerceptron() {
        return model instanceof AbstractModel known && known.getModelType() == AbstractModel.ModelType.Perceptron;
    }

    /** By the labels of the corpus. */
    float[] scores(int text) {
        return byLabel(model.eval(context(candidate, features[text])));
    }

    private float[] byLabel(double[] scores) {
        float[] sorted = new float[corpus.labels().size()];
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalStateException("its scores are no numbers");
            }
            sorted[outcomes[i]] = (float) scores[i];
        }
        return sorted;
    }

    private static String[] context(Candidate candidate, String[] features) {
        if (!candidate.addsConstant()) {
            return features;
        }
        String[] context = Arrays.copyOf(features, features.length + 1);
        context[features.length] = ConstantFeatureGenerator.CONSTANT;
        return context;
    }

    /**
     * Saves the model, loads it again and times it as the {@code doccat:} component runs it, in processor time of this thread.
     *
     * @throws IllegalStateException if it scores differently from before: OpenNLP saves nothing of a feature generator but its
     *     class
     */
    Cost cost(int[] texts, double trainingSeconds) throws IOException {
        byte[] file =
                ModelFile.bytes(new DoccatModel("en", model, Map.of(), new DoccatFactory(candidate.generators())));
        StandaloneModel loaded = StandaloneModel.read(candidate.name(), file);
        for (int i = 0; i < WARM_UP; i++) {
            int text = texts[i % texts.length];
            double[] saved = loaded.scores(corpus.text(text));
            double[] before = model.eval(context(candidate, features[text]));
            for (int outcome = 0; outcome < saved.length; outcome++) {
                if (Math.abs(saved[outcome]
                                - before[model.getIndex(loaded.labels().get(outcome))])
                        > SAME) {
                    throw new IllegalStateException("its scores change when it is saved and loaded again");
                }
            }
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < TIMED; i++) {
            loaded.scores(corpus.text(texts[i % texts.length]));
        }
        double seconds = (threads.getCurrentThreadCpuTime() - start) / NANOS;
        return new Cost(trainingSeconds, TIMED / Math.max(1 / NANOS, seconds), file.length);
    }
}
