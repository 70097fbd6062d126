package io.weathervane.embedded;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * Weathervane's plugin of the Hawtio console, a script: it opens the console on the routes. Hawtio finds its plugins as
 * MBeans; the names of the attributes are Hawtio's.
 */
final class HawtioPlugin implements HawtioPluginAttributes {

    private static final String CONTEXT = "/weathervane";
    private static final String MBEAN = "hawtio:type=plugin,name=weathervane";

    /** Serves the script. */
    ContextHandler handler() {
        ContextHandler context = new ContextHandler(new ResourceHandler(), CONTEXT);
        context.setBaseResource(ResourceFactory.of(context).newClassLoaderResource("io/weathervane/embedded/hawtio/"));
        return context;
    }

    void register() throws JMException {
        unregister();
        server().registerMBean(new StandardMBean(this, HawtioPluginAttributes.class), new ObjectName(MBEAN));
    }

    void unregister() throws JMException {
        ObjectName name = new ObjectName(MBEAN);
        if (server().isRegistered(name)) {
            server().unregisterMBean(name);
        }
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    @Override
    public String getUrl() {
        return CONTEXT;
    }

    @Override
    public String getScope() {
        return "weathervane";
    }

    @Override
    public String getModule() {
        return "./plugin";
    }

    @Override
    public String getRemoteEntryFileName() {
        return "remoteEntry.js";
    }

    @Override
    public Boolean getBustRemoteEntryCache() {
        return true;
    }

    @Override
    public String getPluginEntry() {
        return "plugin";
    }
}
