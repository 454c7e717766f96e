package io.drawbridge.server.access.egress;

import io.drawbridge.protocol.id.AccountId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The people whom a piece tells of. Where externals do not see each other (N-15) it shows only to
 * somebody who sees all of them.
 *
 * @param people named one by one
 * @param anybody it may tell of anybody there, as a count or a head does, so only those see it who
 *     see everybody
 */
public record Whose(List<AccountId> people, boolean anybody) {
  /** It tells of nobody, or was made for a reader without those whom they do not see. */
  public static final Whose NOBODYS = new Whose(List.of(), false);

  /** It may tell of anybody who is or was there. */
  public static final Whose ANYBODYS = new Whose(List.of(), true);

  /** It tells of this person. */
  public static Whose of(AccountId person) {
    return new Whose(List.of(person), false);
  }

  /** It tells of all of these. */
  public static Whose of(Set<AccountId> people) {
    return new Whose(List.copyOf(people), false);
  }

  /** It tells of both. */
  public static Whose of(AccountId one, AccountId other) {
    return one.equals(other) ? of(one) : new Whose(List.of(one, other), false);
  }

  /**
   * The people of what was read for one reader.
   *
   * @param apart it was read without those whom the reader does not see
   */
  public static Whose read(boolean apart) {
    return apart ? NOBODYS : ANYBODYS;
  }

  /** These and one more. */
  public Whose and(AccountId person) {
    return people.contains(person)
        ? this
        : new Whose(Stream.concat(people.stream(), Stream.of(person)).toList(), anybody);
  }
}
