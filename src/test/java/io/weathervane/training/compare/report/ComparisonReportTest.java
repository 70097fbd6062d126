package io.weathervane.training.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.weathervane.training.Objective;
import io.weathervane.training.Progress;
import io.weathervane.training.TrainerParameters;
import io.weathervane.training.TrainingSource;
import io.weathervane.training.compare.Candidate;
import io.weathervane.training.compare.ComparedTexts;
import io.weathervane.training.compare.Comparison;
import io.weathervane.training.compare.ComparisonPlan;
import io.weathervane.training.compare.ComparisonResult;
import io.weathervane.training.compare.Corpus;
import io.weathervane.training.compare.FeatureSet;
import io.weathervane.training.compare.TrainerChoice;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ComparisonReportTest {

    private static final String ATTACK = "<script>alert(\"x\")</script>";

    @TempDir
    Path folder;

    private String html;
    private Document document;

    @BeforeEach
    void write_report() throws Exception {
        Path data = ComparedTexts.write(folder.resolve("<b>data.tsv"), 60);
        String copies = "";
        for (int i = 0; i < 8; i++) {
            // a word of its own that OpenNLP's tokens leave whole, and control characters
            copies += ATTACK + "'&\tsun then rain " + ATTACK + " \u0000\u202E\u0007 " + i + "\n";
            copies += "worse\tsun then rain " + ATTACK + " again " + i + "\n";
        }
        Files.writeString(data, copies, StandardOpenOption.APPEND);
        Corpus corpus = Corpus.read(List.of(TrainingSource.of(data)), List.of());
        List<TrainerChoice> trainers = List.of(trainer("perceptron"), trainer("nb-maxent"));
        FeatureSet odd = new FeatureSet("odd", List.of(new AttackFeatureGenerator()));
        FeatureSet words = FeatureSet.named("words+word-pairs");
        ComparisonPlan plan = new ComparisonPlan(
                corpus, Candidate.all(trainers, List.of(words, odd), List.of(1)), 3, 1, Objective.MACRO_F1, 4, 2);
        ComparisonResult result = new Comparison(plan).run(Progress.NONE);
        assertThat(result.failed()).isEmpty();
        Path file = folder.resolve("reports/report.html");
        ComparisonReport.write(result, List.of("a note with " + ATTACK), file);
        html = Files.readString(file);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }

    @Test
    void every_section_is_there_for_each_detailed_candidate() {
        assertThat(texts("h2")).contains("Contents", "Ranking", "Data and method");
        for (String heading : List.of(
                "Precision, recall and F1 by label",
                "Confusion matrix",
                "ROC curves",
                "Precision-recall curves",
                "Calibration",
                "Learning curve",
                "Most telling features",
                "Worst mistakes")) {
            assertThat(texts("h3").stream().filter(heading::equals)).as(heading).hasSize(4);
        }
        assertThat(html).contains("scores of a perceptron are no probabilities");
        assertThat(document.getElementsByTagName("details").getLength()).isEqualTo(3);
        assertThat(document.getElementsByTagName("circle").getLength()).isGreaterThan(10);
    }

    @Test
    void what_strangers_wrote_is_shown_and_never_run() {
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(html.toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("<script")
                .doesNotContain("<b>");
        assertThat(texts("td").stream().filter(text -> text.contains(ATTACK)))
                .as("texts, labels and features")
                .isNotEmpty();
        assertThat(texts("th")).contains(ATTACK + "'&");
        assertThat(texts("bdi")).contains("odd" + ATTACK);
        assertThat(html).doesNotContain("\u0000").doesNotContain("\u0007");
    }

    @Test
    void nothing_is_loaded_from_anywhere() {
        assertThat(html).contains("default-src 'none'; style-src 'unsafe-inline'");
        for (String tag : List.of("link", "img", "iframe", "object", "form", "base")) {
            assertThat(document.getElementsByTagName(tag).getLength()).as(tag).isZero();
        }
        assertThat(html).doesNotContain("http://").doesNotContain("https://").doesNotContain("url(");
    }

    @Test
    void contents_lead_to_what_exists_and_ids_are_unique() {
        Set<String> ids = new HashSet<>();
        for (Element element : elements("*")) {
            if (element.hasAttribute("id")) {
                assertThat(ids.add(element.getAttribute("id"))).isTrue();
            }
        }
        assertThat(elements("a")).isNotEmpty().allSatisfy(link -> assertThat(ids)
                .contains(link.getAttribute("href").substring(1)));
    }

    @Test
    void it_says_that_texts_of_the_data_stand_in_it() {
        assertThat(texts("header").get(0)).contains("Share it no more widely than the data");
    }

    private List<String> texts(String tag) {
        return elements(tag).stream().map(Element::getTextContent).toList();
    }

    private List<Element> elements(String tag) {
        NodeList nodes = document.getElementsByTagName(tag);
        return java.util.stream.IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    private static TrainerChoice trainer(String name) {
        return TrainerChoice.named(name, TrainerParameters.DEFAULT);
    }
}
