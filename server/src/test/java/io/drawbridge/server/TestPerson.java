package io.drawbridge.server;

import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.Result;
import java.net.URI;
import java.util.Optional;

/** Somebody who is signed in at a test server. */
public final class TestPerson implements TestDoor {
  private final URI server;
  private final String email;
  private final AccountResult.Tokens tokens;
  private final TestHttpDoor http;

  TestPerson(URI server, String email, AccountResult.Tokens tokens) {
    this.server = server;
    this.email = email;
    this.tokens = tokens;
    this.http = new TestHttpDoor(server, Optional.of(tokens.accessToken().value()));
  }

  /** The same session at another node. */
  public TestPerson at(Server other) {
    return new TestPerson(other.url(), email, tokens);
  }

  public AccountId account() {
    return tokens.account();
  }

  public String email() {
    return email;
  }

  public AccountResult.Tokens tokens() {
    return tokens;
  }

  /** Sends over HTTP. */
  @Override
  public <R extends Result> R call(Command<R> command) {
    return http.call(command);
  }

  public TestHttpDoor http() {
    return http;
  }

  /** A new WebSocket of this session; the test closes it. */
  public TestClient connect() {
    return TestClient.connect(server, tokens.accessToken().value());
  }
}
