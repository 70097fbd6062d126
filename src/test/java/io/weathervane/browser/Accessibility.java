package io.weathervane.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What axe-core finds against WCAG 2.1 A and AA in the page that is open. */
public final class Accessibility {

    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    private Accessibility() {}

    /** One sentence for each violation, with the elements. */
    @SuppressWarnings("unchecked")
    public static List<String> violations(Chromium browser) {
        try (InputStream in = Accessibility.class.getResourceAsStream(AXE)) {
            browser.run(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (List<String>) browser.runAsync("""
                const done = arguments[arguments.length - 1];
                axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']}).then(found =>
                  done(found.violations.map(v => v.id + ': ' + v.help + ': '
                    + v.nodes.slice(0, 4).map(n => n.target.join(' ') + ' ' + n.failureSummary).join(' | '))),
                  e => done([String(e)]));
                """);
    }
}
