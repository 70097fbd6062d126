package io.weathervane.embedded;

import io.weathervane.config.ConfigurationException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The heap that a child JVM may grow to. */
record HeapSize(int megabytes) {

    private static final int LEAST = 256;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})([mg])");

    /**
     * Reads what {@code -Xmx} takes, in megabytes or gigabytes: {@code 512m}, {@code 1g}.
     *
     * @throws ConfigurationException if it is nothing of the kind, or too little for Elasticsearch
     */
    static HeapSize parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            int number = Integer.parseInt(matcher.group(1));
            int megabytes = matcher.group(2).equals("g") ? number * 1024 : number;
            if (megabytes >= LEAST) {
                return new HeapSize(megabytes);
            }
        }
        throw new ConfigurationException("The heap of the embedded Elasticsearch is \"" + text
                + "\"; give a size such as 512m or 1g, at least " + LEAST + "m");
    }

    int initialMegabytes() {
        return Math.max(LEAST, megabytes / 4);
    }
}
