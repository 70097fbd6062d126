package io.weathervane.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of the live page by their path on the server. What is not listed here is not served, whatever is on the
 * class path. Immutable.
 */
final class PageFiles {

    static final String ROOT = "/";
    static final String FOLDER = "/page";

    /** The modules of the page: plain JavaScript, served as it stands in the sources. */
    private static final List<String> MODULES = List.of(
            "api",
            "charts",
            "controls",
            "dom",
            "facets",
            "format",
            "kpis",
            "labels",
            "main",
            "messages",
            "pipeline",
            "refresh",
            "selection",
            "theme");

    private static final String CHARTS = "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";

    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private final Map<String, PageFile> files = new LinkedHashMap<>();

    PageFiles() {
        files.put(ROOT, PageFile.of("page/index.html", "text/html; charset=utf-8"));
        add("page.css", "text/css; charset=utf-8");
        add("favicon.svg", "image/svg+xml");
        MODULES.forEach(module -> add(module + ".js", SCRIPT));
        // sets the theme before anything is drawn
        add("first.js", SCRIPT);
        files.put(FOLDER + "/lib/chart.js", PageFile.of(CHARTS, SCRIPT));
    }

    private void add(String name, String type) {
        files.put(FOLDER + "/" + name, PageFile.of("page/" + name, type));
    }

    /** The file that is served at exactly this path. */
    Optional<PageFile> at(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** Every path that is served. */
    Iterable<String> paths() {
        return files.keySet();
    }
}
