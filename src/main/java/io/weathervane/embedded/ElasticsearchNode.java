package io.weathervane.embedded;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The main class of the child process: one Elasticsearch node, built by the classes that {@code bin/elasticsearch} uses
 * but without its bootstrap, which refuses root. Everything is reached by reflection, for the child's class path holds
 * Elasticsearch's libraries and this class alone. The node ends with its parent: it reads standard input, which ends
 * when the parent does, however that happens.
 *
 * <p>Arguments: the configuration directory, then {@code key=value} settings.
 */
final class ElasticsearchNode {

    private static final String NAME = "weathervane";

    private ElasticsearchNode() {}

    public static void main(String[] args) throws Exception {
        // Ctrl-C reaches the whole process group; the parent closes this node when it has no more use for it
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
        Path config = Path.of(args[0]);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("path.home", System.getProperty("es.path.home"));
        for (int i = 1; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            settings.put(args[i].substring(0, equals), args[i].substring(equals + 1));
        }
        Object node = node(config, settings);
        Method start = node.getClass().getMethod("start");
        Method close = node.getClass().getMethod("close");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> invokeQuietly(close, node), "close-node"));
        start.invoke(node);
        untilTheParentEnds();
        System.exit(0);
    }

    private static Object node(Path config, Map<String, String> overrides) throws Exception {
        Class<?> logging = Class.forName("org.elasticsearch.common.logging.LogConfigurator");
        logging.getMethod("configureESLogging").invoke(null);
        logging.getMethod("registerErrorListener").invoke(null);
        Class<?> settings = Class.forName("org.elasticsearch.common.settings.Settings");
        Supplier<String> nodeName = () -> NAME;
        Object environment = Class.forName("org.elasticsearch.node.InternalSettingsPreparer")
                .getMethod("prepareEnvironment", settings, Map.class, Path.class, Supplier.class)
                .invoke(null, settings.getField("EMPTY").get(null), overrides, config, nodeName);
        logging.getMethod("setNodeName", String.class).invoke(null, NAME);
        logging.getMethod("configure", environment.getClass(), boolean.class).invoke(null, environment, true);
        Class<?> plugins = Class.forName("org.elasticsearch.plugins.PluginsLoader");
        Object modules = bundles(plugins, "loadModulesBundles", directory(environment, "modulesDir"));
        Object none = bundles(plugins, "loadPluginsBundles", directory(environment, "pluginsDir"));
        Object loader = plugins.getMethod("createPluginsLoader", Set.class, Set.class, Map.class, boolean.class)
                .invoke(null, modules, none, Map.of(), plugins.getModule().isNamed());
        return Class.forName("org.elasticsearch.node.Node")
                .getConstructor(environment.getClass(), plugins)
                .newInstance(environment, loader);
    }

    private static Path directory(Object environment, String name) throws Exception {
        Path directory = (Path) environment.getClass().getMethod(name).invoke(environment);
        return Files.createDirectories(directory);
    }

    private static Object bundles(Class<?> plugins, String name, Path directory) throws Exception {
        for (Method method : plugins.getMethods()) {
            // the second parameter came with 8.18
            if (method.getName().equals(name)) {
                return method.getParameterCount() == 1
                        ? method.invoke(null, directory)
                        : method.invoke(null, directory, false);
            }
        }
        throw new NoSuchMethodException(plugins.getName() + "." + name);
    }

    private static void untilTheParentEnds() throws IOException {
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
    }

    private static void invokeQuietly(Method method, Object target) {
        try {
            method.invoke(target);
        } catch (IllegalAccessException | InvocationTargetException e) {
            System.err.println("The node did not close cleanly: " + e);
        }
    }
}
