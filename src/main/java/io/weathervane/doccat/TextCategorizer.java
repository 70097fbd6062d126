package io.weathervane.doccat;

/** A model that runs, of whatever kind. For any number of threads, until it is closed. */
interface TextCategorizer extends AutoCloseable {

    double[] NO_SCORES = {};

    /** The score of each label, each from 0 to 1; none if there is nothing to read in the text. */
    double[] categorize(CharSequence text);

    String label(int category);

    /** Frees what the garbage collector does not know of; nobody may be categorizing. */
    @Override
    default void close() {}
}
