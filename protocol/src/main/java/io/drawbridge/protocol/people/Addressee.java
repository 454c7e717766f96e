package io.drawbridge.protocol.people;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One row of a list of people who are to be invited by their addresses. What is wrong with a row is
 * told in its result, and hinders no other row.
 *
 * @param email the address
 * @param given their given name
 * @param surname their surname; both together 1 to 100 chars
 */
public record Addressee(String email, Optional<String> given, Optional<String> surname) {

  /** The name by which the owner of the address is called; empty if the row has none. */
  public Optional<String> name() {
    String name =
        Stream.of(given, surname)
            .flatMap(Optional::stream)
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    return Optional.of(name).filter(it -> !it.isEmpty());
  }
}
