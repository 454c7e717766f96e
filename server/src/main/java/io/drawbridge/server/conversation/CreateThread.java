package io.drawbridge.server.conversation;

import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.policy.ForwardToExternals;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.SightRules;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.append.NewMessage;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.append.forward.ForwardStore;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.forward.PassedOn;
import io.drawbridge.server.message.Mentioned;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * {@code thread.create}: makes a thread addressed to people and groups, perhaps with its first
 * message. An external starts one within a group they are in, addressed to it alone (D9), and sees
 * it as long as they see the group.
 */
final class CreateThread {
  private final AccessGate gate;
  private final NewConversations made;
  private final WriterLanes writers;
  private final RequestKeys keys;
  private final Shown shown;
  private final Executor executor;
  private final PassedOn passed;
  private final ForwardStore forwards = new ForwardStore();
  private final ConversationStore store = new ConversationStore();

  CreateThread(
      AccessGate gate,
      NewConversations made,
      WriterLanes writers,
      RequestKeys keys,
      Shown shown,
      PassedOn passed,
      Executor executor) {
    this.gate = gate;
    this.made = made;
    this.writers = writers;
    this.keys = keys;
    this.shown = shown;
    this.passed = passed;
    this.executor = executor;
  }

  CompletionStage<Answer<ConversationResult.Conversation>> handle(
      Caller caller, ThreadCommand.Create command) {
    Set<AccountId> mentions =
        command.text().map(text -> Mentioned.by(caller.account(), text)).orElse(Set.of());
    Optional<PassedOn.Read> from = command.from().map(place -> passed.read(caller, place));
    Optional<ConversationFacts> within = soleGroup(caller, command);
    CompletionStage<ConversationId> thread =
        within.isPresent() && gate.external(within.get(), caller.account())
            ? startWithin(caller, command, within.get(), from)
            : create(caller, command, home(caller, command), from);
    return shown.after(
        caller,
        thread.thenComposeAsync(id -> firstMessage(caller, command, mentions, from, id), executor));
  }

  /**
   * The one group that a thread without further recipients is addressed to, if the caller is in it.
   */
  private Optional<ConversationFacts> soleGroup(Caller caller, ThreadCommand.Create command) {
    if (command.groups().size() != 1 || !command.people().isEmpty()) {
      return Optional.empty();
    }
    ConversationFacts group = gate.read(caller, command.groups().getFirst()).conversation();
    boolean elsewhere =
        command.workspace().isPresent() && !command.workspace().equals(group.workspace());
    if (elsewhere) {
      throw Failure.notFound();
    }
    return Optional.of(group);
  }

  private WorkspaceId home(Caller caller, ThreadCommand.Create command) {
    return command
        .workspace()
        .or(() ->
            command.groups().stream()
                .findFirst()
                .flatMap(group -> gate.read(caller, group).conversation().workspace()))
        .orElseThrow(() -> Failure.invalid("workspace: absent (expected: the home of the thread)"));
  }

  private CompletionStage<ConversationId> create(
      Caller caller,
      ThreadCommand.Create command,
      WorkspaceId workspace,
      Optional<PassedOn.Read> from) {
    Permit permit = gate.workspace(caller, workspace, WorkspaceAction.CREATE_THREAD);
    Optional<Passing> passing = from.map(it -> passing(caller, command, it));
    return made.make(
        caller,
        permit,
        command,
        tx -> {
          ConversationId thread = insert(tx, caller, command);
          made.start(tx, thread, caller.account(), ConversationRole.ADMIN);
          made.addOthers(tx, thread, caller.account(), command.people());
          made.address(tx, thread, command.groups());
          passing.ifPresent(it -> it.require(tx, caller, thread));
          return thread;
        });
  }

  private CompletionStage<ConversationId> startWithin(
      Caller caller,
      ThreadCommand.Create command,
      ConversationFacts group,
      Optional<PassedOn.Read> from) {
    Permit permit = gate.invite(caller, group.id(), Action.Invite.START_THREAD_WITHIN);
    Optional<Passing> passing = from.map(it -> passing(caller, command, it));
    return made.make(
        caller,
        permit,
        command,
        tx -> {
          ConversationId thread = insert(tx, caller, command);
          made.address(tx, thread, List.of(group.id()));
          made.begin(tx, thread, caller.account());
          passing.ifPresent(it -> it.require(tx, caller, thread));
          return thread;
        });
  }

  private ConversationId insert(ChangeTransaction tx, Caller caller, ThreadCommand.Create command) {
    ConversationId thread = made.nextId();
    store.insertThread(tx, thread, command.subject(), caller.account());
    return thread;
  }

  /**
   * The policy under which a message is passed on to a new thread. Its author knows whom they name,
   * and is not asked; what is refused is refused before the thread is made.
   */
  private final class Passing {
    private final PassedOn.Read from;
    private final ForwardToExternals policy;

    Passing(PassedOn.Read from, ForwardToExternals policy) {
      this.from = from;
      this.policy = policy;
    }

    void require(ChangeTransaction tx, Caller caller, ConversationId thread) {
      boolean outside =
          forwards.outside(
              tx.at().handle(), caller.account(), from.conversation().domain(), thread);
      SightRules.passOn(policy, outside, false).require();
    }
  }

  /**
   * The strictest of its own place and of the groups; what the caller cannot read, the lane asks.
   */
  private Passing passing(Caller caller, ThreadCommand.Create command, PassedOn.Read from) {
    ForwardToExternals strictest =
        command.groups().stream()
            .flatMap(group -> readable(caller, group).stream())
            .map(group -> SightRules.passingOn(from.conversation(), group))
            .min(Comparator.naturalOrder())
            .orElseGet(() -> SightRules.passingOn(from.conversation(), from.conversation()));
    return new Passing(from, strictest);
  }

  private Optional<ConversationFacts> readable(Caller caller, ConversationId group) {
    try {
      return Optional.of(gate.read(caller, group).conversation());
    } catch (Failure notInIt) {
      return Optional.empty();
    }
  }

  /**
   * Sends the first message, as a step of its own with a key of its own: repeated after a crash, it
   * is written once.
   */
  private CompletionStage<ConversationId> firstMessage(
      Caller caller,
      ThreadCommand.Create command,
      Set<AccountId> mentions,
      Optional<PassedOn.Read> from,
      ConversationId thread) {
    RequestKey key = keys.step(caller, command, "first-message");
    Optional<NewMessage> first =
        from.map(original -> passed(caller, command, original, thread, key))
            .or(() ->
                command
                    .text()
                    .map(text ->
                        new NewMessage(text, Optional.empty(), mentions, Optional.empty(), key)));
    return first
        .map(message ->
            writers
                .append(gate.post(caller, thread, message.right()), message)
                .thenApply(_ -> thread))
        .orElseGet(() -> CompletableFuture.completedStage(thread));
  }

  private NewMessage passed(
      Caller caller,
      ThreadCommand.Create command,
      PassedOn.Read original,
      ConversationId thread,
      RequestKey key) {
    return passed.message(
        caller,
        original,
        gate.read(caller, thread).conversation(),
        new PassedOn.Around(command.text(), Optional.empty(), List.of(), true),
        key);
  }
}
