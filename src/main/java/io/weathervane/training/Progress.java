package io.weathervane.training;

/** Hears how far a long piece of work has come. Called by one thread at a time. */
@FunctionalInterface
public interface Progress {

    Progress NONE = (step, done, total) -> {};

    /**
     * @param step what is being done, in words for a person
     * @param done how much of it is done
     * @param total how much there is, 0 if that is not known
     */
    void at(String step, long done, long total);
}
