package io.drawbridge.server.delivery.elsewhere;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.session.Elsewhere.Word;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A signal as a row; a column that means nothing for its kind is empty. */
record SignalRow(
    String kind,
    List<AccountId> accounts,
    String tag,
    long domain,
    long conversation,
    long needs,
    long epoch,
    long pos,
    List<AccountId> whose,
    boolean flag,
    String frame) {

  /** The kind whose accounts are read again. */
  static final String MOVED = "moved";

  static SignalRow of(Signal signal) {
    return switch (signal) {
      case Signal.ToDevices it -> of("devices", it.people(), it.tag(), it.frame());
      case Signal.ToOpen it -> of("open", it.except(), it.tag(), it.frame());
      case Signal.Moved it -> plain(MOVED, List.copyOf(it.people()), 0, false);
      case Signal.Blocked it ->
          plain("blocked", List.of(it.block().person(), it.block().other()), 0, it.block().on());
      case Signal.Followed it ->
          plain("followed", List.of(it.account()), it.conversation().value(), it.on());
    };
  }

  private static SignalRow plain(
      String kind, List<AccountId> accounts, long conversation, boolean flag) {
    return new SignalRow(kind, accounts, "", 0, conversation, 0, 0, 0, List.of(), flag, "");
  }

  private static SignalRow of(String kind, Collection<AccountId> people, Tag tag, String frame) {
    List<AccountId> accounts = List.copyOf(people);
    return switch (tag) {
      case Tag.Content it ->
          new SignalRow(
              kind,
              accounts,
              "content",
              it.domain().value(),
              it.conversation().value(),
              it.needs(),
              it.epoch(),
              it.pos(),
              it.whose().people(),
              it.whose().anybody(),
              frame);
      case Tag.Conversation it ->
          new SignalRow(
              kind,
              accounts,
              "conversation",
              it.domain().value(),
              it.conversation().value(),
              it.needs(),
              0,
              0,
              it.whose().people(),
              it.whose().anybody(),
              frame);
      case Tag.Seat it -> of(kind, accounts, "seat", it.domain(), it.needs(), frame);
      case Tag.Owner it -> of(kind, accounts, "owner", it.domain(), it.needs(), frame);
      case Tag.Admin it -> of(kind, accounts, "admin", it.domain(), it.needs(), frame);
      case Tag.InCharge it ->
          new SignalRow(
              kind,
              accounts,
              "in_charge",
              it.domain().value(),
              it.conversation().value(),
              it.needs(),
              0,
              0,
              List.of(),
              it.starter(),
              frame);
      case Tag.Own _ ->
          new SignalRow(kind, accounts, "own", 0, 0, 0, 0, 0, List.of(), false, frame);
    };
  }

  private static SignalRow of(
      String kind,
      List<AccountId> accounts,
      String tag,
      DomainId domain,
      long needs,
      String frame) {
    return new SignalRow(
        kind, accounts, tag, domain.value(), 0, needs, 0, 0, List.of(), false, frame);
  }

  /** The signal that it was; empty if it is of a kind that only a newer version knows. */
  Optional<Signal> signal() {
    return switch (kind) {
      case "devices" -> subject().map(it -> new Signal.ToDevices(Set.copyOf(accounts), it, frame));
      case "open" -> subject().map(it -> new Signal.ToOpen(Set.copyOf(accounts), it, frame));
      case MOVED -> Optional.of(new Signal.Moved(Set.copyOf(accounts)));
      case "blocked" ->
          Optional.of(
              new Signal.Blocked(new Word.Blocked(accounts.getFirst(), accounts.getLast(), flag)));
      case "followed" ->
          Optional.of(
              new Signal.Followed(accounts.getFirst(), new ConversationId(conversation), flag));
      default -> Optional.empty();
    };
  }

  private Optional<Tag> subject() {
    return switch (tag) {
      case "content" ->
          Optional.of(new Tag.Content(in(), where(), needs, epoch, pos, new Whose(whose, flag)));
      case "conversation" ->
          Optional.of(new Tag.Conversation(in(), where(), needs, new Whose(whose, flag)));
      case "seat" -> Optional.of(new Tag.Seat(in(), needs));
      case "owner" -> Optional.of(new Tag.Owner(in(), needs));
      case "admin" -> Optional.of(new Tag.Admin(in(), needs));
      case "in_charge" -> Optional.of(new Tag.InCharge(in(), where(), needs, flag));
      case "own" -> Optional.of(Tag.OWN);
      default -> Optional.empty();
    };
  }

  private DomainId in() {
    return new DomainId(domain);
  }

  private ConversationId where() {
    return new ConversationId(conversation);
  }
}
