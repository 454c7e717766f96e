package io.drawbridge.protocol.codec;

import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.people.Addressee;
import io.drawbridge.protocol.text.Check;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/**
 * Reads a list of addresses as <a href="https://www.rfc-editor.org/rfc/rfc4180">CSV</a> in UTF-8:
 * {@code email,given,surname}, with or without these names in the first line. With them the columns
 * may stand in another order. Rows may leave out what they do not know; empty ones are skipped.
 * Stateless.
 */
public final class AddresseesReader {
  private static final String EMAIL = "email";
  private static final String GIVEN = "given";
  private static final String SURNAME = "surname";
  private static final List<String> COLUMNS = List.of(EMAIL, GIVEN, SURNAME);

  private static final CsvMapper CSV =
      CsvMapper.builder()
          .enable(CsvReadFeature.WRAP_AS_ARRAY)
          .enable(CsvReadFeature.SKIP_EMPTY_LINES)
          .build();

  private AddresseesReader() {}

  /** The cells of a row, and the line that it begins in. */
  private record Row(int line, List<String> cells) {
    boolean isEmpty() {
      return cells.stream().allMatch(String::isBlank);
    }

    /** A cell without the spaces around it; empty if there is nothing in it. */
    Optional<String> cell(int column) {
      return column >= 0 && column < cells.size()
          ? Optional.of(cells.get(column).strip()).filter(text -> !text.isEmpty())
          : Optional.empty();
    }

    ProtocolException refused(String problem) {
      return Check.invalid("csv", "line %d: %s".formatted(line, problem));
    }
  }

  /**
   * Reads the rows. The addresses are not judged here.
   *
   * @throws ProtocolException {@code invalid}, naming the line, if it is no such CSV
   */
  public static List<Addressee> read(byte[] csv) {
    if (!Utf8.wellFormed(csv, 0, csv.length)) {
      throw Check.invalid("csv", "not UTF-8 (expected: CSV in UTF-8)");
    }
    String text = new String(csv, StandardCharsets.UTF_8);
    List<Row> rows = rows(text.startsWith("\ufeff") ? text.substring(1) : text);
    List<String> names = rows.isEmpty() ? List.of() : names(rows.getFirst());
    boolean header = names.stream().anyMatch(COLUMNS::contains);
    List<String> columns = header ? columns(rows.getFirst(), names) : COLUMNS;
    return rows.stream().skip(header ? 1 : 0).map(row -> addressee(row, columns)).toList();
  }

  private static List<Row> rows(String csv) {
    List<Row> rows = new ArrayList<>();
    try (JsonParser parser = CSV.createParser(csv)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        Row row = row(parser);
        if (!row.isEmpty()) {
          rows.add(row);
        }
      }
    } catch (JacksonException malformed) {
      throw Check.invalid(
          "csv",
          "line %d: a quote without its end, or text after it (expected: CSV as of RFC 4180)"
              .formatted(malformed.getLocation().getLineNr()));
    }
    return rows;
  }

  private static Row row(JsonParser parser) {
    List<String> cells = new ArrayList<>();
    int line = 0;
    while (parser.nextToken() == JsonToken.VALUE_STRING) {
      if (cells.isEmpty()) {
        line = parser.currentTokenLocation().getLineNr();
      }
      cells.add(parser.getString());
    }
    return new Row(line, cells);
  }

  private static List<String> names(Row first) {
    return first.cells().stream().map(cell -> cell.strip().toLowerCase(Locale.ROOT)).toList();
  }

  private static List<String> columns(Row header, List<String> names) {
    boolean known = COLUMNS.containsAll(names) && names.stream().distinct().count() == names.size();
    if (!known || !names.contains(EMAIL)) {
      throw header.refused("other columns (expected: email, given, surname)");
    }
    return names;
  }

  private static Addressee addressee(Row row, List<String> columns) {
    if (row.cells().size() > columns.size()) {
      throw row.refused(
          "%d cells (expected: at most %d: %s)"
              .formatted(row.cells().size(), columns.size(), String.join(", ", columns)));
    }
    return new Addressee(
        row.cell(columns.indexOf(EMAIL)).orElse(""),
        row.cell(columns.indexOf(GIVEN)),
        row.cell(columns.indexOf(SURNAME)));
  }
}
