package io.drawbridge.server.slash;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.AskId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.db.Sha256;
import io.drawbridge.server.db.TestDatabase;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An index finds what is looked for a few times a second, and the same question is asked once. */
final class SlashStoresDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  @ParameterizedTest
  @ValueSource(strings = {NewsStore.ASKED, NewsStore.ANSWERED, NewsStore.UNANSWERED})
  void newsAreFoundByAnIndex(String sql) {
    String plan =
        DB.database()
            .write(handle -> {
              handle.execute("set local enable_seqscan = off");
              return String.join(
                  "\n", handle.createQuery("explain " + literal(sql)).mapTo(String.class).list());
            });
    assertThat(plan).containsPattern("Index Cond: \\(\\(?(asked|answered)_at ");
  }

  /** A look for whatever is new, with numbers in place of its parameters. */
  private static String literal(String sql) {
    return sql.formatted(AskStore.COLUMNS).replace(":one", "null").replaceAll(":[a-z]+", "3");
  }

  @Test
  void secondOfTwoThatComeAtOnceFindsTheFirst() {
    DB.execute("insert into domain (id) values (1)");
    RequestKey key = new RequestKey(new AccountId(4), "same", Sha256.of("same"));
    assertThat(insert(5, key)).isPresent();
    assertThat(insert(6, key)).isEmpty();
    Optional<Ask> first = DB.database().query(handle -> new AskStore().earlier(handle, key));
    assertThat(first.map(Ask::id)).contains(new AskId(5));
  }

  private static Optional<Ask> insert(long id, RequestKey key) {
    return DB.database()
        .write(handle ->
            new AskStore()
                .insert(
                    handle,
                    new AskId(id),
                    new DomainId(1),
                    new ConversationId(2),
                    new AccountId(3),
                    key,
                    "weather",
                    "Delft"));
  }
}
