package io.weathervane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningApplicationTest {

    private static final long NO_PROCESS = Long.MAX_VALUE;

    @TempDir
    Path folder;

    @Test
    void addresses_can_be_read_while_it_runs_and_not_afterwards() {
        Path data = folder.resolve("data");
        RunningApplication own = application(ProcessHandle.current().pid());
        own.announce(data);
        assertThat(RunningApplication.in(data)).contains(own);
        own.withdraw(data);
        assertThat(data).isEmptyDirectory();
        assertThat(RunningApplication.in(data)).isEmpty();
    }

    @Test
    void what_a_killed_one_left_is_not_believed() {
        application(NO_PROCESS).announce(folder);
        assertThat(RunningApplication.in(folder)).isEmpty();
    }

    @Test
    void file_of_another_one_is_left_alone() {
        long other = ProcessHandle.current().parent().orElseThrow().pid();
        application(other).announce(folder);
        application(ProcessHandle.current().pid()).withdraw(folder);
        assertThat(RunningApplication.in(folder)).contains(application(other));
    }

    @Test
    void damaged_file_is_no_application() throws Exception {
        Files.writeString(folder.resolve("running.properties"), "pid=\\u12\n");
        assertThat(RunningApplication.in(folder)).isEmpty();
    }

    @Test
    void folder_that_cannot_be_written_does_not_stop_the_application() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        application(1).announce(file);
        assertThat(RunningApplication.in(file)).isEmpty();
    }

    private static RunningApplication application(long pid) {
        return new RunningApplication(pid, "127.0.0.1:9093", "http://127.0.0.1:9201", "http://127.0.0.1:8081");
    }
}
