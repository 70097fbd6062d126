package io.weathervane.cli;

import io.weathervane.config.Setting;
import io.weathervane.config.Settings;
import io.weathervane.index.AssetRefusedException;
import io.weathervane.index.ElasticsearchAssets;
import io.weathervane.index.InvalidAssetException;
import io.weathervane.reload.GuardedAssetReload;
import io.weathervane.reload.GuardedRouteReload;
import io.weathervane.reload.Problem;
import io.weathervane.reload.ReloadReport;
import io.weathervane.reload.ReloadReport.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.elasticsearch.client.RestClient;

/** What is saved takes effect while the application runs, unless {@code reload.enabled} is false: puts that together. */
final class LiveEditing extends MainListenerSupport {

    private final ReloadReport report;
    private final GuardedRouteReload routes;
    private final GuardedAssetReload assets;
    private ModelOutcomes models;

    /** From now on, what is saved counts as changed. */
    LiveEditing(Settings settings, RestClient elasticsearch, ReloadReport report) {
        this.report = report;
        this.routes = new GuardedRouteReload(settings.path(Setting.ROUTES_DIR), report);
        Path pipelines = settings.path(Setting.PIPELINES_DIR);
        Path templates = settings.path(Setting.TEMPLATES_DIR);
        ElasticsearchAssets installed = new ElasticsearchAssets(
                elasticsearch, pipelines, templates, settings.duration(Setting.ELASTICSEARCH_REQUEST_TIMEOUT));
        this.assets = new GuardedAssetReload(
                List.of(
                        new GuardedAssetReload.Folder(Kind.TEMPLATE, ElasticsearchAssets.components(templates)),
                        new GuardedAssetReload.Folder(Kind.TEMPLATE, templates),
                        new GuardedAssetReload.Folder(Kind.PIPELINE, pipelines)),
                report,
                file -> install(installed, file));
    }

    private static Optional<Problem> install(ElasticsearchAssets assets, Path file) {
        try {
            assets.install(file);
            return Optional.empty();
        } catch (InvalidAssetException e) {
            return Optional.of(new Problem(file, e.line(), e.reason()));
        } catch (AssetRefusedException e) {
            return Optional.of(new Problem(file, 0, e.reason()));
        }
    }

    @Override
    public void afterConfigure(BaseMainSupport main) {
        try {
            main.getCamelContext().addService(routes);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    @Override
    public void afterStart(BaseMainSupport main) {
        models = new ModelOutcomes(main.getCamelContext(), report);
        models.start();
        assets.start();
    }

    @Override
    public void beforeStop(BaseMainSupport main) {
        assets.close();
        if (models != null) {
            models.close();
        }
    }
}
