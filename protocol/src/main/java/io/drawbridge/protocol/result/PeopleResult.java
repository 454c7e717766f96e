package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.people.Person;
import java.util.List;

/** The results of commands that find people. */
public sealed interface PeopleResult extends Result {

  /**
   * People.
   *
   * @param people in the order of their names
   */
  @JsonTypeName("people")
  record People(List<Person> people) implements PeopleResult {

    /** Copies the list. */
    public People {
      people = List.copyOf(people);
    }
  }
}
