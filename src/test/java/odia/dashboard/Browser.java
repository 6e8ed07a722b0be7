package odia.dashboard;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A window of a real browser, used as people use it: keys, clicks, and what can be read. */
final class Browser implements AutoCloseable {

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * A new window of a browser of its own; the test is skipped, and says so, where there is none.
   */
  static Browser open() {
    String browser = find("chromium", "chromium-browser", "google-chrome");
    String control = find("chromedriver");
    if (browser == null || control == null) {
      System.err.println("SKIPPED for want of a browser: install chromium and chromium-driver");
    }
    assumeTrue(browser != null && control != null, "chromium and chromium-driver are installed");
    ChromeOptions options = new ChromeOptions().setBinary(browser);
    options.addArguments(
        "--headless=new",
        "--no-sandbox", // tests may run as root
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--lang=en");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(new File(control)).build();
    Browser opened = new Browser(new ChromeDriver(service, options));
    opened.size(1280, 900);
    return opened;
  }

  private static String find(String... names) {
    return Stream.of(names)
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElse(null);
  }

  void size(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
  }

  /** Goes to a page, and logs in with a token where it asks for one. */
  Browser at(String url, String token) {
    driver.get(url);
    await().until(() -> has("#login") || has("[data-view]"));
    if (has("#login")) {
      one("#login input").sendKeys(token, Keys.ENTER);
      awaitSome("[data-view]");
      complaints(); // the browser says that nobody was logged in
    }
    return this;
  }

  Browser view(String name) {
    js(
        "const left = document.querySelector('[data-view]'), was = location.hash;"
            + "location.hash = '#/' + arguments[0];"
            + "if (location.hash !== was) left?.toggleAttribute('data-left', true);",
        name);
    awaitSome("[data-view=" + name.split("[?/]")[0] + "]:not([data-left])");
    return this;
  }

  void reload() {
    driver.navigate().refresh();
  }

  boolean has(String css) {
    return !all(css).isEmpty();
  }

  List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  WebElement one(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  /** Text of the first, as it is in the page whether shown or not; empty where there is none. */
  String text(String css) {
    return String.valueOf(
        js("return document.querySelector(arguments[0])?.textContent ?? ''", css));
  }

  String attribute(String css, String name) {
    Object value =
        js(
            "return document.querySelector(arguments[0])?.getAttribute(arguments[1]) ?? ''",
            css,
            name);
    return String.valueOf(value);
  }

  /** Whether the first can be seen. */
  boolean shows(String css) {
    try {
      return all(css).stream().anyMatch(WebElement::isDisplayed);
    } catch (StaleElementReferenceException e) {
      return false; // drawn anew at this moment
    }
  }

  void awaitSome(String css) {
    await("some " + css).until(() -> has(css));
  }

  void awaitShown(String css) {
    await(css + " to be seen").until(() -> shows(css));
  }

  /** The page's next question to an address that begins so gets this answer; no server hears it. */
  void answerOnce(String path, String json) {
    js(
        "const [begin, json] = arguments, ask = window.fetch;"
            + "window.fetch = async (path, options) => {"
            + "if (!path.startsWith(begin)) return ask(path, options);"
            + "window.fetch = ask;"
            + "return new Response(json); }",
        path,
        json);
  }

  /** Until so many documents have a row, each counted once. */
  void awaitDocuments(long count) {
    String ids = "new Set([...document.querySelectorAll('.row')].map(r => r.dataset.id))";
    await(count + " documents").until(() -> js("return " + ids + ".size").equals(count));
  }

  /** Until a chart says it has points, and has drawn something. */
  void awaitDrawn(String chart) {
    String element = ".chart[data-chart=" + chart + "]";
    String drawn =
        "const c = document.querySelector(arguments[0] + ' canvas');"
            + "return !!c && c.getContext('2d')"
            + ".getImageData(0, 0, c.width, c.height).data.some(x => x > 0)";
    await(chart)
        .until(
            () ->
                !attribute(element, "data-points").matches("0?")
                    && Boolean.TRUE.equals(js(drawn, element)));
  }

  void click(String css) {
    await("a click on " + css)
        .ignoreException(StaleElementReferenceException.class) // drawn anew at this moment
        .ignoreException(ElementClickInterceptedException.class) // or pushed from under the pointer
        .until(
            () -> {
              boolean shown = shows(css);
              if (shown) {
                one(css).click();
              }
              return shown;
            });
  }

  void type(String css, String text) {
    awaitShown(css);
    one(css).sendKeys(text);
  }

  /** Presses keys, wherever the focus is. */
  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  Object js(String script, Object... arguments) {
    return ((JavascriptExecutor) driver).executeScript(script, arguments);
  }

  /** How many the page has; counted there, since what is handed over here is kept there. */
  long elements() {
    return (Long) js("return document.getElementsByTagName('*').length");
  }

  /** Bytes in the page's heap that are not garbage: it is made to collect first. */
  long heapInUse() {
    driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
    return ((Number) driver.executeCdpCommand("Runtime.getHeapUsage", Map.of()).get("usedSize"))
        .longValue();
  }

  /** What the console complained of: errors of scripts, and what the policy forbade. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(entry -> entry.getMessage())
        .toList();
  }

  void screenshot(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
