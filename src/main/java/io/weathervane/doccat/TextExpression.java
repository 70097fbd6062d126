package io.weathervane.doccat;

import org.apache.camel.CamelContext;
import org.apache.camel.Expression;

/** Compiles the expression that takes the text from a message. */
final class TextExpression {

    private TextExpression() {}

    static Expression create(String simple, CamelContext context) {
        Expression expression = context.resolveLanguage("simple").createExpression(simple);
        expression.init(context);
        return expression;
    }
}
