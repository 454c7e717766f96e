package io.drawbridge.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium with an empty profile, one for a test class. Every window is somebody of
 * their own, with a profile of its own: the tabs of one share a session. After each test it looks
 * that no page did what its policy forbids, and that none failed unseen.
 *
 * <pre>{@code
 * @RegisterExtension static final Browser BROWSER = new Browser();
 * }</pre>
 */
final class Browser implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private static final String MISSING =
      "the tests of the web page drive Chromium: install chromium and chromedriver"
          + " (Debian: apt-get install chromium chromium-driver)";

  /** Nothing that asks a server of the maker's. */
  private static final List<String> FLAGS =
      List.of(
          "--headless=new",
          "--disable-gpu",
          // One process less to start and to talk to, for each of many browsers.
          "--in-process-gpu",
          "--mute-audio",
          "--disable-features=Translate,OptimizationHints,MediaRouter,BackForwardCache,PaintHolding",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--window-size=%d,%d".formatted(Browser.WIDTH, Browser.HEIGHT),
          "--lang=en");

  /** Memory that processes share, where there is enough of it; else it is files, which are slow. */
  private static final Path SHARED = Path.of("/dev/shm");

  private static final long SHARED_BYTES_MIN = 512L << 20;

  private static final int WIDTH = 1_280;
  private static final int HEIGHT = 800;

  /** It would say that it knows no newer browser; what we use does not depend on that. */
  private static final Logger VERSIONS = Logger.getLogger("org.openqa.selenium.devtools");

  static {
    VERSIONS.setLevel(Level.SEVERE);
  }

  /**
   * Leaves the page's service worker out: in each of the empty browsers of a test it would fetch
   * the whole page once more.
   */
  private static final String WITHOUT_WORKER =
      "ServiceWorkerContainer.prototype.register = () => new Promise(() => {});";

  private final boolean working;
  private final boolean byKeyboard;
  private final List<Page> pages = new ArrayList<>();

  /** All are there once it has started. */
  private @Nullable Path profile;

  private @Nullable ChromeDriver driver;
  private @Nullable Windows windows;
  private @Nullable BrowserProfiles profiles;
  private @Nullable String blank;

  /** One whose pages have no service worker. */
  Browser() {
    this(false);
  }

  /** One whose pages are used by keyboard alone, without the worker. */
  static Browser byKeyboard() {
    return new Browser(false, true);
  }

  /**
   * @param working whether the page's service worker works in it
   */
  Browser(boolean working) {
    this(working, Keyboard.ALWAYS);
  }

  private Browser(boolean working, boolean byKeyboard) {
    this.working = working;
    this.byKeyboard = byKeyboard;
  }

  /**
   * Starts it.
   *
   * @throws AssertionError if it is not installed
   */
  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Path chromium = program("chromium", "chromium-browser", "google-chrome");
    Path chromedriver = program("chromedriver");
    Path folder = Files.createTempDirectory("drawbridge-browser-");
    profile = folder;
    // Named, so that nothing looks for one to download.
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.toFile())
            .usingAnyFreePort()
            .withSilent(true)
            .build();
    ChromeDriver started = new ChromeDriver(service, options(chromium, folder));
    driver = started;
    windows = new Windows(started);
    started.manage().timeouts().pageLoadTimeout(Page.PATIENCE).scriptTimeout(Page.PATIENCE);
    blank = started.getWindowHandle();
    Object about = started.getCapabilities().getCapability("goog:chromeOptions");
    profiles =
        new BrowserProfiles(
            String.valueOf(((Map<?, ?>) Objects.requireNonNull(about)).get("debuggerAddress")));
  }

  private static ChromeOptions options(Path chromium, Path profile) throws IOException {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.addArguments(FLAGS);
    options.addArguments("--user-data-dir=" + profile);
    if (!Files.exists(SHARED) || Files.getFileStore(SHARED).getUsableSpace() < SHARED_BYTES_MIN) {
      options.addArguments("--disable-dev-shm-usage");
    }
    if (System.getProperty("user.name").equals("root")) {
      options.addArguments("--no-sandbox");
    }
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    return options;
  }

  private static Path program(String... names) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(names)
        .flatMap(name -> Arrays.stream(path.split(File.pathSeparator)).map(it -> Path.of(it, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError(MISSING));
  }

  /** The page in a new window, of a browser that was never here. */
  Page open(URI address) {
    BrowserProfiles all = Objects.requireNonNull(profiles, "not started");
    return watched(all.window(WIDTH, HEIGHT), address);
  }

  /** Everything that the scripts of a page hold in memory. */
  String heap(Page page) {
    return Objects.requireNonNull(profiles, "not started").heap(page.window());
  }

  /** Lets a page notify, and the worker of its browser. */
  void allowNotifications(Page page) {
    Objects.requireNonNull(profiles, "not started").allowNotifications(page.window());
  }

  /** The page in a new tab of the browser in which another one is open. */
  Page tab(Page beside, URI address) {
    return watched(beside.blankTab(), address);
  }

  private Page watched(String window, URI address) {
    Page page = new Page(windows(), window, byKeyboard);
    // Before any script of the page: what it is sent, and what its policy forbade.
    windows()
        .at(window)
        .executeCdpCommand(
            "Page.addScriptToEvaluateOnNewDocument",
            Map.of("source", working ? Page.OBSERVER : WITHOUT_WORKER + Page.OBSERVER));
    pages.add(page);
    page.go(address);
    return page;
  }

  /** The page in a new window, with somebody signed in by password. */
  Page signedIn(PageHouse house, TestPerson person) {
    Page page = open(house.server().url());
    page.fill("Email address", person.email());
    page.fill("Password", TestServer.PASSWORD.value());
    page.press("Sign in");
    page.shown(By.cssSelector("nav .me .name"));
    return page;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    try {
      if (byKeyboard) {
        sayKeys(context);
      }
      assertThat(pages).allSatisfy(page -> assertThat(page.violations()).isEmpty());
      assertThat(pages.stream().flatMap(page -> page.keyboard().stream()))
          .allSatisfy(keyboard -> assertThat(keyboard.faults()).isEmpty());
      assertThat(complaints()).isEmpty();
    } finally {
      pages.clear();
      closeWindows();
    }
  }

  private void sayKeys(ExtensionContext context) {
    List<Keyboard> hands = pages.stream().flatMap(page -> page.keyboard().stream()).toList();
    System.out.printf(
        "by keyboard: %s.%s: %d keys, %d at most%n",
        context.getRequiredTestClass().getSimpleName(),
        context.getRequiredTestMethod().getName(),
        hands.stream().mapToInt(Keyboard::keys).sum(),
        hands.stream().mapToInt(Keyboard::farthest).max().orElse(0));
  }

  /** The complaints of the windows since the last call: not failed requests, but all the rest. */
  private List<String> complaints() {
    return driver().manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .filter(text -> !text.contains("Failed to load resource"))
        // Said of the search for barriers, which draws what it looks at.
        .filter(text -> !text.contains("willReadFrequently"))
        .toList();
  }

  /** Closes all windows but the first one, which is blank. */
  private void closeWindows() {
    for (String handle : driver().getWindowHandles()) {
      if (!handle.equals(blank())) {
        windows().close(handle);
      }
    }
    windows().at(blank());
  }

  private Windows windows() {
    return Objects.requireNonNull(windows, "not started");
  }

  private ChromeDriver driver() {
    return Objects.requireNonNull(driver, "not started");
  }

  /** The window that stays. */
  private String blank() {
    return Objects.requireNonNull(blank, "not started");
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (profiles != null) {
      profiles.close();
    }
    if (driver != null) {
      driver.quit();
    }
    if (profile != null) {
      try (Stream<Path> files = Files.walk(profile)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
