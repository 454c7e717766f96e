package io.drawbridge.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.server.StoredWorld;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.db.TestDatabase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class ContactStoreDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  private final StoredWorld world = new StoredWorld(DB);
  private final ContactStore store = new ContactStore();
  private final AccountId anna = world.member("Anna Ahrens", "owner");
  private final AccountId bert = world.member("Bert", "member");
  private final AccountId eve = world.account("Eve");
  private final AccountId finn = world.account("Finn");

  private List<String> find(AccountId reader, String prefix) {
    return found(reader, prefix).stream().map(one -> one.person().name()).toList();
  }

  private List<ContactStore.Found> found(AccountId reader, String prefix) {
    return DB.database().query(handle -> store.find(handle, reader, prefix, Optional.empty(), 50));
  }

  private List<AccountId> among(AccountId caller, AccountId... people) {
    return DB
        .database()
        .query(handle -> store.among(handle, caller, world.domain(), List.of(people)))
        .stream()
        .map(ContactStore.Contact::person)
        .toList();
  }

  @Test
  void membersFindMembersByTheirSeat() {
    assertThat(find(bert, "anna")).containsExactly("Anna Ahrens");
    assertThat(found(bert, "ANNA").getFirst().witness()).isInstanceOf(Tag.Seat.class);
    assertThat(among(bert, anna)).containsExactly(anna);
  }

  /** Leaks 43 and 53. */
  @Test
  void externalFindsCoParticipantsOnly() {
    ConversationFacts group = world.group("private", anna);
    world.add(anna, group, true);
    world.add(eve, group, false);
    assertThat(find(eve, "a")).containsExactly("Anna Ahrens");
    assertThat(found(eve, "a").getFirst().witness())
        .isEqualTo(new Tag.Conversation(world.domain(), group.id(), world.epoch(), Whose.of(anna)));
    assertThat(find(eve, "b")).isEmpty();
    assertThat(find(eve, "f")).isEmpty();
    assertThat(among(eve, anna, bert, finn)).containsExactly(anna);
    assertThat(found(anna, "e"))
        .singleElement()
        .extracting(ContactStore.Found::person)
        .as("people of this world have no address")
        .isEqualTo(new Person(eve, "Eve", true, false, true));
  }

  @Test
  void removedExternalIsForgottenBothWays() {
    ConversationFacts group = world.group("private", anna);
    world.add(anna, group, true);
    world.add(eve, group, false);
    world.remove(eve, group);
    assertThat(find(eve, "a")).isEmpty();
    assertThat(find(anna, "e")).isEmpty();
    assertThat(among(anna, eve)).isEmpty();
  }

  @Test
  void peopleOfARecipientGroupAreContactsUnlessKeptOff() {
    ConversationFacts group = world.group("private", anna);
    ConversationFacts thread = world.conversation(ConversationKind.THREAD, anna);
    world.add(finn, group, true);
    world.addGroup(group, thread, true);
    world.add(eve, thread, false);
    assertThat(find(eve, "fi")).containsExactly("Finn");
    assertThat(found(eve, "fi").getFirst().witness())
        .isEqualTo(
            new Tag.Conversation(world.domain(), thread.id(), world.epoch(), Whose.of(finn)));
    assertThat(among(eve, finn)).containsExactly(finn);
    world.exclude(finn, thread);
    assertThat(find(eve, "fi")).isEmpty();
    assertThat(among(eve, finn)).isEmpty();
  }

  @Test
  void suspendedIsNobodysContact() {
    world.suspend(bert);
    assertThat(find(anna, "b")).isEmpty();
    assertThat(find(bert, "a")).isEmpty();
    assertThat(among(anna, bert)).isEmpty();
  }

  @Test
  void wildcardsMeanThemselves() {
    assertThat(find(bert, "%")).isEmpty();
    assertThat(find(bert, "a_na")).isEmpty();
    assertThat(find(bert, "\\")).isEmpty();
  }

  @Test
  void everyWordOfANameIsFoundWhateverItsCaseAndAccents() {
    ConversationFacts group = world.conversation(ConversationKind.GROUP, anna);
    world.add(anna, group, true);
    AccountId zoe = world.account("Zo\u00eb-Marie M\u00fcller \u0141aska");
    AccountId wide = world.account("\uff34\uff4f\uff4d\uff4f Stra\u00dfe");
    world.add(zoe, group, false);
    world.add(wide, group, false);

    for (String words :
        List.of(
            "zoe", "ZOE\u0308", "mull", "M\u00dcLL", "laska", "mar la", "muller zo", "Mu\u0308")) {
      assertThat(found(anna, words)).as(words).extracting(one -> one.person().id()).contains(zoe);
    }
    for (String words : List.of("tomo", "strass", "STRASSE t")) {
      assertThat(found(anna, words)).as(words).extracting(one -> one.person().id()).contains(wide);
    }
    for (String words : List.of("oe", "zoe x", "ller", "-", "...")) {
      assertThat(found(anna, words))
          .as(words)
          .extracting(one -> one.person().id())
          .doesNotContain(zoe);
    }
  }

  @Test
  void workspaceNarrowsToItsMembers() {
    ConversationFacts group = world.group("private", anna);
    world.add(anna, group, true);
    world.add(eve, group, false);
    Optional<WorkspaceId> workspace = Optional.of(new WorkspaceId(world.domain().value()));
    List<ContactStore.Found> found =
        DB.database().query(handle -> store.find(handle, anna, "b", workspace, 50));
    assertThat(found).extracting(one -> one.person().id()).containsExactly(bert);
  }
}
