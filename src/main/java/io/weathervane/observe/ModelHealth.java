package io.weathervane.observe;

import io.weathervane.doccat.DoccatComponent;
import io.weathervane.doccat.ModelInfo;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * The health of each model that is in use at this moment. It is always UP, because the version before goes on where a file
 * is refused; the message says so. Thread-safe.
 */
public final class ModelHealth implements HealthCheckRepository, CamelContextAware {

    /** The group that the health checks of models are in. */
    public static final String GROUP = "model";

    private volatile CamelContext camel;
    private volatile boolean enabled = true;

    @Override
    public Stream<HealthCheck> stream() {
        // not getComponent: that would make one
        return enabled && camel != null && camel.hasComponent("doccat") instanceof DoccatComponent doccat
                ? doccat.models().stream().map(OfModel::new)
                : Stream.empty();
    }

    @Override
    public String getId() {
        return "models";
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public CamelContext getCamelContext() {
        return camel;
    }

    @Override
    public void setCamelContext(CamelContext camel) {
        this.camel = camel;
    }

    private static final class OfModel extends AbstractHealthCheck {

        private final ModelInfo model;

        OfModel(ModelInfo model) {
            super(GROUP, GROUP + ":" + model.name());
            this.model = model;
        }

        @Override
        public boolean isLiveness() {
            return false;
        }

        @Override
        protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
            result.up();
            result.detail("version", model.version());
            result.detail("path", model.path().toString());
            result.detail("loaded.at", model.loadedAt().toString());
            if (model.lastError() != null) {
                result.message(model.lastError() + "; version " + model.version() + " goes on");
            }
        }
    }
}
