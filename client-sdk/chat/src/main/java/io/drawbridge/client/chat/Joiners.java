package io.drawbridge.client.chat;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.api.NewJoinLink;
import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.JoinLinkId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.join.JoinLinkView;
import io.drawbridge.protocol.join.JoinRequestView;
import io.drawbridge.protocol.result.InvitationResult;
import io.drawbridge.protocol.result.JoinResult;
import io.drawbridge.protocol.text.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes and takes back join links into a conversation, and answers who asks by them; makes claim
 * codes.
 */
final class Joiners {
  private static final int LISTED_MAX = 200;

  private final ChatClient client;
  private final ConversationId conversation;
  private final Consumer<String> out;

  Joiners(ChatClient client, ConversationId conversation, Consumer<String> out) {
    this.client = client;
    this.conversation = conversation;
    this.out = out;
  }

  /** Makes a link for that many people, or for one. */
  void create(String uses) {
    NewJoinLink link = client.joinLinks().create(conversation);
    if (!uses.isEmpty()) {
      if (!uses.matches("[0-9]{1,4}")) {
        throw new Misused("Say for how many people: a number, or nothing for one.");
      }
      link = link.uses(Integer.parseInt(uses));
    }
    JoinResult.JoinLinkCreated made = link.send().join();
    out.accept("Shown only now, to be passed on: " + Printable.line(made.url().value()));
  }

  /** Makes a code for somebody who has no address. */
  void code(String name) {
    InvitationResult.ClaimCodeCreated made =
        client.invitations().code(conversation).name(name).send().join();
    out.accept(
        "Shown only now, to be told to %s: %s. It works once, until %s%s."
            .formatted(
                Printable.line(name),
                Printable.line(made.code().value()),
                made.expiresAt(),
                made.state() == InvitationState.AWAITING_APPROVAL
                    ? ", when somebody has approved it"
                    : ""));
  }

  void list() {
    List<String> lines =
        client.joinLinks().into(conversation).join().links().stream().map(Joiners::line).toList();
    out.accept(lines.isEmpty() ? "No links lead here." : String.join("\n", lines));
  }

  /** All links of a workspace, for who runs it. */
  static String all(ChatClient client, WorkspaceId workspace) {
    List<String> lines = new ArrayList<>();
    Optional<JoinLinkId> after = Optional.empty();
    boolean more = true;
    while (more && lines.size() < LISTED_MAX) {
      JoinResult.JoinLinks page = client.joinLinks().of(workspace, after).join();
      page.links().forEach(link -> lines.add(line(link) + " into " + place(link)));
      more = page.more() && !page.links().isEmpty();
      after = Optional.of(page.links()).filter(it -> !it.isEmpty()).map(it -> it.getLast().link());
    }
    return lines.isEmpty() ? "No links lead into the workspace." : String.join("\n", lines);
  }

  private static String place(JoinLinkView link) {
    return link.title().map(Printable::line).orElse("a " + link.kind().wire());
  }

  private static String line(JoinLinkView link) {
    return "    %s %-8s %d of %d used, until %s, by %s%s"
        .formatted(
            link.link(),
            link.state().wire(),
            link.uses(),
            link.usesMax(),
            link.expiresAt(),
            Printable.line(link.maker().name()),
            link.approval() ? "" : ", without approval");
  }

  /** Takes the links back whose ids begin so. */
  void revoke(String id) {
    List<JoinLinkView> found =
        client.joinLinks().into(conversation).join().links().stream()
            .filter(link -> link.link().toString().startsWith(id))
            .toList();
    if (found.size() != 1) {
      throw new Misused(found.isEmpty() ? "There is no such link; /links shows them." : "Which?");
    }
    client.joinLinks().revoke(found.getFirst().link()).join();
    out.accept("Taken back, with what waited because of it.");
  }

  void requests() {
    List<String> lines =
        client.joinLinks().requests(conversation).join().requests().stream()
            .map(Joiners::line)
            .toList();
    out.accept(lines.isEmpty() ? "Nobody asks to be let in." : String.join("\n", lines));
  }

  private static String line(JoinRequestView request) {
    return "    %s%s%s%s"
        .formatted(
            Printable.line(request.name().orElse("somebody")),
            request.email().map(email -> " <" + Printable.line(email) + ">").orElse(""),
            request.proved() ? "" : ", address not proved",
            request.note().map(note -> ": " + Printable.line(note)).orElse(""));
  }

  void suggest(String address) {
    client.joinLinks().suggest(conversation, address).join();
    out.accept("Suggested; who manages the conversation answers.");
  }

  void approve(String who) {
    client.joinLinks().approve(asker(who).request()).join();
    out.accept("Approved.");
  }

  void deny(String who) {
    client.joinLinks().deny(asker(who).request()).join();
    out.accept("Denied.");
  }

  /** The one request whose address is so, or whose name is. */
  private JoinRequestView asker(String who) {
    List<JoinRequestView> matching =
        client.joinLinks().requests(conversation).join().requests().stream()
            .filter(request ->
                request.email().filter(who::equalsIgnoreCase).isPresent()
                    || request.name().filter(who::equalsIgnoreCase).isPresent())
            .toList();
    if (matching.size() != 1) {
      throw new Misused(
          matching.isEmpty()
              ? "Nobody who asks is called so; /requests shows them."
              : "Which one? Say the address.");
    }
    return matching.getFirst();
  }

  /** Applies by the link that somebody passed on, and says what came of it. */
  static String apply(ChatClient client, String link) {
    JoinResult.JoinApplied applied =
        client.joinLinks().apply(new Secret(ChatCommand.tokenOf(link))).join();
    return switch (applied.outcome()) {
      case JOINED -> "You are in.";
      case PENDING -> "You have asked; who manages the conversation answers.";
      case MAILED -> "A mail goes on from here.";
      case DENIED -> "Not approved.";
    };
  }
}
