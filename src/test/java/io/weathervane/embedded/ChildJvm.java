package io.weathervane.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own with the class path of the tests, for what a test does to a whole process. */
final class ChildJvm implements AutoCloseable {

    private static final String SAYS = "test says ";

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static ChildJvm run(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        try {
            return new ChildJvm(
                    new ProcessBuilder(command).redirectError(Redirect.DISCARD).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the child: tells the test something. */
    static void say(Object what) {
        System.out.println(SAYS + what);
    }

    /** In the test: the next thing that the child tells. */
    String hear() throws IOException {
        String line;
        while ((line = output.readLine()) != null) {
            if (line.startsWith(SAYS)) {
                return line.substring(SAYS.length());
            }
        }
        throw new IOException("the child has ended");
    }

    /** SIGKILL where there are signals. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
