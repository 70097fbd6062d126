package io.weathervane.doccat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/**
 * Camel component {@code doccat}: categorizes texts with OpenNLP document categorizers and text classifiers in ONNX. All its
 * endpoints share one loaded instance of each model, and a changed file takes the old one's place without a restart.
 */
@Component("doccat")
public class DoccatComponent extends DefaultComponent {

    static final String DEFAULT_MODELS_DIRECTORY = "models";
    static final String DEFAULT_RELOAD_INTERVAL = "1000";

    private final ModelFiles modelFiles = new ModelFiles();
    private ScheduledExecutorService reloader;

    @Metadata(defaultValue = DEFAULT_MODELS_DIRECTORY)
    private String modelsDirectory = DEFAULT_MODELS_DIRECTORY;

    @Metadata(label = "advanced", javaType = "java.time.Duration", defaultValue = DEFAULT_RELOAD_INTERVAL)
    private long reloadInterval = Long.parseLong(DEFAULT_RELOAD_INTERVAL);

    public DoccatComponent() {}

    public DoccatComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        DoccatEndpoint endpoint = new DoccatEndpoint(uri, this, ModelName.checked(remaining));
        endpoint.setModelsDirectory(modelsDirectory);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (reloadInterval < 0) {
            throw new IllegalArgumentException(
                    "doccat: reloadInterval must be 0 (off) or more milliseconds, not " + reloadInterval);
        }
        if (reloadInterval > 0) {
            reloader = getCamelContext()
                    .getExecutorServiceManager()
                    .newSingleThreadScheduledExecutor(this, "doccat-reload");
            reloader.scheduleWithFixedDelay(modelFiles::check, reloadInterval, reloadInterval, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (reloader != null) {
            getCamelContext().getExecutorServiceManager().shutdown(reloader);
            reloader = null;
        }
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        modelFiles.close();
        super.doShutdown();
    }

    /** The models that started endpoints use at this moment, ordered by name and path; for threads of any kind. */
    public List<ModelInfo> models() {
        return modelFiles.inUse();
    }

    ModelFiles modelFiles() {
        return modelFiles;
    }

    public String getModelsDirectory() {
        return modelsDirectory;
    }

    /**
     * The folder which holds a folder for each model. An endpoint can name another one.
     */
    public void setModelsDirectory(String modelsDirectory) {
        this.modelsDirectory = modelsDirectory;
    }

    public long getReloadInterval() {
        return reloadInterval;
    }

    /**
     * How often (in milliseconds, or as 2s, 1m ...) to look whether a model file has changed. A changed file is loaded when
     * it stayed the same for one interval. 0 turns this off.
     */
    public void setReloadInterval(long reloadInterval) {
        this.reloadInterval = reloadInterval;
    }
}
