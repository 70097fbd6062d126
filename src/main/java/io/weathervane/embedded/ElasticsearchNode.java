package io.weathervane.embedded;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The main class of the child process: one Elasticsearch node without the launcher around it, which refuses root and
 * turns security on. It runs with nothing but Elasticsearch's own libraries and this one class file, hence reflection
 * only and no nested class. It lives as long as its standard input: at the end of that the node is closed and the process
 * exits, so that it never outlives the process that started it.
 */
final class ElasticsearchNode {

    /** The process's own standard error: the server puts its log in the place of {@code System.err}. */
    private static final PrintStream CONSOLE = System.err;

    private static volatile AutoCloseable node;

    private ElasticsearchNode() {}

    /** Arguments: the configuration directory, then settings as {@code key=value}. */
    public static void main(String[] arguments) {
        try {
            ignoreTerminalSignals();
            Runtime.getRuntime().addShutdownHook(new Thread(ElasticsearchNode::close, "close-node"));
            // before the node and beside it: the parent may go while it is starting
            new Thread(ElasticsearchNode::exitWithParent, "exit-with-parent").start();
            node = start(arguments);
        } catch (Throwable e) { // an Error too: nobody else would tell the parent
            explain(e);
            System.exit(1);
        }
    }

    private static void exitWithParent() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            explain(e);
        }
        System.exit(0);
    }

    /** Ctrl-C reaches every process of the terminal; the parent stops this one when it has no more need of it. */
    private static void ignoreTerminalSignals() throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        for (String name : new String[] {"INT", "HUP"}) {
            try {
                signal.getMethod("handle", signal, handler)
                        .invoke(
                                null,
                                signal.getConstructor(String.class).newInstance(name),
                                handler.getField("SIG_IGN").get(null));
            } catch (InvocationTargetException e) {
                continue; // a signal that this system does not have
            }
        }
    }

    private static AutoCloseable start(String[] arguments) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("path.home", System.getProperty("es.path.home"));
        for (int i = 1; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            settings.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
        }
        Class<?> logging = Class.forName("org.elasticsearch.common.logging.LogConfigurator");
        logging.getMethod("configureESLogging").invoke(null);
        Object environment = environment(Path.of(arguments[0]), settings);
        logging.getMethod("setNodeName", String.class).invoke(null, settings.get("node.name"));
        logging.getMethod("configure", environment.getClass(), boolean.class).invoke(null, environment, false);

        Class<?> pluginsLoader = Class.forName("org.elasticsearch.plugins.PluginsLoader");
        Object plugins = pluginsLoader
                .getMethod("createPluginsLoader", Set.class, Set.class, Map.class, boolean.class)
                .invoke(
                        null,
                        bundles(pluginsLoader, "loadModulesBundles", environment, "modulesDir"),
                        bundles(pluginsLoader, "loadPluginsBundles", environment, "pluginsDir"),
                        Map.of(),
                        pluginsLoader.getModule().isNamed());
        Class<?> nodeClass = Class.forName("org.elasticsearch.node.Node");
        Object created =
                nodeClass.getConstructor(environment.getClass(), pluginsLoader).newInstance(environment, plugins);
        nodeClass.getMethod("start").invoke(created);
        return (AutoCloseable) created;
    }

    private static Object environment(Path configuration, Map<String, String> settings)
            throws ReflectiveOperationException {
        Class<?> settingsClass = Class.forName("org.elasticsearch.common.settings.Settings");
        Supplier<String> nodeName = () -> settings.get("node.name");
        return Class.forName("org.elasticsearch.node.InternalSettingsPreparer")
                .getMethod("prepareEnvironment", settingsClass, Map.class, Path.class, Supplier.class)
                .invoke(null, settingsClass.getField("EMPTY").get(null), settings, configuration, nodeName);
    }

    private static Object bundles(Class<?> pluginsLoader, String method, Object environment, String folder)
            throws Exception {
        Path directory = (Path) environment.getClass().getMethod(folder).invoke(environment);
        if (!Files.isDirectory(directory)) {
            return Set.of();
        }
        for (Method candidate : pluginsLoader.getMethods()) {
            if (candidate.getName().equals(method)) { // newer servers ask whether a failure may be passed over
                return candidate.getParameterCount() == 1
                        ? candidate.invoke(null, directory)
                        : candidate.invoke(null, directory, false);
            }
        }
        throw new NoSuchMethodException(pluginsLoader.getName() + "." + method);
    }

    private static void close() {
        try {
            if (node != null) {
                node.close();
            }
        } catch (Exception e) {
            explain(e);
        }
    }

    /** One line for every cause: the parent shows the last lines to a person. */
    private static void explain(Throwable e) {
        e.printStackTrace(CONSOLE);
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (!(cause instanceof InvocationTargetException)) {
                CONSOLE.println("error: " + cause);
            }
        }
        CONSOLE.flush();
    }
}
