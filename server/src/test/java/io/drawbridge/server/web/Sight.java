package io.drawbridge.server.web;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.awaitility.pollinterval.IterativePollInterval;
import org.awaitility.pollinterval.PollInterval;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebElement;

/**
 * Tells what of a page can be seen. One script answers for all elements: to ask the driver of each
 * one takes longer than what is tested.
 */
final class Sight {
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration LATER = Duration.ofMillis(150);

  /** Looks often at first, then less and less: looking slows down what is looked at. */
  static final PollInterval POLL =
      IterativePollInterval.iterative(
          (Function<Duration, Duration>)
              last -> {
                Duration next = last.multipliedBy(3).dividedBy(2);
                return next.compareTo(LATER) < 0 ? next : LATER;
              },
          SOON);

  /** Finds elements, and tells which can be seen. */
  static final String FIND =
      """
      const [using, value] = arguments;
      const all = () => {
        if (using !== 'xpath') {
          return [...document.querySelectorAll(value)];
        }
        const found = document.evaluate(
          value, document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
        return Array.from({length: found.snapshotLength}, (_, index) => found.snapshotItem(index));
      };
      const seen = element => {
        const drawn = element.localName === 'option' ? element.closest('select') : element;
        return drawn.checkVisibility({opacityProperty: true, visibilityProperty: true})
          && [drawn, ...drawn.querySelectorAll('*')].some(each => each.getClientRects().length > 0);
      };
      """;

  private static final String FIRST = FIND + "return all().find(seen) ?? null;";

  private static final String TEXTS =
      FIND
          + """
          return all().map(each =>
            seen(each) ? each.innerText.replaceAll('\\u00a0', ' ').trim() : '');
          """;

  private Sight() {}

  /** The first element that can be seen. */
  static Optional<WebElement> first(JavascriptExecutor page, By where) {
    return Optional.ofNullable((WebElement) run(page, FIRST, where));
  }

  /** The text that can be seen of each element. */
  @SuppressWarnings("unchecked") // a script's array
  static List<String> texts(JavascriptExecutor page, By where) {
    return (List<String>) Objects.requireNonNull(run(page, TEXTS, where));
  }

  /** What a script answers that begins with {@link #FIND}. */
  static @Nullable Object run(JavascriptExecutor page, String script, By where) {
    By.Remotable.Parameters sought = ((By.Remotable) where).getRemoteParameters();
    return switch (sought.using()) {
      case "xpath", "css selector" -> page.executeScript(script, sought.using(), sought.value());
      case "id" -> page.executeScript(script, "css selector", "#" + sought.value());
      case "link text" ->
          page.executeScript(
              script, "xpath", "//a[normalize-space()='%s']".formatted(sought.value()));
      default -> throw new IllegalArgumentException("not found by a script: " + where);
    };
  }
}
