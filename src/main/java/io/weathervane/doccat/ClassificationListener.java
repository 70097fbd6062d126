package io.weathervane.doccat;

/** A bean of this type in Camel's registry hears of every text that is categorized. For any number of threads. */
public interface ClassificationListener {

    /** Who hears of one model's texts; asked for once for each endpoint that starts. */
    Recorder of(String model);

    /** Hears of the texts of one model, on the threads that categorize: it must be quick and must not throw. */
    interface Recorder {

        /**
         * A text has its label.
         *
         * @param label what the message says now; the endpoint's unknown label if the model knows none
         * @param nanos how long the model took, without what the route did to find the text
         */
        void classified(String label, long nanos);
    }
}
