package io.weathervane;

/** Starts Weathervane's command line; {@code run} is the default command. */
public final class WeathervaneApplication {

    private WeathervaneApplication() {}

    public static void main(String[] args) {
        System.out.println("Weathervane " + String.join(" ", args) + " "
                + ProcessHandle.current()
                        .info()
                        .arguments()
                        .map(java.util.Arrays::toString)
                        .orElse(""));
    }
}
