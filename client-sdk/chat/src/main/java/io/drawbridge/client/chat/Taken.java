package io.drawbridge.client.chat;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.api.Member;
import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.protocol.result.MemberResult;
import io.drawbridge.protocol.result.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes people out of a conversation, and the last of them back. */
final class Taken {
  private static final String ALL = "all";

  private final ChatClient client;
  private final Consumer<String> out;
  private Optional<Removal> last = Optional.empty();

  private record Removal(ConversationId where, String place, Member member, String name) {}

  Taken(ChatClient client, Consumer<String> out) {
    this.client = client;
    this.out = out;
  }

  /** Takes out whose name, or whose address, begins so. */
  void out(ConversationId here, String place, String wanted) {
    RosterEntry entry = entry(here, wanted);
    Member member = Member.of(entry);
    MemberResult.Removed removed = client.members().remove(here, member).send().join();
    last =
        member instanceof Member.Invited
            ? Optional.empty()
            : Optional.of(new Removal(here, place, member, name(entry)));
    out.accept(describe(name(entry), removed));
  }

  /** Tells what taking them out would do. */
  void foresee(ConversationId here, String wanted) {
    RosterEntry entry = entry(here, wanted);
    if (entry.invitation().isPresent()) {
      throw new Misused("They are invited, and reach nothing yet.");
    }
    out.accept(
        Outside.foretold(
            name(entry), client.members().remove(here, Member.of(entry)).preview().join()));
  }

  /** The one entry of the roster that is meant. */
  private RosterEntry entry(ConversationId here, String wanted) {
    String whom = wanted.toLowerCase(Locale.ROOT);
    List<RosterEntry> matching =
        roster(client, here, Integer.MAX_VALUE).stream()
            .filter(entry -> name(entry).toLowerCase(Locale.ROOT).startsWith(whom))
            .toList();
    if (matching.size() != 1) {
      throw new Misused(
          matching.isEmpty() ? "Nobody here is called so; /who shows them." : "Which one?");
    }
    return matching.getFirst();
  }

  /** Takes the last removal back; with "all" they see what was written meanwhile. */
  void back(String asked) {
    Removal removal =
        last.orElseThrow(() -> new Misused("You have taken out nobody who could come back."));
    client.members().undoRemove(removal.where(), removal.member(), asked.equals(ALL)).join();
    last = Optional.empty();
    out.accept("Back in %s: %s".formatted(removal.place(), removal.name()));
  }

  private static String describe(String name, MemberResult.Removed removed) {
    Receipt receipt = removed.receipt();
    String ways =
        removed.remaining().isEmpty()
            ? ""
            : "; %d other ways still lead here".formatted(removed.remaining().size());
    return "Removed: %s, final after %.1f ms (%d sessions told)%s"
        .formatted(name, receipt.phases().totalMicros() / 1_000.0, receipt.sessions().size(), ways);
  }

  /** Who is in a conversation: all, or the first pages with so many. */
  static List<RosterEntry> roster(ChatClient client, ConversationId where, int enough) {
    List<RosterEntry> entries = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      ConversationResult.Roster page = client.conversations().roster(where, after).join();
      entries.addAll(page.entries());
      after = page.next();
    } while (after.isPresent() && entries.size() < enough);
    return entries;
  }

  static String name(RosterEntry entry) {
    return entry
        .person()
        .map(Talk::name)
        .or(() -> entry.groupName().map(group -> "group " + Printable.line(group)))
        .or(() -> entry.email().map(Printable::line))
        .or(() -> entry.name().map(name -> Printable.line(name) + ", by a code"))
        .orElse("somebody who is invited");
  }
}
