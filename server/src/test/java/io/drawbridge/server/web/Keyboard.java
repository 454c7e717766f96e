package io.drawbridge.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.KeyInput;
import org.openqa.selenium.interactions.Sequence;

/**
 * The hand of somebody who has no mouse: goes to a control with Tab, with the arrow keys of lists,
 * menus and choices, and with nothing else; it must see where it is, and it presses Enter or Space.
 * A script tells how far it is from what has the focus; what the keys then do is the browser's and
 * the page's.
 */
final class Keyboard {
  /** Whether all tests of the page are done by keyboard. */
  static final boolean ALWAYS = "keyboard".equals(System.getProperty("drawbridge.test.hand"));

  private static final int ROUNDS_MAX = 12;
  private static final String KEYS = "keys";

  private static final Map<String, Keys> NAMED =
      Map.of(
          "Tab", Keys.TAB,
          "ArrowUp", Keys.ARROW_UP,
          "ArrowDown", Keys.ARROW_DOWN,
          "ArrowRight", Keys.ARROW_RIGHT,
          "ArrowLeft", Keys.ARROW_LEFT,
          "Escape", Keys.ESCAPE,
          "Home", Keys.HOME,
          "End", Keys.END);

  /** What is to be done next to come to the first element that can be seen. */
  private static final String NEXT =
      Sight.FIND
          + """
          const controls = 'a[href], button, input, select, textarea, summary, [tabindex]';
          const found = all().find(seen);
          if (!found) {
            return null;
          }
          const inner = found.localName === 'label' ? found.control
            : found.localName === 'option' ? found.closest('select') : found.closest(controls);
          const goal = inner ?? found;
          const at = document.activeElement ?? document.body;
          const modal = [...document.querySelectorAll('dialog:modal')].at(-1);
          const group = radio => [...(radio.form ?? document).querySelectorAll('input[type=radio]')]
            .filter(each => each.name === radio.name && !each.disabled);
          const passed = each => each.type === 'radio'
            && (group(each).find(one => one.checked) ?? group(each)[0]) !== each;
          const stops = [...(modal ?? document).querySelectorAll(controls)].filter(each =>
            each.tabIndex >= 0 && !each.disabled && !passed(each) && !each.closest('[inert]')
              && each.checkVisibility({visibilityProperty: true}));
          const name = each => each.getAttribute('aria-label')
            ?? ((each.labels?.[0] ?? each).innerText?.slice(0, 60) || each.name || each.localName);
          const said = keys => ({...keys, name: name(goal), at: at.outerHTML.slice(0, 160),
            lost: at === document.body || at === document.documentElement});

          if (at === goal) {
            const ring = each => each && getComputedStyle(each);
            const drawn = style => style && style.outlineStyle !== 'none'
              && parseFloat(style.outlineWidth) > 0;
            const framed = at.closest('.compose')?.matches(':focus-within') && at.localName === 'textarea';
            const marked = framed || [at, at.parentElement, at.parentElement?.parentElement]
              .some(each => drawn(ring(each)));
            const box = (at.localName === 'input' && at.matches('.attach *, .file *') ? at.parentElement : at)
              .getBoundingClientRect();
            const points = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]];
            const open = points.some(([x, y]) => {
              const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
              return top && (at.contains(top) || top.contains(at) || top.closest('label')?.control === at);
            });
            const kind = ['checkbox', 'radio'].includes(at.type) ? at.type : at.localName;
            return said({there: true, kind, checked: at.checked === true,
              visible: at.matches(':focus-visible') && marked, open});
          }
          /** From one of a row of things to another by arrow keys. */
          const walk = (row, from, to, [back, on]) => {
            const far = row.indexOf(to) - row.indexOf(from);
            return said({key: far < 0 ? back : on, times: Math.abs(far)});
          };
          const UPRIGHT = ['ArrowUp', 'ArrowDown'];
          const menu = goal.closest('[role=menu]');
          if (menu && menu.contains(at)) {
            return walk([...menu.querySelectorAll('[role=menuitem]')], at, goal, UPRIGHT);
          }
          if (goal.type === 'radio' && at.type === 'radio' && group(goal).includes(at)) {
            return walk(group(goal), at, goal, UPRIGHT);
          }
          let stop = goal;
          const list = goal.closest('.list');
          const entry = list && goal.closest('li')?.querySelector('.entry');
          const log = goal.closest('.log');
          const message = log && goal.closest('.message');
          const grid = goal.closest('.emoji-grid');
          if (goal.type === 'radio' && passed(goal)) {
            stop = group(goal).find(each => !passed(each));
          } else if (entry && goal.tabIndex < 0) {
            if (at.matches('.entry') && list.contains(at)) {
              return walk([...list.querySelectorAll('.entry')], at, entry, UPRIGHT);
            }
            stop = list.querySelector('.entry[tabindex="0"]');
          } else if (message && goal.tabIndex < 0) {
            const row = [...log.querySelectorAll('.message')];
            const from = at.closest('.message');
            if (from === message && goal === message) {
              return said({key: 'Escape', times: 1});
            }
            if (log.contains(at)) {
              return from ? walk(row, from, message, UPRIGHT)
                : said({key: 'ArrowUp', times: row.length - row.indexOf(message)});
            }
            stop = log;
          } else if (grid && goal.tabIndex < 0) {
            if (grid.contains(at)) {
              return walk([...grid.children], at, goal, ['ArrowLeft', 'ArrowRight']);
            }
            stop = grid.firstElementChild;
          }
          const to = stops.indexOf(stop);
          if (to < 0) {
            return said({key: 'none', times: 0});
          }
          const from = stops.indexOf(at);
          const before = stops.filter(each => each !== at
            && at.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_PRECEDING).length;
          const far = from >= 0 ? to - from : to >= before ? to - before + 1 : to - before;
          return said({key: 'Tab', times: Math.abs(far) || 1, back: far < 0});
          """;

