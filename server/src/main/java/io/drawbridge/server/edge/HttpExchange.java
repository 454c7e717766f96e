package io.drawbridge.server.edge;

import io.drawbridge.protocol.CloseCode;
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
import io.drawbridge.server.session.outbox.Answer;
import io.netty.handler.codec.http.FullHttpResponse;
import java.util.Optional;

/** One command over HTTP. */
final class HttpExchange extends Exchange {
  private final Responses responses;
  private final Command<?> command;
  private boolean answered;
  private boolean sessionEnded;

  HttpExchange(
      EdgeParts parts,
      HttpDoor door,
      Loop loop,
      Socket socket,
      Responses responses,
      Command<?> command) {
    super(parts, door, loop, socket);
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
  @Override
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

  /** Closes the exchange; a command that ends its own session still gets its answer. */
  @Override
  public void close(CloseCode code, String reason) {
    if (Dispatcher.mayEndSession(command)) {
      execute(() -> sessionEnded = true);
    } else {
      super.close(code, reason);
    }
  }

  @Override
  public boolean open() {
    return !answered;
  }

  @Override
  public void reply(long id, Result result) {
    answer(responses.result(result));
  }

  @Override
  public void error(ErrorFrame error) {
    answer(responses.error(error));
  }

  private void offer(Admission.AdmittedRequest entry, Outcome outcome) {
    if (sessionEnded) {
      tellOwn(outcome);
      return;
    }
    judge(entry, outcome);
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
    if (answered || !waits()) {
      response.release();
      return;
    }
    answered = true;
    door.answer(this, response);
  }
}
