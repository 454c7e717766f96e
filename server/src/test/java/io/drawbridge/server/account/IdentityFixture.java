package io.drawbridge.server.account;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Verdict;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.Credentials;
import io.drawbridge.server.account.credential.DeviceProofs;
import io.drawbridge.server.account.credential.JwtTokens;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.account.credential.Passwords;
import io.drawbridge.server.account.credential.Payer;
import io.drawbridge.server.account.session.ListSessions;
import io.drawbridge.server.account.session.OpenSession;
import io.drawbridge.server.account.session.PasswordChange;
import io.drawbridge.server.account.session.RefreshSession;
import io.drawbridge.server.account.session.RevokeSession;
import io.drawbridge.server.account.session.SessionLifetimes;
import io.drawbridge.server.account.session.SessionRegister;
import io.drawbridge.server.account.session.SessionStore;
import io.drawbridge.server.background.Jobs;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.exit.Outbox;
import io.drawbridge.server.mail.Letters;
import io.drawbridge.server.mail.MailExit;
import io.drawbridge.server.mail.MailOutbox;
import io.drawbridge.server.mail.MailStops;
import io.drawbridge.server.mail.MailedLinks;
import io.drawbridge.server.mail.Mails;
import io.drawbridge.server.mail.StopTokens;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.outbox.Answer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The account use cases on a real database, wired as the server wires them. */
final class IdentityFixture implements AutoCloseable {
  static final ClientAddress HERE = new ClientAddress("127.0.0.1");
  static final Secret PASSWORD = new Secret("correct horse battery");

  final TestDatabase db = TestDatabase.create();
  final SecureRandom random = new SecureRandom();
  final SecurityLog security = new SecurityLog(new Metrics(), true);
  final Platform platform =
      new Platform(
          db.database(),
          db.clock(),
          db.ids(),
          random,
          new FrameCodec(),
          new Metrics(),
          security,
          Runnable::run,
          new Jobs());
  final AccountLanes lanes = new AccountLanes(db.database());
  final Changes changes = new Changes(lanes, db.database(), new FrameCodec());
  final AccountStore accounts = new AccountStore();
  final SessionStore sessions = new SessionStore();
  final MailOutbox outbox = new MailOutbox(new Outbox(MailExit.NAME, db.database(), db.ids()));
  private final MailStops stops = new MailStops(new StopTokens(new byte[32], random));
  final Credentials credentials =
      Credentials.of(
          platform,
          new byte[32],
          Duration.ofMinutes(10),
          TestServer.PASSWORD_COST,
          new Mails(outbox, new Letters(new MailedLinks("https://chat.example"), stops), stops));
  final Passwords passwords = credentials.passwords();
  final JwtTokens jwt = credentials.tokens();
  final DeviceProofs proofs = credentials.proofs();
  final PasswordChange passwordChange =
      new PasswordChange(accounts, sessions, new OneTimeTokenStore(), credentials.notices());
  final SessionRegister register = new SessionRegister(jwt, db.database(), db.clock(), sessions);
  private final SessionLifetimes lifetimes =
      new SessionLifetimes(Duration.ofDays(30), Duration.ofDays(90));
  final OpenSession open = new OpenSession(platform, changes, credentials, lifetimes);
  final SignIn signIn = new SignIn(db.database(), accounts, passwords, proofs, open, security);
  final RefreshSession refresh = new RefreshSession(platform, changes, credentials, lifetimes);
  final RevokeSession revoke = new RevokeSession(changes, sessions, security);
  final ListSessions list = new ListSessions(db.database(), sessions);

  IdentityFixture() {
    lanes.tell(register);
  }

  /** A person with the fixture's password. */
  AccountId person(String email) {
    AccountId account = new AccountId(db.ids().next());
    String hash = passwords.hash(new Payer.OfSource(HERE), PASSWORD, List.of());
    db.database()
        .write(handle ->
            accounts.insertPerson(
                handle, account, new EmailAddress(email), "Ann", Optional.of(hash), true));
    return account;
  }

  Tokens signIn(String email) {
    return told(signIn.handle(HERE, new AccountCommand.SignIn(email, PASSWORD, "laptop")));
  }

  Caller caller(Tokens tokens) {
    return register.authenticate(tokens.accessToken().value()).caller();
  }

  /** The answer to the caller, with a gate that lets everything pass; failures are thrown. */
  static <R extends Result> R told(CompletionStage<Answer<R>> stage) {
    Answer<R> answer;
    try {
      answer = stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
    return switch (answer.release(tag -> Verdict.ALLOW)) {
      case Answer.Released.Told<R>(R result) -> result;
      case Answer.Released.Wait<R> wait -> throw new AssertionError(wait);
      case Answer.Released.Refused<R> refused -> throw new AssertionError(refused);
    };
  }

  @Override
  public void close() {
    credentials.close();
    db.close();
  }
}