  private final Supplier<ChromeDriver> driver;
  private final List<String> faults = new ArrayList<>();
  private int keys;
  private int farthest;
  private String last = "the page's start";

  Keyboard(Supplier<ChromeDriver> driver) {
    this.driver = driver;
  }

  /** Where the focus was lost, could not be seen, or stood behind something. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /** The number of keys that were pressed to come to controls. */
  int keys() {
    return keys;
  }

  /** The most keys that it took to come to one of them. */
  int farthest() {
    return farthest;
  }

  /** What has the focus from now on may be anything: the page begins again. */
  void begun() {
    last = "";
  }

  /** Goes to the first that can be seen, and presses it. */
  void press(By where) {
    Map<String, Object> there = reach(where);
    last = String.valueOf(there.get("name"));
    switch (String.valueOf(there.get("kind"))) {
      case "radio" -> {
        if (!flag(there, "checked")) {
          perform(Keys.SPACE, 1, false);
        }
      }
      case "checkbox" -> perform(Keys.SPACE, 1, false);
      default -> perform(Keys.ENTER, 1, false);
    }
  }

  /** Goes to the first that can be seen. */
  Map<String, Object> reach(By where) {
    int before = keys;
    List<String> way = new ArrayList<>();
    for (int round = 0; round < ROUNDS_MAX; round++) {
      Map<String, Object> next = next(where);
      if (round == 0 && flag(next, "lost") && !last.isEmpty()) {
        faults.add("the focus is lost after %s, before %s".formatted(last, next.get("name")));
      }
      if (flag(next, "there")) {
        look(next);
        farthest = Math.max(farthest, keys - before);
        return next;
      }
      way.add("%s x%s from %s".formatted(next.get("key"), next.get("times"), next.get("at")));
      Keys key = NAMED.get(String.valueOf(next.get("key")));
      if (key != null) {
        int times = Math.toIntExact((Long) Objects.requireNonNull(next.get("times")));
        keys += times;
        perform(key, times, flag(next, "back"));
      }
    }
    throw new AssertionError(
        "no key leads to %s:%n%s".formatted(where, String.join(System.lineSeparator(), way)));
  }

  /** Chooses in a list that opens: its first letters, as people type them, may be many's. */
  void choose(By select, int index) {
    last = "a choice";
    reach(select);
    perform(Keys.HOME, 1, false);
    perform(Keys.ARROW_DOWN, index, false);
    keys += index + 1;
  }

  private void look(Map<String, Object> there) {
    if (!flag(there, "visible")) {
      faults.add("one does not see that the focus is on %s".formatted(there.get("name")));
    } else if (!flag(there, "open")) {
      faults.add("something stands before %s, which has the focus".formatted(there.get("name")));
    }
  }

  private static boolean flag(Map<String, Object> told, String name) {
    return Boolean.TRUE.equals(told.get(name));
  }

  private Map<String, Object> next(By where) {
    return Awaitility.await(where.toString())
        .atMost(Page.PATIENCE)
        .pollDelay(java.time.Duration.ZERO)
        .pollInterval(Sight.POLL)
        .until(() -> Optional.ofNullable(asked(where)), Optional::isPresent)
        .orElseThrow();
  }

  @SuppressWarnings("unchecked") // a script's object
  private @Nullable Map<String, Object> asked(By where) {
    return (Map<String, Object>) Sight.run(driver.get(), NEXT, where);
  }

  /** Presses a key some times, in one call. */
  private void perform(Keys key, int times, boolean shift) {
    KeyInput input = new KeyInput(KEYS);
    Sequence all = new Sequence(input, 0);
    if (shift) {
      all.addAction(input.createKeyDown(Keys.SHIFT.getCodePoint()));
    }
    for (int n = 0; n < times; n++) {
      all.addAction(input.createKeyDown(key.getCodePoint()));
      all.addAction(input.createKeyUp(key.getCodePoint()));
    }
    if (shift) {
      all.addAction(input.createKeyUp(Keys.SHIFT.getCodePoint()));
    }
    driver.get().perform(List.of(all));
  }
}
