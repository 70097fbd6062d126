package io.weathervane.web;

/** A question that is not answered as it is put; the message tells a person why, with the parameter's name. */
final class BadQuestionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadQuestionException(String parameter, String reason) {
        super(parameter + ": " + reason);
    }
}
