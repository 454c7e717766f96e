package io.drawbridge.server.edge;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Verdict;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.dispatch.Dispatcher;
import io.drawbridge.server.dispatch.Outcome;
import io.drawbridge.server.edge.http.Responses;
import io.drawbridge.server.edge.intake.Admission;
import io.drawbridge.server.edge.intake.Socket;
import io.drawbridge.server.edge.loop.Loop;
import io.drawbridge.server.session.Asking;
import io.drawbridge.server.session.Connection;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.EncodedFrame;
import io.drawbridge.server.session.outbox.FrameSink;
import io.drawbridge.server.session.outbox.Outgoing;
import io.netty.handler.codec.http.FullHttpResponse;
import java.util.Optional;

/**
 * One command over HTTP, from the request to the answer being with the kernel. To fences it is a
 * connection like any other, for as long as it lasts.
 */
final class HttpExchange implements Connection, FrameSink, Exchange {
  private final EdgeParts parts;
  private final HttpDoor door;
  private final Loop loop;
  private final Socket socket;
  private final Responses responses;
  private final Command<?> command;
  private Optional<Admission.AdmittedRequest> admitted = Optional.empty();
  private boolean answered;
  private volatile boolean over;
  private boolean sessionEnded;

  HttpExchange(
      EdgeParts parts,
      HttpDoor door,
      Loop loop,
      Socket socket,
      Responses responses,
      Command<?> command) {
    this.parts = parts;
    this.door = door;
    this.loop = loop;
    this.socket = socket;
    this.responses = responses;
    this.command = command;
  }

  /** Carries out a command that needs no token. On a virtual thread. */
  void open(ClientAddress address) {
    Asking.run(
        this::waits,
        () ->
            parts.dispatcher().call(address, command, outcome -> execute(() -> tellOwn(outcome))));
  }

  /** Carries out a command of the token's bearer. On a virtual thread. */
  void run(String token) {
    Admission.AdmittedRequest entry;
    try {
      entry = parts.admission().request(token, this);
    } catch (RuntimeException refused) {
      ErrorFrame error = parts.dispatcher().error(Optional.empty(), command.type(), refused);
      execute(() -> error(error));
      return;
    }
    execute(() -> admit(entry));
    Asking.run(
        this::waits,
        () ->
            parts
                .dispatcher()
                .call(entry.outlet(), command, outcome -> execute(() -> offer(entry, outcome))));
  }

  @Override
  public void end() {
    over = true;
    admitted.ifPresent(entry -> parts.threads().execute(entry::leave));
    admitted = Optional.empty();
  }

  @Override
  public void execute(Runnable task) {
    loop.events().execute(task);
  }

  @Override
  public boolean inLoop() {
    return loop.events().inEventLoop();
  }

  @Override
  public int loop() {
    return loop.index();
  }

  @Override
  public void wake() {
    execute(() -> admitted.ifPresent(entry -> entry.outlet().drain(this)));
  }

  @Override
  public boolean hasUnflushed() {
    return socket.hasUnflushed();
  }

  /** Closes the exchange; a command that ends its own session still gets its answer. */
  @Override
  public void close(CloseCode code, String reason) {
    execute(() -> {
      if (Dispatcher.mayEndSession(command)) {
        sessionEnded = true;
      } else {
        error(
            new ErrorFrame(
                Optional.empty(),
                ErrorCode.UNAUTHENTICATED,
                "the session has ended",
                Optional.empty()));
      }
    });
  }

  @Override
  public void reset(CloseCode code) {
    socket.reset();
  }

  @Override
  public boolean open() {
    return !answered;
  }

  /** Refuses shared frames, which are for WebSockets. */
  @Override
  public void frame(EncodedFrame frame) {
    throw new IllegalStateException("a shared frame over HTTP");
  }

  @Override
  public void reply(long id, Result result) {
    answer(responses.result(result));
  }

  @Override
  public void error(ErrorFrame error) {
    answer(responses.error(error));
  }

  /** Returns whether somebody waits for the answer still. Any thread. */
  private boolean waits() {
    return !over;
  }

  private void admit(Admission.AdmittedRequest entry) {
    if (over) {
      parts.threads().execute(entry::leave);
    } else {
      admitted = Optional.of(entry);
      door.proved();
    }
  }

  private void offer(Admission.AdmittedRequest entry, Outcome outcome) {
    if (sessionEnded) {
      tellOwn(outcome);
      return;
    }
    switch (outcome) {
      case Outcome.Answered told ->
          entry.outlet().offerAnswer(new Outgoing.Reply(0, told.answer()));
      case Outcome.Failed failed ->
          entry.outlet().offerAnswer(new Outgoing.Refusal(failed.error()));
    }
  }

  /**
   * Writes the outcome where there is no session that could be entitled: nothing but what is the
   * asker's own passes.
   */
  private void tellOwn(Outcome outcome) {
    switch (outcome) {
      case Outcome.Failed failed -> error(failed.error());
      case Outcome.Answered told -> {
        switch (told.answer().release(HttpExchange::ownOnly)) {
          case Answer.Released.Told<? extends Result> passed -> reply(0, passed.result());
          case Answer.Released.Refused<? extends Result> _,
              Answer.Released.Wait<? extends Result> _ ->
              answer(responses.notFound());
        }
      }
    }
  }

  private static Verdict ownOnly(Tag tag) {
    return tag instanceof Tag.Own ? Verdict.ALLOW : Verdict.DROP;
  }

  private void answer(FullHttpResponse response) {
    if (answered || over) {
      response.release();
      return;
    }
    answered = true;
    door.answer(this, response);
  }
}
