package io.drawbridge.server.account.credential;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.card.Card;
import io.drawbridge.protocol.card.Locale;
import java.util.Optional;
import org.jdbi.v3.core.result.RowView;

/** Reads what a person says of themselves from a row of {@code account}. */
public final class CardRow {
  private CardRow() {}

  public static Card card(RowView row) {
    return new Card(
        text(row, "title"),
        text(row, "organisation"),
        text(row, "status_text"),
        text(row, "time_zone"),
        text(row, "picture"));
  }

  public static Optional<Locale> locale(RowView row) {
    return text(row, "locale").map(it -> WireName.parse(Locale.class, it));
  }

  private static Optional<String> text(RowView row, String column) {
    return Optional.ofNullable(row.getColumn(column, String.class));
  }
}
