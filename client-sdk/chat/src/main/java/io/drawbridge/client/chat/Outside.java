package io.drawbridge.client.chat;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.chat.card.Sure;
import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalClass;
import io.drawbridge.protocol.people.ExternalCounts;
import io.drawbridge.protocol.people.ExternalEntry;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.people.QuotaState;
import io.drawbridge.protocol.people.QuotaUse;
import io.drawbridge.protocol.result.ExternalResult;
import io.drawbridge.protocol.result.ExternalResult.KeptGrant;
import io.drawbridge.protocol.result.MemberResult.AdditionPreview;
import io.drawbridge.protocol.result.MemberResult.RemovalPreview;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Shows which externals are where in a workspace, and ends all that one of them, or a firm, has.
 */
final class Outside {
  private static final int LISTED_MAX = 500;
  private static final String ARROW = "->";
  private static final String MINE = "mine";

  private final ChatClient client;
  private final WorkspaceId workspace;
  private final Consumer<String> out;

  Outside(ChatClient client, WorkspaceId workspace, Consumer<String> out) {
    this.client = client;
    this.workspace = workspace;
    this.out = out;
  }

  /** Invites somebody by address, into no conversation yet. */
  void invite(String email) {
    client.externals().invite(workspace, email).join();
    out.accept("They are invited as a guest, unless they are known here.");
  }

  void list() {
    List<String> lines = entries().stream().map(Outside::line).toList();
    out.accept(lines.isEmpty() ? "Nobody from outside is here." : String.join("\n", lines));
  }

  private static String line(ExternalEntry entry) {
    String more =
        entry.until().map(until -> ", until " + until).orElse("")
            + entry.confirmBy().map(by -> ", to be confirmed by " + by).orElse("")
            + entry.relation().map(relation -> ", " + Printable.line(relation)).orElse("");
    return "    %-20s %-9s %-6s in %d%s"
        .formatted(
            nameOf(entry),
            entry.state().wire(),
            entry.externalClass().map(ExternalClass::wire).orElse(""),
            entry.grants(),
            more);
  }

  /** Counts them beside the quotas. */
  void count() {
    ExternalCounts counts = client.externals().count(workspace).join().counts();
    out.accept(
        String.join(
            "\n",
            use("in one conversation", counts.single()),
            use("in several", counts.multi()),
            use("in all", counts.all()),
            "    %-20s %6d".formatted("members", counts.members())));
  }

  private static String use(String which, QuotaUse use) {
    return "    %-20s %6d%s%s%s"
        .formatted(
            which,
            use.used(),
            use.max().map(" of %d"::formatted).orElse(""),
            use.soft().map(", warning above %d"::formatted).orElse(""),
            use.state() == QuotaState.WITHIN ? "" : ": " + use.state().wire());
  }

  /** Says what an addition would make of the numbers, to those who are told. */
  static String foretold(AdditionPreview would) {
    String change =
        would
            .externalClassAfter()
            .filter(after -> would.externalClass().filter(before -> before != after).isPresent())
            .map(_ -> " They would be in several conversations.")
            .orElse("");
    return change
        + (would.awaitsApproval() ? " Somebody would have to approve it." : "")
        + (would.overQuota() ? " A quota of externals has no room for them." : "");
  }

  /** Says what a removal would do. */
  static String foretold(String name, RemovalPreview would) {
    String stays =
        would.people() == 0
            ? "%s would still be here, by %d other ways.".formatted(name, would.remaining().size())
            : "%s would lose this conversation".formatted(name)
                + (would.others() == 0
                    ? "."
                    : ", and %d others with it.".formatted(would.others()));
    String orphaned =
        would.orphaned() == 0
            ? ""
            : " In %d conversations nobody would answer for somebody from outside."
                .formatted(would.orphaned());
    return stays + orphaned + (would.successor() ? " Somebody else would get in charge." : "");
  }

  private static String nameOf(ExternalEntry entry) {
    return Printable.line(entry.name().or(entry::email).orElse("somebody"));
  }

  /** Shows what one of them reaches. */
  void show(String name) {
    ExternalEntry entry =
        find(name).orElseThrow(() -> new Misused("Nobody from outside is called that."));
    AccountId person =
        entry.person().orElseThrow(() -> new Misused("They are invited, and reach nothing yet."));
    List<String> lines =
        client.externals().show(workspace, person).join().conversations().stream()
            .map(reached ->
                "    %-5s %s%s"
                    .formatted(
                        reached.kind().wire(),
                        reached.name().map(Printable::line).orElse("(hidden)"),
                        reached.by().isPresent() ? ", by a group" : ""))
            .toList();
    out.accept(lines.isEmpty() ? "They reach nothing." : String.join("\n", lines));
  }

