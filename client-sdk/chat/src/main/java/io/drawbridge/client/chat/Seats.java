package io.drawbridge.client.chat;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.chat.card.Sure;
import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.protocol.command.SeatCommand.Keep;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.protocol.result.SeatResult;
import io.drawbridge.protocol.result.SeatResult.EndedPlace;
import io.drawbridge.protocol.result.SeatResult.RefusedGrant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes externals of members and members of externals, erases people, and lets one leave. */
final class Seats {
  private static final String NO = " no";
  private static final String ALL = "all";
  private static final String ARROW = "->";
  private static final int SHOWN_MAX = 20;

  private final ChatClient client;
  private final WorkspaceId workspace;
  private final Places places;
  private final Consumer<String> out;

  Seats(ChatClient client, WorkspaceId workspace, Places places, Consumer<String> out) {
    this.client = client;
    this.workspace = workspace;
    this.places = places;
    this.out = out;
  }

  /** Tells what a demotion would do; with "yes" at the end it is made. */
  void demote(String asked, Function<String, AccountId> contact) {
    Sure typed = Sure.of(asked);
    String rest = typed.what();
    int arrow = rest.lastIndexOf(ARROW);
    String name = (arrow < 0 ? rest : rest.substring(0, arrow)).strip();
    List<Keep> keep = arrow < 0 ? List.of() : kept(rest.substring(arrow + ARROW.length()).strip());
    AccountId person = contact.apply(name);
    if (typed.sure()) {
      SeatResult.Demoted done = client.workspaces().demote(workspace, person, keep).join();
      out.accept(
          "From outside now: %s, in %d conversations; %d ended, for good, after %.1f ms."
              .formatted(
                  Printable.line(name), done.kept().size(), done.ended(), millis(done.receipt())));
      refused(done.refused());
      return;
    }
    SeatResult.DemotionPreview would =
        client.workspaces().previewDemote(workspace, person, keep).join();
    out.accept(
        "They would stay in %d conversations and lose %d, and %d bots of theirs would end.%s"
            .formatted(
                would.kept().size(),
                would.ended(),
                would.bots(),
                would.overQuota() ? " A quota of externals has no room for them." : ""));
    refused(would.refused());
    lost(would.firstEnded());
    out.accept("To do so: /demote " + Printable.line(typed.line()));
  }

  private List<Keep> kept(String numbers) {
    return Arrays.stream(numbers.split("\\s+"))
        .map(number ->
            places
                .find(number)
                .map(Keep::new)
                .orElseThrow(() -> new Misused("Type numbers of /list behind the arrow.")))
        .toList();
  }

  private void refused(List<RefusedGrant> refused) {
    refused.stream()
        .map(RefusedGrant::why)
        .distinct()
        .forEach(why -> out.accept("    they cannot stay in one: " + Printable.line(why)));
  }

  private void lost(List<EndedPlace> ended) {
    List<String> lines = new ArrayList<>();
    ended.stream()
        .limit(SHOWN_MAX)
        .forEach(place ->
            lines.add(
                "    loses %-5s %s%s"
                    .formatted(
                        place.kind().wire(),
                        place.name().map(Printable::line).orElse("(hidden)"),
                        place.own() ? "" : ", by a group")));
    if (!lines.isEmpty()) {
      out.accept(String.join("\n", lines));
    }
  }

  /** Invites somebody from outside to become a member. */
  void promote(String name) {
    client.workspaces().promote(workspace, new Outside(client, workspace, out).person(name)).join();
    out.accept("Invited to become a member: " + Printable.line(name));
  }

  /**
   * Leaves the workspace, if "yes" stands at the end; a name before it is that of the next owner.
   */
  void leave(String asked, Function<String, AccountId> contact) {
    Sure typed = Sure.of(asked);
    if (!typed.sure()) {
      throw new Misused(
          "That takes you out of the workspace and of all its conversations. To do so: /resign "
              + Printable.line(typed.line()));
    }
    String successor = typed.what();
    Receipt receipt =
        (successor.isEmpty()
                ? client.workspaces().leave(workspace)
                : client.workspaces().leave(workspace, contact.apply(successor)))
            .join();
    out.accept("You left the workspace, final after %.1f ms.".formatted(millis(receipt)));
  }

  /**
   * Tells what erasing somebody would end, and does it if "yes" stands at the end; with "all"
   * before it, what they wrote is deleted too.
   */
  void erase(String asked) {
    Sure typed = Sure.of(asked);
    String rest = typed.what();
    boolean all = rest.endsWith(" " + ALL);
    String name = all ? rest.substring(0, rest.length() - ALL.length()).strip() : rest;
    AccountId person =
        name.startsWith("a_")
            ? AccountId.parse(name)
            : new Outside(client, workspace, out).person(name);
    if (!typed.sure()) {
      SeatResult.ErasurePreview would = client.workspaces().previewErase(workspace, person).join();
      out.accept(
          ("They would lose %d conversations and %d invitations, and have no name here any more."
                  + " They wrote %d messages, which %s. To do so: /erase %s")
              .formatted(
                  would.grants(),
                  would.invitations(),
                  would.messages(),
                  all ? "would be deleted" : "stay",
                  Printable.line(typed.line())));
      return;
    }
    SeatResult.PersonErased done = client.workspaces().erase(workspace, person, all).join();
    out.accept(
        "Erased: %d conversations and %d invitations ended, %d messages are deleted, after %.1f ms."
            .formatted(done.grants(), done.invitations(), done.messages(), millis(done.receipt())));
  }

  /** Lets a member bring people from outside in, or with "no" no more than others do. */
  void inviter(String typed, Function<String, AccountId> contact) {
    boolean named = !typed.endsWith(NO);
    String name = named ? typed : typed.substring(0, typed.length() - NO.length()).strip();
    client.policies().setInviter(workspace, contact.apply(name), named).join();
    out.accept(
        "%s brings people from outside in%s."
            .formatted(Printable.line(name), named ? " as admins do" : " as members do"));
  }

  /** Makes a bot, and shows its token. */
  void bot(String name) {
    String token = client.workspaces().createBot(workspace, name).join().apiToken().value();
    out.accept("The token of %s, shown only now: %s".formatted(Printable.line(name), token));
  }

  private static double millis(Receipt receipt) {
    return receipt.phases().totalMicros() / 1_000.0;
  }
}
