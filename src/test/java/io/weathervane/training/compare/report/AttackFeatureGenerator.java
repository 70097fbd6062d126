package io.weathervane.training.compare.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import opennlp.tools.doccat.FeatureGenerator;

/** A generator whose features would do harm if they were not escaped. */
public final class AttackFeatureGenerator implements FeatureGenerator {

    @Override
    public Collection<String> extractFeatures(String[] text, Map<String, Object> extraInformation) {
        List<String> features = new ArrayList<>();
        for (int i = 0; i + 2 < text.length; i++) {
            if (text[i].equals("sun") && text[i + 2].equals("rain")) {
                features.add("odd<script>alert(\"x\")</script>");
            }
        }
        features.add("any");
        return features;
    }
}
