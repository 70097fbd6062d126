package io.weathervane.doccat.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureHashTest {

    @Test
    void short_features_have_hashes_of_their_own() {
        Set<Long> hashes = new HashSet<>();
        int count = 0;
        String characters = "abcdefghijklmnopqrstuvwxyz_ #0";
        for (char kind : "wpncts=".toCharArray()) {
            for (char first : characters.toCharArray()) {
                for (char second : characters.toCharArray()) {
                    for (char third : characters.toCharArray()) {
                        hashes.add(FeatureHash.of("" + kind + first + second + third));
                        count++;
                    }
                }
            }
        }
        assertThat(hashes).hasSize(count).doesNotContain(0L);
    }
}
