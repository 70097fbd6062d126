package io.weathervane.browser;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/**
 * A real Chromium without a window, with a profile of its own, that reaches nothing but the loopback address. Tests that
 * ask for one are skipped where none is installed, unless {@code -Dbrowser.required=true} says that it must be there.
 * For one thread.
 */
public final class Chromium implements AutoCloseable {

    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final String DRIVER = "chromedriver";
    private static final Path PROFILES = Path.of("target", "browser");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts one, or ends the test as skipped or failed because there is none. */
    public static Chromium start() {
        Optional<Path> browser = BROWSERS.stream().flatMap(Chromium::installed).findFirst();
        Optional<Path> driver = installed(DRIVER).findFirst();
        if (browser.isEmpty() || driver.isEmpty()) {
            String message = "No Chromium with its driver on the PATH: install them (Debian: chromium chromium-driver)";
            if (Boolean.getBoolean("browser.required")) {
                fail(message);
            }
            abort(message);
        }
        try {
            Path profile = Files.createTempDirectory(Files.createDirectories(PROFILES), "profile-");
            ChromeDriverService service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(driver.get().toFile())
                    .usingAnyFreePort()
                    .build();
            return new Chromium(new ChromeDriver(service, options(browser.get(), profile)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ChromeOptions options(Path browser, Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.addArguments(
                "--headless=new",
                // as on a phone; and a picture of the whole page is as wide as the page
                "--hide-scrollbars",
                "--window-size=1500,1000",
                "--user-data-dir=" + profile.toAbsolutePath(),
                "--no-first-run",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-proxy-server",
                // whatever a page asks for by name is not found
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost");
        if ("root".equals(System.getProperty("user.name"))) {
            options.addArguments("--no-sandbox");
        }
        return options;
    }

    private static Stream<Path> installed(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable);
    }

    /** Opens a page, anew also when only what follows the # is different. */
    public void open(URI address) {
        driver.get("about:blank");
        driver.get(address.toString());
    }

    /** What fits the CSS selector now. */
    public List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** The texts, as they are seen, of what fits the CSS selector now. */
    @SuppressWarnings("unchecked")
    public List<String> texts(String selector) {
        // in one go: an element may be replaced between two questions
        return (List<String>) driver.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText.trim())", selector);
    }

    /** Runs a script in the page. */
    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Runs a script that calls its last argument with the answer. */
    public Object runAsync(String script, Object... arguments) {
        return driver.executeAsyncScript(script, arguments);
    }

    /** Presses keys, wherever the focus is. */
    public void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** What the browser's console has said since it was last asked. */
    public List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Gives the page's view this size, a phone's too, in CSS pixels. */
    public void resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Keeps the page from its head to its foot, for a person, as {@code target/screenshots/<name>.png}. */
    public void wholePage(String name) {
        Number width = (Number) run("return innerWidth");
        Number height = (Number) run("return innerHeight");
        Number whole = (Number) run("return document.documentElement.scrollHeight");
        resize(width.intValue(), whole.intValue());
        // what is drawn anew for the size is there in the frame after the next
        runAsync(
                "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)))");
        screenshot(name);
        resize(width.intValue(), height.intValue());
    }

    /** Keeps what is to be seen, for a person, as {@code target/screenshots/<name>.png}. */
    public void screenshot(String name) {
        keep(name, driver.getScreenshotAs(OutputType.BYTES));
    }

    private static void keep(String name, byte[] picture) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
