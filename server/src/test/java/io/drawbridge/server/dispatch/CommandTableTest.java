package io.drawbridge.server.dispatch;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

final class CommandTableTest {
  private final CommandTable table = new CommandTable();

  @Test
  void missingCommandsAreNamed() {
    table.on(AccountCommand.SignOut.class, (_, _) -> done());
    assertThatIllegalStateException()
        .isThrownBy(table::complete)
        .withMessageContaining("account.me")
        .withMessageNotContaining("account.sign_out")
        .withMessageNotContaining("session.start");
  }

  @Test
  void commandHasOneHandler() {
    table.on(AccountCommand.SignOut.class, (_, _) -> done());
    assertThatIllegalStateException()
        .isThrownBy(() -> table.onSession(AccountCommand.SignOut.class, (_, _) -> done()))
        .withMessage("account.sign_out has two handlers");
  }

  @Test
  void onlyCommandsThatNeedNoTokenAreOpen() {
    assertThatIllegalStateException()
        .isThrownBy(() -> table.open(AccountCommand.SignOut.class, (_, _) -> done()))
        .withMessage("account.sign_out needs a token");
    assertThatIllegalStateException()
        .isThrownBy(() -> table.on(AccountCommand.RequestLink.class, (_, _) -> done()))
        .withMessageContaining("needs no token");
  }

  private static CompletionStage<Answer<Done>> done() {
    return CompletableFuture.completedStage(Answer.own(new Done()));
  }
}
