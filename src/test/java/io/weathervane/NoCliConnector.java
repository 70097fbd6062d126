package io.weathervane;

import org.apache.camel.cli.connector.DefaultCliConnectorFactory;

/** What a Camel context of a test finds on the class path: no test is a process that the Camel CLI should see. */
public final class NoCliConnector extends DefaultCliConnectorFactory {

    public NoCliConnector() {
        setEnabled(false);
    }
}
