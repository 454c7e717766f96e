package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.HistoryWindow.LastDays;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.policy.ExternalMentions;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.server.failure.Failure;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares values of policies by the order in which each key lists them. Pure. */
public final class Strictness {
  /** Takes the first value, if there is one. */
  static final PolicyValues.Choice FIRST =
      new PolicyValues.Choice() {
        @Override
        public <T> Optional<T> of(PolicyKey key, Optional<T> one, Optional<T> other) {
          return one.or(() -> other);
        }
      };

  /** Takes the stricter value; one that says nothing forbids nothing. */
  static final PolicyValues.Choice STRICTER =
      new PolicyValues.Choice() {
        @Override
        public <T> Optional<T> of(PolicyKey key, Optional<T> one, Optional<T> other) {
          if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
          }
          return Optional.of(stricter(key, one.get(), other.get()));
        }
      };

  private Strictness() {}

  /** The values without those of some keys, and then the new ones in their place. */
  public static PolicyValues replaced(
      PolicyValues before, Collection<PolicyKey> reset, PolicyValues values) {
    return values.with(only(before, key -> !reset.contains(key)), FIRST);
  }

  /** The keys that are meant. */
  public interface Keys {
    boolean has(PolicyKey key);
  }

  /** The values of these keys alone. */
  public static PolicyValues only(PolicyValues values, Keys keys) {
    return values.with(
        PolicyValues.NONE,
        new PolicyValues.Choice() {
          @Override
          public <T> Optional<T> of(PolicyKey key, Optional<T> one, Optional<T> other) {
            return keys.has(key) ? one : other;
          }
        });
  }

  /** Returns whether something is stricter afterwards than it was. */
  public static boolean narrows(PolicyValues before, PolicyValues after) {
    return !before.with(after, STRICTER).equals(before);
  }

  /**
   * Refuses values that a conversation may not set.
   *
   * @param bound those in force for its workspace
   * @throws Failure {@code invalid} if one is not of this kind of conversation, or less strict than
   *     the workspace
   */
  public static void require(ConversationKind kind, PolicyValues set, PolicyValues bound) {
    PolicyValues stricter = bound.with(set, STRICTER);
    for (PolicyKey key : PolicyKey.values()) {
      if (set.of(key).isPresent() && !key.of(kind)) {
        throw invalid(key, set, "none in a " + kind.wire());
      }
      if (set.of(key).isPresent() && !set.of(key).equals(stricter.of(key))) {
        throw invalid(key, set, "as strict as the workspace: " + choices(key, bound));
      }
    }
  }

  /**
   * Refuses a value that says nothing beside what is in force: that externals mention all of a
   * conversation says something only where they do not see each other (D4).
   *
   * @throws Failure {@code invalid} if it does not
   */
  public static void requireMeaning(PolicyValues set, PolicyValues inForce) {
    boolean all = set.externalMentions().equals(Optional.of(ExternalMentions.ALL_OF_CONVERSATION));
    if (all && !inForce.externalsSeeExternals().equals(Optional.of(false))) {
      throw invalid(
          PolicyKey.EXTERNAL_MENTIONS,
          set,
          "none or co_participants, where externals see each other");
    }
  }

  private static Failure invalid(PolicyKey key, PolicyValues set, String expected) {
    return Failure.invalid(
        "values.%s: %s (expected: %s)"
            .formatted(key.wire(), set.text(key).orElseThrow(), expected));
  }

  /** The values that are as strict as the bound, the strictest first. */
  private static String choices(PolicyKey key, PolicyValues bound) {
    String last = bound.text(key).orElseThrow();
    if (bound.of(key).orElseThrow() instanceof Integer) {
      return "at most " + last;
    }
    if (key.strictestFirst().isEmpty()) {
      return last;
    }
    List<String> stricter = key.strictestFirst().subList(0, index(key, last));
    return stricter.isEmpty() ? last : String.join(", ", stricter) + " or " + last;
  }

  /** The value that forbids what either forbids; of lists neither need be that. */
  @SuppressWarnings("unchecked") // both are of the type of the key
  private static <T> T stricter(PolicyKey key, T one, T other) {
    return switch (key) {
      case EXTERNAL_MAIL_DOMAINS, EXTERNAL_MAIL_DOMAINS_APPROVED ->
          (T) both((List<String>) one, (List<String>) other);
      case EXTERNAL_MAIL_DOMAINS_REFUSED -> (T) either((List<String>) one, (List<String>) other);
      case EXTERNAL_INVITERS -> (T) both((List<AccountId>) one, (List<AccountId>) other);
      default -> compare(key, one, other) <= 0 ? one : other;
    };
  }

  private static <T> List<T> both(List<T> one, List<T> other) {
    return one.stream().filter(other::contains).toList();
  }

  private static List<String> either(List<String> one, List<String> other) {
    return Stream.concat(one.stream(), other.stream()).sorted().distinct().toList();
  }

  private static int compare(PolicyKey key, Object one, Object other) {
    if (one instanceof Integer number && other instanceof Integer another) {
      return Integer.compare(number, another);
    }
    if (one instanceof LastDays(int days) && other instanceof LastDays(int others)) {
      return Integer.compare(days, others);
    }
    return Integer.compare(
        index(key, PolicyValues.text(one)), index(key, PolicyValues.text(other)));
  }

  /** The place of a value among those of its key; {@code last_days 30} is one of last_days. */
  private static int index(PolicyKey key, String text) {
    return key.strictestFirst().indexOf(Arrays.asList(text.split(" ", 2)).getFirst());
  }
}
