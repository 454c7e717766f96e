package io.drawbridge.server.feature;

import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.account.link.LinkUses;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.exit.Sending;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.notify.notice.NoticeListener;
import io.drawbridge.server.session.SessionListener;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * All features of a server, as one. Filled at start-up; what a feature looks up here it looks up
 * when it is needed, so features may be added in any order. Thread-safe.
 */
public final class Features implements LinkUses {
  private final List<Feature> all = new CopyOnWriteArrayList<>();
  private final Map<LinkKind, LinkUse> links = new ConcurrentHashMap<>();

  /** Adds a feature and returns it. */
  public <F extends Feature> F add(F feature) {
    feature.links().forEach((kind, use) -> once(kind, links.putIfAbsent(kind, use)));
    all.add(feature);
    return feature;
  }

  /** Registers the commands of all features. */
  public void register(Commands commands) {
    all.forEach(feature -> feature.register(commands));
  }

  @Override
  public Optional<LinkUse> of(LinkKind kind) {
    return Optional.ofNullable(links.get(kind));
  }

  /**
   * Says who writes each kind of mail, when all features are there.
   *
   * @throws IllegalStateException if a kind of mail has no source, or a kind of link no use
   */
  public Map<MailKind, LetterSource> letters() {
    Map<MailKind, LetterSource> letters = new EnumMap<>(MailKind.class);
    all.forEach(feature ->
        feature.letters().forEach((kind, source) -> once(kind, letters.putIfAbsent(kind, source))));
    require(LinkKind.values(), links);
    require(MailKind.values(), letters);
    return letters;
  }

  public List<SessionListener> listeners() {
    return all.stream().flatMap(feature -> feature.listeners().stream()).toList();
  }

  public List<NoticeListener> noticeListeners() {
    return all.stream().flatMap(feature -> feature.noticeListeners().stream()).toList();
  }

  public List<Sending<?>> sendings() {
    return all.stream().<Sending<?>>flatMap(feature -> feature.sendings().stream()).toList();
  }

  public List<PeriodicTask> tasks() {
    return all.stream().flatMap(feature -> feature.tasks().stream()).toList();
  }

  /** The features themselves, in the order in which they were added. */
  public List<Feature> all() {
    return List.copyOf(all);
  }

  private static void once(Enum<?> kind, @Nullable Object before) {
    if (before != null) {
      throw new IllegalStateException("%s: twice (expected: of one feature)".formatted(kind));
    }
  }

  private static <K extends Enum<K>> void require(K[] kinds, Map<K, ?> known) {
    List<K> missing = Arrays.stream(kinds).filter(kind -> !known.containsKey(kind)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "%s: of no feature (expected: one for each)".formatted(missing));
    }
  }
}
