package io.weathervane.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageRouteTest {

    private static final Path SOURCES = Path.of("src/main/resources/io/weathervane/web/page");

    private static PageServer server;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        server = new PageServer(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/sample-apis?matchOnUriPrefix=true").setBody(constant("not the page"));
            }
        });
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void every_file_of_the_page_is_served_with_its_type_and_the_headers_that_guard_it() throws Exception {
        for (String path : new PageFiles().paths()) {
            HttpResponse<String> answer = get(path.substring(1));

            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .as(path)
                    .startsWith(type(path));
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "script-src 'self';", "style-src 'self';", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(answer.headers().firstValue("Permissions-Policy")).isPresent();
            assertThat(answer.body()).as(path).isNotEmpty();
        }
    }

    @Test
    void every_file_in_the_folder_is_listed_and_every_import_finds_its_file() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            assertThat(files.map(Path::getFileName).map(Path::toString).map(PageRouteTest::path))
                    .allSatisfy(path ->
                            assertThat(new PageFiles().at(path)).as(path).isPresent());
        }
    }

    @Test
    void unchanged_file_is_answered_with_304_and_without_a_body() throws Exception {
        String tag = get("page/main.js").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = send(request("page/main.js").header("If-None-Match", tag));

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void head_has_the_headers_without_a_body() throws Exception {
        HttpResponse<String> answer = send(request("").method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(answer.headers().firstValue("ETag")).isPresent();
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void other_methods_are_refused(String method) throws Exception {
        assertThat(send(request("").method(method, HttpRequest.BodyPublishers.ofString("x")))
                        .statusCode())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page/",
                "page",
                "page/index.html",
                "page/openapi.yaml",
                "page/../openapi.yaml",
                "page/%2e%2e/openapi.yaml",
                "page/..%2fopenapi.yaml",
                "page/..%5copenapi.yaml",
                "page/main.js/",
                "page/main.js%00",
                "page/lib/../../application.properties",
                "page/%2fetc%2fpasswd",
                "page/lib/",
                "pages"
            })
    void what_is_no_file_of_the_page_is_not_found(String path) throws Exception {
        assertThat(get(path).statusCode()).as(path).isEqualTo(404);
    }

    @Test
    void other_addresses_are_not_shadowed() throws Exception {
        assertThat(get("sample-apis/x").body()).isEqualTo("not the page");
        assertThat(get("observe/health").body()).contains("\"status\"");
        assertThat(get("nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void no_script_makes_markup_of_a_text_or_code_of_a_string() throws IOException {
        Pattern forbidden = Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|"
                + "new Function|DOMParser|createContextualFragment|srcdoc|javascript:|setTimeout\\([\"'`]");
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                assertThat(forbidden.matcher(Files.readString(file)).results().map(hit -> hit.group()))
                        .as(file.toString())
                        .isEmpty();
            }
        }
        assertThat(Files.readString(SOURCES.resolve("index.html")))
                .doesNotContainPattern("<script(?![^>]*\\bsrc=)")
                .doesNotContainPattern("<style|\\bstyle=|\\son[a-z]+=|https?://");
    }

    @ParameterizedTest
    @CsvSource({
        "local,127.0.0.1,true",
        "local,localhost,true",
        "local,::1,true",
        "local,0.0.0.0,false",
        "local,192.0.2.7,false",
        "true,0.0.0.0,true",
        "false,127.0.0.1,false"
    })
    void page_is_shown_to_other_machines_only_when_told_to(String enabled, String host, boolean on) {
        assertThat(PageAccess.isOn(enabled, host)).isEqualTo(on);
    }

    private static String path(String file) {
        return file.equals("index.html") ? "/" : "/page/" + file;
    }

    private static String type(String path) {
        return path.endsWith(".js")
                ? "text/javascript"
                : path.endsWith(".css") ? "text/css" : path.endsWith(".svg") ? "image/svg+xml" : "text/html";
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        URI address = server.address(path);
        return HttpRequest.newBuilder(address);
    }
}
