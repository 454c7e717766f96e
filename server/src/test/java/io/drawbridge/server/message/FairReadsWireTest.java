package io.drawbridge.server.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MessageResult.History;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** 8.6: one account's flood of reads leaves connections to the database for everybody else. */
final class FairReadsWireTest {
  private static final int READS = 50;

  @AutoClose static final TestServer SERVER = TestServer.start();

  @Test
  void floodOfSlowReadsIsBusyForWhoFloodsAndForNobodyElse() {
    TestPerson ada = SERVER.setUp("Ada");
    TestPerson ben = TestSteps.member(SERVER, ada, "Ben");
    ConversationId thread = TestSteps.thread(ada, "Relaunch", ben.account());
    TestPerson adasPhone = SERVER.signIn("Ada");
    List<CompletableFuture<History>> flood = new ArrayList<>();
    try (TestClient one = ada.connect();
        TestClient two = adasPhone.connect();
        Handle slow = SERVER.database().open()) {
      slow.begin();
      slow.execute("lock table message in access exclusive mode");
      for (TestClient device : List.of(one, two)) {
        for (int i = 0; i < READS; i++) {
          flood.add(device.send(history(thread)));
        }
      }
      Awaitility.await().until(() -> flood.stream().anyMatch(CompletableFuture::isDone));

      assertThat(
              ben.call(new PeopleCommand.Find("ada", Optional.empty(), Optional.empty())).people())
          .hasSize(1);
      slow.rollback();
      long answered = flood.stream().filter(FairReadsWireTest::answered).count();
      assertThat(answered).isGreaterThanOrEqualTo(64).isLessThan(2L * READS);
    }
  }

  private static MessageCommand.ShowHistory history(ConversationId thread) {
    return new MessageCommand.ShowHistory(
        thread, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Returns whether the read was answered; one that was not was refused as {@code busy}. */
  private static boolean answered(CompletableFuture<History> read) {
    try {
      read.orTimeout(20, TimeUnit.SECONDS).join();
      return true;
    } catch (CompletionException refused) {
      assertThat(refused.getCause())
          .isInstanceOfSatisfying(
              TestDoor.Refused.class, it -> assertThat(it.code()).isEqualTo(ErrorCode.BUSY));
      return false;
    }
  }
}
