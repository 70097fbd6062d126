package io.weathervane.reload;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.catalog.impl.DefaultRuntimeCamelCatalog;
import org.apache.camel.catalog.suggest.CatalogSuggestionStrategy;
import org.apache.camel.cli.connector.DefaultCliConnectorFactory;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.CliConnectorFactory;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.ComponentOptionModel;

/**
 * A context that is never started, in which routes can be made without running. It has the application's beans and
 * placeholders, and components of its own that are set as the application's are. Nothing in it is stopped but those
 * components and their endpoints: a bean that a route names is the application's, and goes on.
 */
final class ScratchContext implements AutoCloseable {

    private final DefaultCamelContext context;
    private final SharedBeans beans;
    private final DefaultRuntimeCamelCatalog catalog = new DefaultRuntimeCamelCatalog(true);

    ScratchContext(CamelContext application) {
        beans = new SharedBeans(application);
        context = new DefaultCamelContext(false);
        context.disableJMX();
        context.getCamelContextExtension().setName(application.getName() + "-check");
        context.setApplicationContextClassLoader(application.getApplicationContextClassLoader());
        context.getCamelContextExtension().setRegistry(new DefaultRegistry(beans));
        catalog.setCamelContext(context);
        catalog.setSuggestionStrategy(new CatalogSuggestionStrategy());
        context.setAutoStartup(false);
        context.build();
        context.getCamelContextExtension().addContextPlugin(CliConnectorFactory.class, noCommandLine());
        // the application has looked into the environment already
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        properties.setAutoDiscoverPropertiesSources(false);
        properties.addPropertiesSource(new ApplicationProperties(application));
        ComponentResolver resolver = PluginHelper.getComponentResolver(context);
        context.getCamelContextExtension()
                .addContextPlugin(
                        ComponentResolver.class,
                        (name, own) -> setAs(
                                original(application, name), resolver.resolveComponent(name, own), name, application));
        context.init();
    }

    /** Another connector of this process would take the application's files under ~/.camel, and its end is a call to stop. */
    private static CliConnectorFactory noCommandLine() {
        DefaultCliConnectorFactory none = new DefaultCliConnectorFactory();
        none.setEnabled(false);
        return none;
    }

    ModelCamelContext camel() {
        return context;
    }

    /** Of the components that are here. */
    DefaultRuntimeCamelCatalog catalog() {
        return catalog;
    }

    static Model model(CamelContext context) {
        return context.getCamelContextExtension().getContextPlugin(Model.class);
    }

    /** Reads the routes into the context's model; none is made yet. */
    void load(YamlFile yaml) throws Exception {
        Resource resource = ResourceHelper.fromString("file:" + yaml.file().getFileName(), yaml.text());
        for (RoutesBuilder routes : PluginHelper.getRoutesLoader(context).findRoutesBuilders(List.of(resource))) {
            context.addRoutes(routes);
            context.addTemplatedRoutes(routes);
        }
    }

    /** The application's own component; one that no route has asked for yet may be a bean. */
    private static Component original(CamelContext application, String name) {
        Component component = application.hasComponent(name);
        return component != null
                ? component
                : application.getRegistry().lookupByNameAndType(name + "-component", Component.class);
    }

    /** Sets the new component as the application's own is; the application may have none, or Camel may know none. */
    private Component setAs(Component original, Component copy, String name, CamelContext application) {
        ComponentModel model = catalog.componentModel(name);
        if (original == null || copy == null || model == null || original.getClass() != copy.getClass()) {
            return copy;
        }
        PropertyConfigurer configurer = PluginHelper.getConfigurerResolver(application)
                .resolvePropertyConfigurer(name + "-component", application);
        if (configurer instanceof PropertyConfigurerGetter options) {
            for (ComponentOptionModel option : model.getComponentOptions()) {
                Object value = options.getOptionValue(original, option.getName(), false);
                if (value != null) {
                    configurer.configure(application, copy, option.getName(), value, false);
                }
            }
        }
        return copy;
    }

    @Override
    public void close() {
        ServiceHelper.stopAndShutdownServices(context.getEndpoints());
        for (String name : context.getComponentNames()) {
            ServiceHelper.stopAndShutdownService(context.hasComponent(name));
        }
        beans.close();
    }

    private record ApplicationProperties(CamelContext application) implements PropertiesSource {

        @Override
        public String getName() {
            return "application";
        }

        @Override
        public String getProperty(String name) {
            return application.getPropertiesComponent().resolveProperty(name).orElse(null);
        }
    }
}
