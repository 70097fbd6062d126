package io.weathervane.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into an orderly stop: asks the running part to end, then holds the process open until
 * everything is closed, but no longer than a few seconds. Thread-safe.
 */
final class Shutdown {

    /** People press Ctrl-C again after ten seconds. */
    private static final Duration PATIENCE = Duration.ofMillis(9_500);

    private final CountDownLatch completed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::request, "weathervane-shutdown");
    private boolean requested;
    private Runnable stop;

    Shutdown() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** What ends the running part; called at once when the stop has been asked for already. */
    synchronized void onRequest(Runnable action) {
        stop = action;
        if (requested) {
            action.run();
        }
    }

    synchronized boolean isRequested() {
        return requested;
    }

    /** Everything is closed. */
    void completed() {
        completed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending by this very hook
        }
    }

    private void request() {
        synchronized (this) {
            requested = true;
            if (stop != null) {
                stop.run();
            }
        }
        try {
            completed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The application is stopped before it has started. */
    static final class RequestedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RequestedException() {
            super("stopped", null, false, false);
        }
    }
}
