package io.drawbridge.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * One window with the page, used as a person does: by what is written on it, with a mouse or with a
 * keyboard alone.
 */
final class Page {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Keeps the errors that the page is sent, and what its policy forbade. */
  static final String OBSERVER =
      """
      window.observed = {offline: false, errors: [], violations: [], sockets: [], urls: [],
        fetched: []};
      document.addEventListener('securitypolicyviolation', event =>
        observed.violations.push(event.violatedDirective + ' ' + event.blockedURI));
      window.WebSocket = class extends WebSocket {
        constructor(address) {
          // Browsers' tools cut no sockets: this is how one finds no server.
          super(observed.offline ? String(address).replace('/v1/ws', '/v1/nowhere') : address);
          observed.sockets.push(this);
          this.addEventListener('message', message => {
            const frame = JSON.parse(message.data);
            if (frame.type === 'error') {
              observed.errors.push(frame.code);
            }
          });
        }

        send(text) {
          observed.token = JSON.parse(text).command?.access_token ?? observed.token;
          super.send(text);
        }
      };
      window.fetch = (get => (address, options) => {
        observed.fetched.push(String(address));
        return get(address, options);
      })(fetch);
      URL.createObjectURL = (make => blob => {
        const url = make.call(URL, blob);
        observed.urls.push(url);
        return url;
      })(URL.createObjectURL);
      """;

  private static final By BOX = labelled("Write a message");
  private static final String AXE = axe();

  private final Windows windows;
  private final String window;

  /** Null where the hand has a mouse. */
  private final @Nullable Keyboard keyboard;

  Page(Windows windows, String window, boolean byKeyboard) {
    this.windows = windows;
    this.window = window;
    this.keyboard = byKeyboard ? new Keyboard(this::here) : null;
  }

