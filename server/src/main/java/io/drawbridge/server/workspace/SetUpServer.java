package io.drawbridge.server.workspace;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.protocol.result.AccountResult.LinkShown;
import io.drawbridge.protocol.result.AccountResult.Redeemed;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.account.credential.Passwords;
import io.drawbridge.server.account.credential.Payer;
import io.drawbridge.server.account.credential.Proved;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.account.session.OpenSession;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.command.OpenHandler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * {@code workspace.set_up}: the holder of the link that the host's console printed makes the first
 * workspace and its owner. The owner's address counts as unproved until a mailed link is redeemed.
 */
final class SetUpServer implements OpenHandler<WorkspaceCommand.SetUp, Redeemed>, LinkUse {
  private final Database database;
  private final Ids ids;
  private final AccountStore accounts;
  private final OneTimeTokenStore tokens;
  private final Passwords passwords;
  private final OpenSession open;
  private final MakeWorkspace make;

  SetUpServer(
      Database database,
      Ids ids,
      AccountStore accounts,
      OneTimeTokenStore tokens,
      Passwords passwords,
      OpenSession open,
      MakeWorkspace make) {
    this.database = database;
    this.ids = ids;
    this.accounts = accounts;
    this.tokens = tokens;
    this.passwords = passwords;
    this.open = open;
    this.make = make;
  }

  @Override
  public CompletionStage<Answer<Redeemed>> handle(
      ClientAddress address, WorkspaceCommand.SetUp command) {
    OneTimeSecret token = new OneTimeSecret(command.token().value());
    EmailAddress email = EmailAddress.of(command.email());
    if (database
        .query(handle -> tokens.find(handle, token))
        .filter(SetUpServer::setsUp)
        .isEmpty()) {
      throw LinkUse.spent();
    }
    String hash =
        passwords.hash(
            new Payer.OfSource(address),
            command.password(),
            List.of(email.value(), command.name(), command.workspaceName()));
    AccountId owner = new AccountId(ids.next());
    return make.make(
            command.workspaceName(),
            owner,
            ChangeRequest.own(WorkspaceCommand.SetUp.class, owner),
            handle -> owner(handle, token, owner, email, command.name(), hash))
        .thenCompose(changed ->
            open.open(Proved.made(owner, Proved.By.PASSWORD), command.device())
                .thenApply(opened ->
                    Answer.own(
                        new Redeemed(
                            opened, Optional.empty(), Optional.of(changed.value().workspace())))));
  }

  private void owner(
      Handle handle,
      OneTimeSecret token,
      AccountId owner,
      EmailAddress email,
      String name,
      String hash) {
    if (!tokens.spend(handle, token)) {
      throw LinkUse.spent();
    }
    if (!accounts.insertPerson(handle, owner, email, name, Optional.of(hash), false)) {
      throw Failure.of(ErrorCode.CONFLICT, "the address has an account (expected: another one)");
    }
    tokens.spendSetUps(handle);
  }

  private static boolean setsUp(OneTimeTokenStore.Link link) {
    return link.kind() == LinkKind.SET_UP;
  }

  @Override
  public LinkShown show(Handle snapshot, OneTimeTokenStore.Link link) {
    return new LinkShown(
        LinkKind.SET_UP,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true,
        Optional.empty());
  }

  @Override
  public CompletionStage<Used> use(
      OneTimeSecret token, OneTimeTokenStore.Link link, Redeemer redeemer) {
    throw Failure.invalid("token: of a set-up link (expected: workspace.set_up)");
  }
}
