package io.weathervane.training;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongPredicate;

/**
 * Reads the texts of tasks and has several threads take them apart, a chunk each. The results come back to the reading thread
 * in the order of the texts, so that nothing depends on how many threads there are.
 */
final class TextChunks {

    private static final int CHUNK = 1024;

    private final List<Task> tasks;
    private final LongPredicate needed;

    TextChunks(List<Task> tasks) {
        this(tasks, number -> true);
    }

    /** @param needed whether the text of this number, from 0 on over all tasks, is needed */
    TextChunks(List<Task> tasks, LongPredicate needed) {
        this.tasks = tasks;
        this.needed = needed;
    }

    /**
     * Some texts of one source.
     *
     * @param task number of the task
     * @param source number of the source within the task
     */
    record Chunk(int task, int source, String[] labels, String[] texts) {}

    /**
     * @param work done by several threads at once
     * @param merge called by this thread, in the order of the texts
     */
    <R> void forEach(Function<Chunk, R> work, BiConsumer<Chunk, R> merge) {
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService workers = Executors.newFixedThreadPool(threads, TextChunks::daemon);
        try {
            Run<R> run = new Run<>(workers, 2 * threads, work, merge);
            long[] number = new long[1];
            for (int task = 0; task < tasks.size(); task++) {
                List<TrainingSource> sources = tasks.get(task).sources();
                for (int source = 0; source < sources.size(); source++) {
                    Collector collector = new Collector(task, source);
                    sources.get(source).read((label, text) -> {
                        if (needed.test(number[0]++) && collector.add(label, text)) {
                            run.submit(collector.take());
                        }
                    });
                    run.submit(collector.take());
                }
            }
            run.finish();
        } finally {
            workers.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "weathervane-texts");
        thread.setDaemon(true);
        return thread;
    }

    private static final class Collector {

        private final int task;
        private final int source;
        private final String[] labels = new String[CHUNK];
        private final String[] texts = new String[CHUNK];
        private int size;

        Collector(int task, int source) {
            this.task = task;
            this.source = source;
        }

        /** Whether the chunk is full. */
        boolean add(String label, String text) {
            labels[size] = label;
            texts[size++] = text;
            return size == CHUNK;
        }

        Chunk take() {
            Chunk chunk = new Chunk(task, source, Arrays.copyOf(labels, size), Arrays.copyOf(texts, size));
            size = 0;
            return chunk;
        }
    }

    private record Pending<R>(Chunk chunk, Future<R> result) {}

    private static final class Run<R> {

        private final Deque<Pending<R>> pending = new ArrayDeque<>();
        private final ExecutorService workers;
        private final int ahead;
        private final Function<Chunk, R> work;
        private final BiConsumer<Chunk, R> merge;

        Run(ExecutorService workers, int ahead, Function<Chunk, R> work, BiConsumer<Chunk, R> merge) {
            this.workers = workers;
            this.ahead = ahead;
            this.work = work;
            this.merge = merge;
        }

        void submit(Chunk chunk) {
            if (pending.size() >= ahead) {
                mergeOne();
            }
            pending.add(new Pending<>(chunk, workers.submit(() -> work.apply(chunk))));
        }

        void finish() {
            while (!pending.isEmpty()) {
                mergeOne();
            }
        }

        private void mergeOne() {
            Pending<R> first = pending.remove();
            try {
                merge.accept(first.chunk(), first.result().get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Training was interrupted", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                if (e.getCause() instanceof Error failure) {
                    throw failure;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
