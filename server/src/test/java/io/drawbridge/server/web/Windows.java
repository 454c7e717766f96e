package io.drawbridge.server.web;

import org.jspecify.annotations.Nullable;
import org.openqa.selenium.chrome.ChromeDriver;

/** The windows of a browser, of which its driver looks at one at a time. */
final class Windows {
  private final ChromeDriver driver;

  /** The one it looks at; null if that one may be gone. */
  private @Nullable String current;

  Windows(ChromeDriver driver) {
    this.driver = driver;
  }

  /** The driver, which looks at this window from now on. */
  ChromeDriver at(String window) {
    if (!window.equals(current)) {
      driver.switchTo().window(window);
      current = window;
    }
    return driver;
  }

  void close(String window) {
    at(window).close();
    current = null;
  }
}
