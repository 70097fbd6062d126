package io.weathervane.management;

import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.main.HttpServerConfigurationProperties;

/**
 * Makes Camel's HTTP server with a login for Jolokia. Camel's own one reads user and password from a file; these come
 * from the environment and stay in memory. Camel Main finds it in the registry.
 */
public final class GuardedHttpServers extends DefaultMainHttpServerFactory {

    private final JolokiaAccess access;

    public GuardedHttpServers(JolokiaAccess access) {
        this.access = access;
    }

    @Override
    public Service newHttpServer(CamelContext context, HttpServerConfigurationProperties properties) {
        Service server = super.newHttpServer(context, properties);
        access.guard(((MainHttpServer) server).getConfiguration().getAuthenticationConfig());
        return server;
    }
}
