package io.drawbridge.client.chat;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.conversation.Path;
import io.drawbridge.protocol.conversation.PathKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.ledger.LedgerConversation;
import io.drawbridge.protocol.ledger.LedgerMark;
import io.drawbridge.protocol.ledger.LedgerPath;
import io.drawbridge.protocol.ledger.LedgerReader;
import io.drawbridge.protocol.ledger.LedgerSpan;
import io.drawbridge.protocol.result.LedgerResult;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Shows who could see a message, what somebody can see, and why. */
final class Ledger {
  private static final int LISTED_MAX = 500;
  private static final int BACK_MAX = 100;
  private static final String AT = " at ";

  private final ChatClient client;
  private final WorkspaceId workspace;
  private final Consumer<String> out;

  Ledger(ChatClient client, WorkspaceId workspace, Consumer<String> out) {
    this.client = client;
    this.workspace = workspace;
    this.out = out;
  }

  /** Who could see the newest message of a conversation, or one so many before it. */
  void ofMessage(ConversationId conversation, String back) {
    List<Message> newest = client.messages().newest(conversation, BACK_MAX).join().messages();
    int before = back.isEmpty() ? 0 : number(back);
    if (before >= newest.size()) {
      throw new Misused("There is no such message.");
    }
    long pos = newest.get(newest.size() - 1 - before).pos();
    List<String> lines = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      LedgerResult.MessageLedger page =
          client.audit().whoCouldSee(workspace, conversation, pos, after).join();
      page.readers().forEach(reader -> lines.add(line(reader)));
      after = page.next();
    } while (after.isPresent() && lines.size() < LISTED_MAX);
    out.accept(lines.isEmpty() ? "Nobody could see it." : String.join("\n", lines));
  }

  private static String line(LedgerReader reader) {
    StringBuilder line =
        new StringBuilder("    ")
            .append(Talk.name(reader.person()))
            .append(reader.seesNow() ? "" : ", no more")
            .append(mark(", on a device", reader.delivered()))
            .append(mark(", read", reader.read()));
    reader.spans().forEach(span -> line.append("\n      ").append(line(span)));
    return line.toString();
  }

  private static String mark(String what, LedgerMark mark) {
    return mark.reached() ? what + mark.by().map(by -> " by " + by).orElse("") : "";
  }

  private static String line(LedgerSpan span) {
    return by(span.path())
        + ", from "
        + span.from()
        + span.to().map(to -> " to " + to).orElse("")
        + span.end().map(end -> ", " + end.wire()).orElse("");
  }

  private static String by(Path path) {
    return path.kind() == PathKind.DIRECT
        ? "by themselves"
        : "by " + path.groupName().map(Printable::line).orElse("a group");
  }

  /** What somebody can see, or could at a time that stands behind the name. */
  void ofPerson(String asked, Function<String, AccountId> named) {
    int split = asked.lastIndexOf(AT);
    Optional<Instant> at =
        split < 0 ? Optional.empty() : Optional.of(time(asked.substring(split + AT.length())));
    AccountId person = named.apply(split < 0 ? asked : asked.substring(0, split).strip());
    List<String> lines = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      LedgerResult.PersonLedger page =
          client.audit().whatCouldSee(workspace, person, at, after).join();
      page.conversations().forEach(it -> lines.add(line(it)));
      after = page.next();
    } while (after.isPresent() && lines.size() < LISTED_MAX);
    out.accept(lines.isEmpty() ? "They see nothing here." : String.join("\n", lines));
  }

  private static String line(LedgerConversation seen) {
    return "    %-6s %s, %s; %s"
        .formatted(
            seen.kind().wire(),
            seen.name().map(Printable::line).orElse("(hidden)"),
            String.join(
                " and ", seen.paths().stream().map(LedgerPath::path).map(Ledger::by).toList()),
            seen.showsFrom().map(from -> "what was sent after " + from).orElse("everything"));
  }

  /** Why somebody sees a conversation, or why not, and when they could. */
  void why(AccountId person, ConversationId conversation) {
    LedgerResult.Reasons reasons = client.audit().why(workspace, person, conversation).join();
    List<String> lines = new ArrayList<>();
    lines.add(
        reasons.sees().paths().isEmpty()
            ? "They do not see it%s%s."
                .formatted(
                    reasons.suspended() ? ", they are suspended" : "",
                    reasons.excluded() ? ", they are kept off it" : "")
            : line(reasons.sees()));
    reasons.spans().forEach(span -> lines.add("      " + line(span)));
    out.accept(String.join("\n", lines));
  }

  private static int number(String text) {
    try {
      return Math.max(0, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw new Misused("Type how many messages before the newest it is.");
    }
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text.strip());
    } catch (DateTimeParseException e) {
      throw new Misused("Type the time as 2026-11-30T12:00:00Z.");
    }
  }
}