  /** Tells what would end; with "yes" behind the name it ends. */
  void end(String asked) {
    Sure typed = Sure.of(asked);
    ExternalSelection which = named(typed.what());
    if (typed.sure()) {
      ExternalResult.ExternalsEnded ended = client.externals().end(workspace, which).join();
      out.accept(
          "Ended, for good: %s."
              .formatted(
                  counted(
                      ended.people(),
                      ended.conversations(),
                      ended.grants(),
                      ended.invitations(),
                      ended.joinLinks() + ended.joinRequests())));
    } else {
      ExternalResult.ExternalsToEnd would = client.externals().previewEnd(workspace, which).join();
      out.accept(
          "That would end: %s. To do so: /end %s"
              .formatted(
                  counted(
                      would.people(),
                      would.conversations(),
                      would.grants(),
                      would.invitations(),
                      would.joinLinks() + would.joinRequests()),
                  Printable.line(typed.line())));
    }
  }

  /** Sets when all that they have ends: in the days that stand behind the name, or never. */
  void renew(String asked) {
    int space = asked.lastIndexOf(' ');
    Optional<Instant> until = inDays(asked.substring(space + 1));
    String name = space < 0 ? "" : asked.substring(0, space).strip();
    ExternalResult.ExternalsDated set =
        client.externals().setUntil(workspace, named(name), until).join();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d grants and %d invitations end %s."
            .formatted(
                set.grants(),
                set.invitations(),
                until.map(Instant::toString).orElse("never by themselves")));
    lines.addAll(kept(set.kept(), set.firstKept()));
    out.accept(String.join("\n", lines));
  }

  /** Lets somebody else answer for all that they have: whose name stands behind the arrow. */
  void handOver(String asked, Function<String, AccountId> contact) {
    int arrow = asked.lastIndexOf(ARROW);
    if (arrow < 0) {
      throw new Misused("Type a name or a mail domain, ->, and who is to answer for them.");
    }
    ExternalSelection which = mineOr(asked.substring(0, arrow).strip());
    AccountId to = contact.apply(asked.substring(arrow + ARROW.length()).strip());
    ExternalResult.ExternalsKept done = client.externals().handOver(workspace, which, to).join();
    tell(done, "%d grants are theirs to answer for now.");
  }

  /** Confirms what they have. */
  void confirm(String name) {
    tell(client.externals().confirm(workspace, mineOr(name)).join(), "%d grants are confirmed.");
  }

  /** The word for all that oneself gave needs no list, which is for admins. */
  private ExternalSelection mineOr(String name) {
    return name.equals(MINE)
        ? new ExternalSelection.OfInviter(client.account().me().join().account())
        : named(name);
  }

  private void tell(ExternalResult.ExternalsKept done, String counted) {
    List<String> lines = new ArrayList<>();
    lines.add(counted.formatted(done.grants()));
    lines.addAll(kept(done.kept(), done.firstKept()));
    out.accept(String.join("\n", lines));
  }

  private static List<String> kept(int kept, List<KeptGrant> first) {
    List<String> lines = new ArrayList<>();
    if (kept > 0) {
      lines.add("%d are left as they were:".formatted(kept));
      first.stream().map(KeptGrant::why).distinct().forEach(why -> lines.add("    " + why));
    }
    return lines;
  }

  private static Optional<Instant> inDays(String days) {
    if (days.equals("never")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.now().plus(Duration.ofDays(Integer.parseInt(days))));
    } catch (NumberFormatException e) {
      throw new Misused("Type the number of days behind the name, or never.");
    }
  }

  private static String counted(
      int people, int conversations, int grants, int invitations, int joining) {
    return "%d people in %d conversations, %d grants in all, %d invitations, %d links and requests"
        .formatted(people, conversations, grants, invitations, joining);
  }

  /** A mail domain has a dot; all else is a person's name. */
  private ExternalSelection named(String name) {
    return called(name)
        .<ExternalSelection>map(ExternalSelection.OfPerson::new)
        .or(() ->
            Optional.of(name)
                .filter(it -> it.contains(".") && !it.contains("@"))
                .map(ExternalSelection.OfMailDomain::new))
        .orElseThrow(() ->
            new Misused(
                "Nobody from outside is called that; /outside shows who is here. A firm is named by"
                    + " its mail domain."));
  }

  /** Who is called that, or has that address. */
  Optional<AccountId> called(String name) {
    return find(name).flatMap(ExternalEntry::person);
  }

  /** The account of somebody from outside who is here. */
  AccountId person(String name) {
    return called(name)
        .orElseThrow(
            () -> new Misused("Nobody from outside is called that; /outside shows who is here."));
  }

  private Optional<ExternalEntry> find(String name) {
    return entries().stream()
        .filter(entry ->
            entry.name().filter(name::equalsIgnoreCase).isPresent()
                || entry.email().filter(name::equalsIgnoreCase).isPresent())
        .findFirst();
  }

  private List<ExternalEntry> entries() {
    List<ExternalEntry> all = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      ExternalResult.Externals page = client.externals().list(workspace, after).join();
      all.addAll(page.externals());
      after = page.next();
    } while (after.isPresent() && all.size() < LISTED_MAX);
    return all;
  }
}
