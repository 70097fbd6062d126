package io.weathervane.cli;

import io.weathervane.cli.Sources.Polling;
import io.weathervane.doccat.DoccatComponent;
import io.weathervane.doccat.ModelInfo;
import io.weathervane.web.PipelineState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;

/** Says how the pipeline is, for the live page. Thread-safe. */
final class LivePipeline {

    private final StatusSnapshot snapshot;
    private final Sources sources;

    LivePipeline(StatusSnapshot snapshot, Sources sources) {
        this.snapshot = snapshot;
        this.sources = sources;
    }

    PipelineState of(CamelContext camel) {
        ApplicationStatus status = snapshot.of(camel);
        List<PipelineState.Model> models = models(camel);
        return new PipelineState(
                status.version(),
                status.profile(),
                Instant.parse(status.started()),
                HealthCheckHelper.invokeReadiness(camel).stream()
                        .allMatch(result -> result.getState() == HealthCheck.State.UP),
                problems(status, models),
                sources.x() == Polling.SAMPLE || sources.newsApi() == Polling.SAMPLE,
                status.topics().stream().map(LivePipeline::topic).toList(),
                sources(status.sources()),
                models,
                reload(status.reload()));
    }

    private static List<String> problems(ApplicationStatus status, List<PipelineState.Model> models) {
        return Stream.concat(
                        status.problems().stream(),
                        models.stream()
                                .filter(model -> model.problem() != null)
                                .map(model ->
                                        "the model " + model.name() + " as it is now is not used: " + model.problem()))
                .toList();
    }

    private static PipelineState.Topic topic(TopicStatus topic) {
        return new PipelineState.Topic(
                topic.topic(),
                topic.read(),
                topic.indexed(),
                topic.updated(),
                topic.pipelineErrors(),
                topic.deadLettered(),
                topic.inFlight(),
                topic.lag());
    }

    /** Health speaks of what has failed, the settings of what is polled at all. */
    private List<PipelineState.Source> sources(List<SourceStatus> health) {
        Map<String, PipelineState.Source> all = new LinkedHashMap<>();
        Stream.of(
                        source("x-recent-search", sources.x()),
                        source("newsapi", sources.newsApi()),
                        source("twitter-v1", sources.twitterV1() ? Polling.LIVE : Polling.OFF))
                .forEach(source -> all.put(source.source(), source));
        for (SourceStatus source : health) {
            if (source.isDown()) {
                all.put(source.source(), new PipelineState.Source(source.source(), "down", source.problem()));
            }
        }
        return new ArrayList<>(all.values());
    }

    private static PipelineState.Source source(String name, Polling polling) {
        return new PipelineState.Source(name, polling.name().toLowerCase(Locale.ROOT), null);
    }

    private static List<PipelineState.Model> models(CamelContext camel) {
        return camel.hasComponent("doccat") instanceof DoccatComponent doccat
                ? doccat.models().stream().map(LivePipeline::model).toList()
                : List.of();
    }

    private static PipelineState.Model model(ModelInfo model) {
        return new PipelineState.Model(model.name(), model.version(), model.loadedAt(), model.lastError());
    }

    private static PipelineState.Reload reload(ReloadStatus reload) {
        ReloadStatus.LastSave last = reload.last();
        return new PipelineState.Reload(
                last == null ? null : Instant.parse(last.at()),
                last == null ? null : last.file(),
                reload.problems().stream().map(ReloadStatus.Refusal::toString).toList());
    }
}