  private static String axe() {
    String resource = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
    try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  String window() {
    return window;
  }

  /** The keyboard by which it is used alone, if it is. */
  Optional<Keyboard> keyboard() {
    return Optional.ofNullable(keyboard);
  }

  void go(URI address) {
    keyboard().ifPresent(Keyboard::begun);
    here().get(address.toString());
  }

  void reload() {
    keyboard().ifPresent(Keyboard::begun);
    here().navigate().refresh();
  }

  /** A new tab beside this one, which shows nothing yet; its handle. */
  String blankTab() {
    List<String> before = List.copyOf(here().getWindowHandles());
    here().executeScript("window.open('about:blank', '_blank', 'popup,noopener')");
    return Awaitility.await("a tab")
        .atMost(PATIENCE)
        .until(
            () ->
                here().getWindowHandles().stream()
                    .filter(handle -> !before.contains(handle))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Nothing that the page put off is done from now on, as in a tab that nobody looks at. */
  void sleep() {
    run(
        """
        observed.putOff = [];
        observed.setTimeout = setTimeout;
        window.setTimeout = task => observed.putOff.push(task);
        """);
  }

  void wake() {
    run(
        """
        window.setTimeout = observed.setTimeout;
        observed.putOff.forEach(task => task());
        """);
  }

  // What a person does.

  void signIn(String email, String password) {
    type("Email address", email);
    type("Password", password);
    press("Sign in");
  }

  /** Replaces what stands in the field with this label. */
  void type(String label, String text) {
    type(labelled(label), text);
  }

  /** Replaces what stands in this field. */
  void type(By field, String text) {
    if (keyboard != null) {
      keyboard.reach(field);
      keys(Keys.chord(Keys.CONTROL, "a"), text);
      return;
    }
    WebElement input = shown(field);
    input.clear();
    input.sendKeys(text);
  }

  /** Fills an empty field at once, as a password manager does: keys take their time. */
  void fill(String label, String text) {
    here()
        .executeScript(
            """
            const [field, text] = arguments;
            field.value = text;
            field.dispatchEvent(new Event('input', {bubbles: true}));
            """,
            shown(labelled(label)),
            text);
  }

  /** Chooses in the list with this label. */
  void select(String label, String choice) {
    select(
        By.xpath(
            "//select[@aria-label='%s']/option[starts-with(normalize-space(), '%s')]"
                .formatted(label, choice)));
  }

  /** Chooses this one of a list. */
  void select(By option) {
    if (keyboard == null) {
      click(option);
    } else {
      Object index = here().executeScript("return arguments[0].index", shown(option));
      keyboard.choose(option, Math.toIntExact((Long) Objects.requireNonNull(index)));
    }
  }

  void press(String button) {
    click(By.xpath("//button[normalize-space()='%1$s' or @aria-label='%1$s']".formatted(button)));
  }

  /** Presses the first that can be seen; and again if the page drew another one meanwhile. */
  void click(By where) {
    if (keyboard != null) {
      keyboard.press(where);
      return;
    }
    Awaitility.await(where.toString())
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Sight.POLL)
        .ignoreException(StaleElementReferenceException.class)
        .until(() -> {
          shown(where).click();
          return true;
        });
  }

  /** Goes to the first that can be seen, and does nothing with it. */
  void focus(By where) {
    if (keyboard != null) {
      keyboard.reach(where);
    } else {
      here().executeScript("arguments[0].focus()", shown(where));
    }
  }

  /** Opens a conversation of the list. */
  void choose(String name) {
    click(By.xpath("//nav//button[.//span[@class='name' and text()='%s']]".formatted(name)));
    awaitText(By.cssSelector(".conversation h1"), name);
  }

  /** Writes into the box of the open conversation. */
  void write(String text) {
    if (keyboard != null) {
      keyboard.reach(BOX);
      keys(text);
    } else {
      box().sendKeys(text);
    }
  }

  void send(String text) {
    write(text);
    write(Keys.ENTER.toString());
  }

  String written() {
    return Objects.requireNonNull(box().getDomProperty("value"));
  }

  private WebElement box() {
    return shown(BOX);
  }

  /** Attaches a file of this machine. */
  void attach(Path file) {
    choose(By.cssSelector(".attach input"), file);
  }

  /** Gives a file of this machine to a field; the window in which one looks for it is not ours. */
  void choose(By field, Path file) {
    keyboard().ifPresent(hand -> hand.reach(field));
    here().findElement(field).sendKeys(file.toString());
  }

  /** Presses keys, wherever the focus is. */
  void keys(CharSequence... keys) {
    here().switchTo().activeElement().sendKeys(keys);
  }

  /** Answers the browser's question with yes. */
  void confirm() {
    until(() -> {
      here().switchTo().alert().accept();
      return true;
    });
  }

  /** Makes the window so many pixels wide, as on a phone. */
  void width(int pixels) {
    here()
        .executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", pixels, "height", 780, "deviceScaleFactor", 1, "mobile", false));
  }

  /** The person likes it dark. */
  void dark() {
    here()
        .executeCdpCommand(
            "Emulation.setEmulatedMedia",
            Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
  }

  // What a person sees.

  /** The texts of the open conversation's messages, oldest first. */
  List<String> messages() {
    return texts(".message .text");
  }

  /** The names in the list of conversations. */
  List<String> conversations() {
    return texts("nav .entry .name");
  }

  List<String> texts(String selector) {
    return texts(By.cssSelector(selector));
  }

  private List<String> texts(By where) {
    return Sight.texts(here(), where);
  }

  void awaitMessage(String text) {
    Awaitility.await("the message " + text)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Sight.POLL)
        .untilAsserted(() -> Assertions.assertThat(messages()).contains(text));
  }

  void awaitText(By where, String text) {
    Awaitility.await("the text " + text)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Sight.POLL)
        .untilAsserted(() -> Assertions.assertThat(texts(where)).anyMatch(it -> it.contains(text)));
  }

  /** The element that has the focus, by its label or its text. */
  String focused() {
    return (String)
        ask(
            """
            const label = document.activeElement.getAttribute('aria-label');
            return label ?? document.activeElement.innerText.replace(/^\\W+/, '');
            """);
  }

  /** Waits for a heading. */
  void awaitHeading(String text) {
    awaitText(By.cssSelector("h1, h2"), text);
  }

  /** Everything that the document holds, shown or not, and what stands in its fields. */
  String everything() {
    return (String)
        ask(
            """
            const fields = [...document.querySelectorAll('input, textarea')].map(field => field.value);
            return document.documentElement.outerHTML + '\\n' + fields.join('\\n');
            """);
  }

  /**
   * Everything that the browser keeps for the page, but the proof that it has signed in before:
   * that opens nothing, and says nothing of anybody.
   */
  String kept() {
    return (String)
        ask(
            """
            const kept = {...localStorage, 'drawbridge.device': undefined};
            return JSON.stringify([{...sessionStorage}, kept, document.cookie]);
            """);
  }

  /** The codes of the errors that the page was sent over its socket. */
  @SuppressWarnings("unchecked") // a script's array
  List<String> errors() {
    return (List<String>) ask("return observed.errors");
  }

  /** The requests that its content security policy forbade. */
  @SuppressWarnings("unchecked") // a script's array
  List<String> violations() {
    return (List<String>) ask("return observed.violations");
  }

  /** The number of times that the page has sent a command over HTTP. */
  long requests(String command) {
    return (Long)
        ask(
            "return observed.fetched.filter(each => each.endsWith('/v1/%s')).length"
                .formatted(command));
  }

  /** The access token by which the page has started its session or kept it. */
  String accessToken() {
    return (String) ask("return observed.token");
  }

  /** The cookies of the page, which no script reads. */
  @SuppressWarnings("unchecked") // a list in JSON
  List<Map<String, Object>> cookies() {
    return (List<Map<String, Object>>)
        Objects.requireNonNull(
            here()
                .executeCdpCommand("Network.getCookies", Map.of("urls", cookiePaths()))
                .get("cookies"));
  }

  private List<String> cookiePaths() {
    String here = Objects.requireNonNull(here().getCurrentUrl());
    return List.of(here, URI.create(here).resolve("/v1/session.refresh").toString());
  }

  /**
   * Looks for what somebody with a screen reader, a keyboard or weak eyes cannot use; keeps a
   * picture of the view too, in the folder that {@code -Ddrawbridge.test.pictures} names, if any.
   */
  List<?> barriers(String view) {
    keepPicture(view);
    if (Boolean.TRUE.equals(ask("return !window.axe"))) {
      here().executeScript(AXE);
    }
    return (List<?>)
        Objects.requireNonNull(
            here()
                .executeAsyncScript(
                    """
                    const done = arguments[0];
                    // What fades is looked at when it is there.
                    const fading = document.getAnimations()
                      .filter(each => each.effect.getComputedTiming().endTime !== Infinity);
                    Promise.allSettled(fading.map(each => each.finished))
                      .then(() => axe.run({resultTypes: ['violations']})).then(
                      found => done(found.violations.map(each =>
                        each.id + ': ' + each.nodes.map(node => node.html.slice(0, 200)).join(' | '))),
                      failed => done([String(failed)]));
                    """));
  }

  private void keepPicture(String view) {
    String folder = System.getProperty("drawbridge.test.pictures");
    if (folder != null) {
      try {
        Files.write(Path.of(folder, view + ".png"), here().getScreenshotAs(OutputType.BYTES));
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
    }
  }

  /** What is wider than the window: nothing should have to be pushed sideways. */
  boolean fitsSideways() {
    return (Boolean) ask("return document.documentElement.scrollWidth <= innerWidth");
  }

  /** Runs a script that answers something. */
  Object ask(String script) {
    return Objects.requireNonNull(here().executeScript(script));
  }

  /** Runs a script that calls {@code done} with its answer. */
  Object later(String script) {
    return Objects.requireNonNull(
        here().executeAsyncScript("const done = arguments[0];\n" + script));
  }

  /** Asks the browser's tools for developers. */
  Map<String, Object> cdp(String command, Map<String, Object> parameters) {
    return here().executeCdpCommand(command, parameters);
  }

  /** Runs a script that answers nothing. */
  void run(String script) {
    here().executeScript(script);
  }

  /** Waits for the first element that can be seen. */
  WebElement shown(By where) {
    return Awaitility.await(where.toString())
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Sight.POLL)
        .until(() -> Sight.first(here(), where), Optional::isPresent)
        .orElseThrow();
  }

  private static By labelled(String label) {
    return By.xpath(
        "//*[(self::input or self::textarea) and (@aria-label='%1$s' or ../span[text()='%1$s'])]"
            .formatted(label));
  }

  private void until(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Sight.POLL)
        .ignoreExceptions()
        .until(condition);
  }

  private ChromeDriver here() {
    return windows.at(window);
  }
}
