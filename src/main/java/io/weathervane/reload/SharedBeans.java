package io.weathervane.reload;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Component;
import org.apache.camel.spi.BeanRepository;

/**
 * The application's beans, for a context that is thrown away. It has no use for the components among them, and gives those
 * beans back to the application that a context takes for its own.
 */
final class SharedBeans implements BeanRepository, AutoCloseable {

    private final CamelContext application;
    private final Set<CamelContextAware> lent = new HashSet<>();

    SharedBeans(CamelContext application) {
        this.application = application;
    }

    @Override
    public Object lookupByName(String name) {
        return lend(application.getRegistry().lookupByName(name));
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
        return lend(application.getRegistry().lookupByNameAndType(name, type));
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        Map<String, T> found = application.getRegistry().findByTypeWithName(type);
        found.values().forEach(this::lend);
        return found;
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return application.getRegistry().findByType(type).stream()
                .filter(bean -> lend(bean) != null)
                .collect(Collectors.toSet());
    }

    private <T> T lend(T bean) {
        if (bean instanceof Component) {
            return null;
        }
        if (bean instanceof CamelContextAware aware && aware.getCamelContext() == application) {
            lent.add(aware);
        }
        return bean;
    }

    @Override
    public void close() {
        lent.forEach(bean -> bean.setCamelContext(application));
    }
}
