package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.card.Card;
import io.drawbridge.protocol.card.Profile;
import io.drawbridge.protocol.moderation.ReportView;
import io.drawbridge.protocol.people.Blocked;
import io.drawbridge.protocol.people.Person;
import java.util.List;
import java.util.Optional;

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

  /**
   * One person.
   *
   * @param person who, in the conversation or workspace that lets the sender see them
   * @param card what they say of themselves
   * @param profile for members of the same workspace, and where {@code external_profile_view} lets
   *     others see it
   */
  @JsonTypeName("person_shown")
  record PersonShown(Person person, Card card, Optional<Profile> profile) implements PeopleResult {}

  /**
   * The picture of a person.
   *
   * @param mediaType {@code image/jpeg}
   * @param image its bytes in base64, up to 128 KiB: a square of 256 pixels
   * @param picture names it, as their card does
   */
  @JsonTypeName("picture")
  record Picture(String mediaType, String image, String picture) implements PeopleResult {}

  /**
   * Whom the sender blocked.
   *
   * @param blocked the last one first
   */
  @JsonTypeName("blocked_people")
  record BlockedPeople(List<Blocked> blocked) implements PeopleResult {

    /** Copies the list. */
    public BlockedPeople {
      blocked = List.copyOf(blocked);
    }
  }

  /**
   * Reports to those who moderate.
   *
   * @param reports the newest first
   * @param next what to send as {@code after} for the next page; absent on the last
   */
  @JsonTypeName("reports")
  record Reports(List<ReportView> reports, Optional<String> next) implements PeopleResult {

    /** Copies the list. */
    public Reports {
      reports = List.copyOf(reports);
    }
  }
}
