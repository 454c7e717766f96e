package io.drawbridge.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.Server;
import io.drawbridge.server.db.DatabaseAddress;
import io.drawbridge.server.db.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start on a database of the operator's own, as the operator sees it. */
final class MainDbTest {
  @AutoClose private static final TestDatabase DB = TestDatabase.create();

  /** It used to be noticed only when the schema had been made. */
  @Test
  void databaseThatForgetsIsRefusedBeforeAnythingIsChangedThere(@TempDir Path folder) {
    try (TestDatabase empty = TestDatabase.createEmpty()) {
      StringWriter err = new StringWriter();
      int code = run(empty.address(), empty.address().password(), folder, err);
      assertThat(code).isEqualTo(Server.EXIT_TROUBLE);
      assertThat(err.toString().lines()).singleElement().asString().contains("fsync=off");
      int tables =
          empty
              .database()
              .query(handle ->
                  handle
                      .createQuery("select count(*) from pg_tables where schemaname = 'public'")
                      .mapTo(Integer.class)
                      .one());
      assertThat(tables).isZero();
    }
  }

  private static int run(DatabaseAddress address, String password, Path folder, StringWriter err) {
    return Main.commandLine(
            Map.of(
                "DRAWBRIDGE_DATABASE_URL",
                address.shown(),
                "DRAWBRIDGE_DATABASE_USER",
                address.user(),
                "DRAWBRIDGE_DATABASE_PASSWORD",
                password,
                "DRAWBRIDGE_DATA_FOLDER",
                folder.resolve("data").toString(),
                "DRAWBRIDGE_HTTP_PORT",
                "0",
                "DRAWBRIDGE_MANAGEMENT_PORT",
                "0"))
        .setErr(new PrintWriter(err))
        .execute("run");
  }

  @Test
  void wrongDatabasePasswordStopsTheStartWithOneLine(@TempDir Path folder) {
    DatabaseAddress good = DB.address();
    StringWriter err = new StringWriter();
    int code = run(good, "hush", folder, err);
    assertThat(code).isEqualTo(Server.EXIT_TROUBLE);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("drawbridge: database.password: " + good.shown())
        .contains("password authentication failed")
        .doesNotContain("hush");
  }
}
