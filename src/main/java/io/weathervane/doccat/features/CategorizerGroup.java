package io.weathervane.doccat.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All models of this Java process that have the same feature generators. They score a text together when the first of them is
 * asked, because what takes time is the way to a feature in memory, not the addition of a few weights more. Any number of threads
 * may use a group while models join and leave it.
 */
final class CategorizerGroup {

    private static final Map<List<Class<?>>, CategorizerGroup> GROUPS = new ConcurrentHashMap<>();

    private final List<SingleWordFeatureGenerator> ofWords = new ArrayList<>();
    private final List<TextFeatureGenerator> ofTexts = new ArrayList<>();
    private List<ModelWeights> models = List.of();
    private volatile JoinedWeights weights = new JoinedWeights(models);

    private CategorizerGroup(List<TextFeatureGenerator> generators) {
        for (TextFeatureGenerator generator : generators) {
            if (generator instanceof SingleWordFeatureGenerator ofWord) {
                ofWords.add(ofWord);
            } else {
                ofTexts.add(generator);
            }
        }
    }

    static CategorizerGroup of(List<TextFeatureGenerator> generators) {
        List<Class<?>> classes = new ArrayList<>();
        generators.forEach(generator -> classes.add(generator.getClass()));
        return GROUPS.computeIfAbsent(classes, key -> new CategorizerGroup(generators));
    }

    synchronized void join(ModelWeights model) {
        List<ModelWeights> more = new ArrayList<>(models);
        more.add(model);
        become(more);
    }

    /** Does nothing if it has left already. */
    synchronized void leave(ModelWeights model) {
        List<ModelWeights> fewer = new ArrayList<>(models);
        if (fewer.remove(model)) {
            become(fewer);
        }
    }

    private void become(List<ModelWeights> changed) {
        weights = new JoinedWeights(changed);
        models = changed;
    }

    /** Those of the models that are in the group at this moment. */
    JoinedWeights weights() {
        return weights;
    }

    void generate(Words words, FeatureSink sink) {
        for (TextFeatureGenerator generator : ofTexts) {
            generator.generate(words, sink);
        }
    }

    boolean readsWords() {
        return !ofWords.isEmpty();
    }

    void generate(Word word, boolean negated, FeatureSink sink) {
        for (SingleWordFeatureGenerator generator : ofWords) {
            generator.generate(word, negated, sink);
        }
    }
}
