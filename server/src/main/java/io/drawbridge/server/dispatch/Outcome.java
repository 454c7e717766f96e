package io.drawbridge.server.dispatch;

import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.session.outbox.Answer;

/** The result of one command, before the egress gate. */
public sealed interface Outcome {
  record Answered(Answer<? extends Result> answer) implements Outcome {}

  record Failed(ErrorFrame error) implements Outcome {}
}
