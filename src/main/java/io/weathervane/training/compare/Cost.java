package io.weathervane.training.compare;

/**
 * What a candidate costs. These figures differ from run to run and from machine to machine.
 *
 * @param trainingSeconds to train once, by the clock, while other candidates were trained at the same time
 * @param textsPerSecond classified by one thread of its own, taking the texts apart included
 * @param modelBytes size of the saved model
 */
public record Cost(double trainingSeconds, double textsPerSecond, long modelBytes) {}
