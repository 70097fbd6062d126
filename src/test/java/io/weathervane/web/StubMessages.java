package io.weathervane.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Messages as the API shows them: the same ones in each run, over the last day. */
final class StubMessages {

    private static final List<String> TEXTS = List.of(
            "Heating with the new heat pump since Monday, and the house has never been this evenly warm. #heatpump",
            "Waited four hours at the counter and then they closed it. Nobody said a word. #trains",
            "Release day: nine contributors, one changelog in rhyme. #opensource",
            "The bridge stays shut for another year, and the detour leads through our street. #bridge",
            "Rain again, but the sensor in the lunchbox has measured all of it. #weather",
            "Does anybody know whether the library opens on Sunday?");
    private static final List<String> TOPICS =
            List.of("sci.electronics", "rec.autos", "comp.graphics", "talk.politics.misc", "sci.space", "unknown");
    private static final List<String> SENTIMENTS = List.of("positive", "negative", "positive", "negative", "neutral");

    private StubMessages() {}

    /** So many, the newest first. */
    static List<Map<String, Object>> some(int count) {
        Random random = new Random(7);
        Instant now = Instant.now();
        List<Map<String, Object>> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long ago = Math.min(i * (80_000L / count), 79_000);
            messages.add(
                    i % 6 == 3
                            ? article(i, now.minusSeconds(ago), random)
                            : tweet(String.valueOf(5_000 - i), TEXTS.get(i % 6), now.minusSeconds(ago), random));
        }
        return messages;
    }

    static Map<String, Object> tweet(String id, String text, Instant time, Random random) {
        Map<String, Object> tweet = new HashMap<>();
        int who = random.nextInt(14);
        tweet.put("id", id);
        tweet.put("dataset", "tweets");
        tweet.put("time", time.toString());
        tweet.put("text", text);
        tweet.put("author", "sample_%03d".formatted(who));
        tweet.put("author_name", "Sample Account " + who);
        tweet.put("language", random.nextInt(5) == 0 ? "de" : "en");
        if (text.contains("#")) {
            tweet.put("hashtags", List.of(text.substring(text.lastIndexOf('#') + 1)));
        }
        tweet.put("url", "https://x.com/i/status/" + id);
        tweet.put("sample", true);
        tweet.put(
                "classification",
                Map.of(
                        "sentiment",
                        label(SENTIMENTS.get(random.nextInt(5)), random),
                        "hate",
                        label(
                                random.nextInt(25) == 0 ? "hate" : random.nextInt(12) == 0 ? "offensive" : "none",
                                random),
                        "emotion",
                        label(List.of("joy", "anger", "optimism", "sadness").get(random.nextInt(4)), random),
                        "irony",
                        label(random.nextInt(6) == 0 ? "irony" : "none", random),
                        "topic",
                        label(TOPICS.get(random.nextInt(6)), random)));
        return tweet;
    }

    private static Map<String, Object> article(int i, Instant time, Random random) {
        Map<String, Object> article = new HashMap<>();
        article.put("id", "a" + i);
        article.put("dataset", "news");
        article.put("time", time.toString());
        article.put("text", "Stadium rebuild: more screens, fewer seats");
        article.put("description", "The old stand is gone and with it the only view of the river.");
        article.put(
                "outlet",
                List.of("Otterdale Sport", "Parish Courier", "Workbench Campus").get(random.nextInt(3)));
        article.put("author_name", "Sports desk");
        article.put("url", "https://otterdale-sport.example/2026/stadium");
        article.put("sample", true);
        article.put(
                "classification",
                Map.of(
                        "news-sentiment",
                        label(SENTIMENTS.get(random.nextInt(5)), random),
                        "sentiment",
                        label(SENTIMENTS.get(random.nextInt(5)), random),
                        "topic",
                        label(TOPICS.get(random.nextInt(6)), random)));
        return article;
    }

    private static Map<String, Object> label(String label, Random random) {
        return Map.of("label", label, "score", 0.4 + 0.59 * random.nextDouble(), "model", "sentiment@783a73483f35");
    }
}
