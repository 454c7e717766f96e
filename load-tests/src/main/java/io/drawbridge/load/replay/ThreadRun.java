package io.drawbridge.load.replay;

import io.drawbridge.client.RequestFailed;
import io.drawbridge.client.api.Whom;
import io.drawbridge.load.audit.Auditor;
import io.drawbridge.load.measure.Latencies;
import io.drawbridge.load.replay.Script.Step;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.conversation.Cursor;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.result.MemberResult;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.result.SessionReceipt;
import io.drawbridge.protocol.result.SessionResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Plays one script on the real server, step by step, and reports to the auditor what everybody was
 * answered.
 */
final class ThreadRun {
  /** The time to wait; what has not come by then is left for the auditor to miss. */
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);

  private final Script script;
  private final Cast cast;
  private final Auditor auditor;
  private final Latencies latencies;
  private final Score score;
  private final Map<String, Participant> in = new HashMap<>();
  private final List<CompletableFuture<Void>> racing = new ArrayList<>();
  private long newest;

  ThreadRun(Script script, Cast cast, Auditor auditor, Latencies latencies, Score score) {
    this.script = script;
    this.cast = cast;
    this.auditor = auditor;
    this.latencies = latencies;
    this.score = score;
  }

  void play() throws InterruptedException {
    ConversationId thread = begin();
    Looks looks = new Looks(thread, auditor, score);
    for (Step step : script.steps()) {
      switch (step) {
        case Step.Add(String nick) -> {
          in.put(nick, cast.add(nick, thread));
          score.added();
          // What was sent before is not for them.
          looks.fetchNewest(speaker(nick));
        }
        case Step.Say(String nick, String text) -> {
          say(speaker(nick), thread, text, looks);
          looks.fetchOnce(speaker(nick));
        }
        case Step.SayWithFile(String nick, String text) ->
            sayWithFile(speaker(nick), thread, text, looks);
        case Step.Search(String nick, String text) -> looks.search(speaker(nick), text);
        case Step.BotSays(String text) -> say(cast.bot(), thread, text, looks);
        case Step.Remove remove -> remove(remove, thread, looks);
      }
    }
    racing.forEach(CompletableFuture::join);
    end(thread);
  }

  private ConversationId begin() {
    List<Participant> regulars = script.regulars().stream().map(cast::regular).toList();
    long asked = System.nanoTime();
    ConversationId thread =
        cast.bot()
            .client()
            .threads()
            .create(script.subject())
            .in(cast.workspace())
            .people(regulars.stream().map(Participant::account).toList())
            .send()
            .join()
            .conversation()
            .id();
    long acknowledged = System.nanoTime();
    auditor.added(thread.toString(), cast.bot().name(), true, asked, acknowledged);
    regulars.forEach(
        one -> auditor.added(thread.toString(), one.name(), true, asked, acknowledged));
    return thread;
  }

  private Participant speaker(String nick) {
    Participant newcomer = in.get(nick);
    return newcomer == null ? cast.regular(nick) : newcomer;
  }

  private void say(Participant speaker, ConversationId thread, String text, Looks looks) {
    long asked = System.nanoTime();
    MessageResult.Sent sent = speaker.client().messages().send(thread, text).join();
    said(thread, sent, text, asked, looks);
  }

  private void sayWithFile(Participant speaker, ConversationId thread, String text, Looks looks)
      throws InterruptedException {
    FileId upload = looks.upload(speaker);
    long asked = System.nanoTime();
    MessageResult.Sent sent =
        speaker.client().transfers().send(thread, text, List.of(upload)).join();
    said(thread, sent, text, asked, looks);
    looks.sent(upload, sent.pos());
    looks.fetchNewest(cast.bot());
  }

  private void said(
      ConversationId thread, MessageResult.Sent sent, String text, long asked, Looks looks) {
    long acknowledged = System.nanoTime();
    auditor.sent(thread.toString(), sent.pos(), asked, acknowledged);
    latencies.asked(thread.value(), sent.pos(), asked);
    score.sent(acknowledged - asked);
    newest = Math.max(newest, sent.pos());
    looks.said(sent.pos(), text);
  }

  private void remove(Step.Remove step, ConversationId thread, Looks looks)
      throws InterruptedException {
    Participant person = speaker(step.nick());
    if (step.raced()) {
      race(() -> cut(step, person, thread, false, looks));
      race(() -> looks.search(person, ""));
    } else {
      person.awaitReceived(thread, newest, SETTLED_WITHIN);
      cut(step, person, thread, true, looks);
    }
  }

  private void race(Runnable step) {
    racing.add(CompletableFuture.runAsync(step, task -> Thread.ofVirtual().start(task)));
  }

  private void cut(
      Step.Remove step, Participant person, ConversationId thread, boolean settled, Looks looks) {
    long asked = System.nanoTime();
    MemberResult.Removed removed =
        cast.bot().client().members().remove(thread, Whom.person(person.account())).send().join();
    long acknowledged = System.nanoTime();
    long lastPos =
        removed.receipt().sessions().stream()
            .filter(one -> one.session().equals(person.session()))
            .mapToLong(SessionReceipt::lastPos)
            .findFirst()
            .orElse(-1);
    auditor.removed(
        thread.toString(),
        person.name(),
        person.connection(),
        lastPos,
        settled,
        asked,
        acknowledged);
    score.removed(acknowledged - asked, !settled);
    if (step.tries()) {
      tries(person, thread);
      looks.fetchNewest(person);
      looks.search(person, "");
    }
    person.forget(thread);
    cast.done(step.nick());
  }

  /** A removed person tries history, resume and send: each must look as if the thread never was. */
  private void tries(Participant person, ConversationId thread) {
    refused("history", () -> person.client().messages().newest(thread, 10).join());
    refused("send", () -> person.client().messages().send(thread, "still here?").join());
    SessionResult.Resumed resumed =
        person.client().call(new SessionCommand.Resume("0", List.of(new Cursor(thread, 0)))).join();
    if (resumed.opened().contains(thread)
        || resumed.heads().stream().anyMatch(head -> head.conversation().equals(thread))) {
      score.fault("resume gave a removed person " + thread);
    }
    score.tried();
  }

  private void refused(String what, Runnable attempt) {
    try {
      attempt.run();
      score.fault(what + " worked after the removal");
    } catch (CompletionException failed) {
      Optional<ErrorCode> code = RequestFailed.in(failed).flatMap(RequestFailed::code);
      if (!code.equals(Optional.of(ErrorCode.NOT_FOUND))) {
        score.fault(what + " after the removal answered " + failed.getCause());
      }
    }
  }

  /** Everybody who stays must have everything before the thread is left alone. */
  private void end(ConversationId thread) throws InterruptedException {
    List<Participant> members = new ArrayList<>();
    members.add(cast.bot());
    script.regulars().forEach(nick -> members.add(cast.regular(nick)));
    for (Participant member : members) {
      member.awaitReceived(thread, newest, SETTLED_WITHIN);
      member.client().interest().close(thread).join();
      member.forget(thread);
    }
    score.threadDone();
  }
}
