package io.weathervane.training.compare;

import io.weathervane.training.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fixed number of threads that work tasks off in their order. The threads keep no process alive: who is told to stop need not
 * wait for a training to end.
 */
final class Workers implements AutoCloseable {

    private final ExecutorService executor;

    Workers(int threads) {
        AtomicInteger number = new AtomicInteger();
        executor = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "weathervane-compare-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Waits until all are done.
     *
     * @throws InterruptedException if this thread is interrupted; then no other task begins
     */
    <T> void run(String step, List<Callable<T>> tasks, Progress progress) throws InterruptedException {
        CompletionService<T> done = new ExecutorCompletionService<>(executor);
        new ArrayList<>(tasks).forEach(done::submit);
        progress.at(step, 0, tasks.size());
        for (int i = 1; i <= tasks.size(); i++) {
            try {
                done.take().get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("A comparison failed: " + e.getCause(), e.getCause());
            }
            progress.at(step, i, tasks.size());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
