package io.weathervane.cli;

import io.weathervane.training.Progress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows on standard error how far training is, with an estimate of the time left; one bar a step. */
final class TrainingProgressBar implements Progress, AutoCloseable {

    private static final int UPDATE_MILLIS = 500;

    private ProgressBar bar;
    private String step = "";

    @Override
    public void at(String newStep, long done, long total) {
        if (!newStep.equals(step)) {
            close();
            step = newStep;
            bar = new ProgressBarBuilder()
                    .setTaskName(newStep)
                    .setInitialMax(total)
                    .setUpdateIntervalMillis(UPDATE_MILLIS)
                    .setStyle(ProgressBarStyle.ASCII)
                    .clearDisplayOnFinish()
                    .build();
        }
        bar.stepTo(done);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
