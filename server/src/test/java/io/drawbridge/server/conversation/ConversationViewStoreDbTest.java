package io.drawbridge.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.StoredWorld;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.db.TestDatabase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * A view shows a conversation as its reader may see it.
 *
 * <p>Shows GLUE-11, GLUE-12, HCL-55, TS-24.
 */
final class ConversationViewStoreDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  private final StoredWorld world = new StoredWorld(DB);
  private final ConversationViewStore views = new ConversationViewStore(DB.database());
  private final AccountId anna = world.member("Anna", "owner");
  private final AccountId bert = world.member("Bert", "member");
  private final AccountId eve = world.account("Eve");

  private Optional<ConversationView> view(AccountId reader, ConversationFacts conversation) {
    return Optional.ofNullable(
            views.render(reader, List.of(conversation.id())).get(conversation.id()))
        .map(rendered -> rendered.view());
  }

  @Test
  void strangerGetsNothing() {
    ConversationFacts group = world.group("open", anna);
    world.add(anna, group, true);
    assertThat(view(eve, group)).isEmpty();
    assertThat(view(bert, group)).isEmpty();
    assertThat(view(anna, group)).isPresent();
  }

  @Test
  void removedSuspendedAndExpiredGetNothing() {
    ConversationFacts group = world.group("open", anna);
    world.add(anna, group, true);
    world.add(bert, group, true);
    world.add(eve, group, false);
    world.remove(bert, group);
    assertThat(view(bert, group)).isEmpty();
    DB.execute("update link set until = now() - interval '1 second' where person = ?", eve.value());
    assertThat(view(eve, group)).isEmpty();
    world.suspend(anna);
    assertThat(view(anna, group)).isEmpty();
  }

  @Test
  void dmIsCalledByTheOthers() {
    ConversationFacts dm = world.conversation(ConversationKind.DM, anna);
    world.add(anna, dm, true);
    world.add(eve, dm, true);
    assertThat(view(anna, dm)).get().extracting(ConversationView::name).isEqualTo("Eve");
    assertThat(view(eve, dm)).get().extracting(ConversationView::name).isEqualTo("Anna");
    world.add(bert, dm, true);
    assertThat(view(anna, dm)).get().extracting(ConversationView::name).isEqualTo("Bert, Eve");
  }

  @Test
  void ownDmIsCalledByOneself() {
    ConversationFacts dm = world.conversation(ConversationKind.DM, anna);
    world.add(anna, dm, true);
    assertThat(view(anna, dm)).get().extracting(ConversationView::name).isEqualTo("Anna");
    assertThat(view(anna, dm)).get().extracting(ConversationView::hasExternals).isEqualTo(false);
  }

  @Test
  void whoLeftADmBeforeOneCameIsNotNamed() {
    ConversationFacts dm = world.conversation(ConversationKind.DM, anna);
    world.add(anna, dm, true);
    world.add(bert, dm, true);
    world.remove(bert, dm);
    world.add(eve, dm, true);
    assertThat(view(eve, dm)).get().extracting(ConversationView::name).isEqualTo("Anna");
    assertThat(view(anna, dm)).get().extracting(ConversationView::name).isEqualTo("Bert, Eve");
  }

  @Test
  void awaitedOwnerOfAnAddressIsNamedToTheInviterOnly() {
    ConversationFacts dm = world.conversation(ConversationKind.DM, anna);
    world.add(anna, dm, true);
    invite(dm, "x@firm.example", "1 day");
    assertThat(view(anna, dm)).get().extracting(ConversationView::name).isEqualTo("x@firm.example");
    world.add(bert, dm, true);
    assertThat(view(anna, dm)).get().extracting(ConversationView::name).isEqualTo("Bert");
    assertThat(view(bert, dm)).get().extracting(ConversationView::name).isEqualTo("Anna");
  }

  /** 7.5, G-11: who is invited counts for members, and is told to nobody from outside. */
  @Test
  void externalsAreCountedWithThoseInvited() {
    ConversationFacts group = world.group("private", anna);
    ConversationFacts thread = world.conversation(ConversationKind.THREAD, anna);
    world.add(anna, thread, true);
    world.addGroup(group, thread, true);
    assertThat(view(anna, thread)).get().extracting(ConversationView::externals).isEqualTo(some(0));
    invite(group, "x@firm.example", "1 day");
    invite(thread, "x@firm.example", "1 day");
    invite(thread, "late@firm.example", "-1 day");
    assertThat(view(anna, thread)).get().extracting(ConversationView::externals).isEqualTo(some(1));
    assertThat(view(anna, thread)).get().extracting(ConversationView::hasExternals).isEqualTo(true);
    world.add(eve, group, false);
    world.add(eve, thread, false);
    assertThat(view(anna, thread)).get().extracting(ConversationView::externals).isEqualTo(some(2));
    assertThat(view(eve, thread))
        .get()
        .extracting(ConversationView::externals)
        .isEqualTo(Optional.empty());
  }

  private void invite(ConversationFacts into, String email, String validity) {
    DB.execute(
        """
        insert into invitation (id, domain, conversation, email, inviter, role, at_epoch, opens_epoch,
          opens_pos, expires_at)
        values (?, ?, ?, ?, ?, 'member', 0, 0, 0, now() + cast(? as interval))
        """,
        DB.ids().next(),
        world.domain().value(),
        into.id().value(),
        email,
        anna.value(),
        validity);
  }

  private static Optional<Integer> some(int number) {
    return Optional.of(number);
  }

  @Test
  void externalsShowWhateverLedThem() {
    ConversationFacts group = world.group("private", anna);
    ConversationFacts thread = world.conversation(ConversationKind.THREAD, anna);
    world.add(anna, thread, true);
    world.add(bert, group, true);
    world.addGroup(group, thread, true);
    assertThat(view(anna, thread))
        .get()
        .extracting(ConversationView::hasExternals)
        .isEqualTo(false);
    world.add(eve, group, false);
    assertThat(view(anna, thread)).get().extracting(ConversationView::hasExternals).isEqualTo(true);
    assertThat(view(anna, thread)).get().extracting(ConversationView::foreign).isEqualTo(false);
    assertThat(view(eve, thread)).get().extracting(ConversationView::foreign).isEqualTo(true);
    world.exclude(eve, thread);
    assertThat(view(anna, thread))
        .get()
        .extracting(ConversationView::hasExternals)
        .isEqualTo(false);
    assertThat(view(eve, thread)).isEmpty();
    assertThat(view(eve, group)).isPresent();
  }

  /** Leak 42. */
  @Test
  void directoryOfAnExternalIsWhatHeIsIn() {
    ConversationFacts open = world.group("open", anna);
    ConversationFacts hidden = world.group("secret", anna);
    ConversationFacts given = world.group("secret", anna);
    world.add(anna, hidden, true);
    assertThat(views.directory(eve, world.domain(), 0, 10).known()).isFalse();
    assertThat(views.directory(eve, world.domain(), 0, 10).groups()).isEmpty();
    world.add(eve, given, false);
    ConversationViewStore.Directory eves = views.directory(eve, world.domain(), 0, 10);
    assertThat(eves.known()).isTrue();
    assertThat(eves.groups())
        .singleElement()
        .satisfies(listed -> {
          assertThat(listed.view().conversation()).isEqualTo(given.id());
          assertThat(listed.tag()).isInstanceOf(Tag.Conversation.class);
        });
    assertThat(views.directory(bert, world.domain(), 0, 10).groups())
        .singleElement()
        .satisfies(listed -> {
          assertThat(listed.view().conversation()).isEqualTo(open.id());
          assertThat(listed.tag()).isInstanceOf(Tag.Seat.class);
        });
    assertThat(views.directory(anna, world.domain(), 0, 10).groups())
        .extracting(listed -> listed.view().conversation())
        .containsExactlyInAnyOrder(open.id(), hidden.id());
  }

  @Test
  void directoryComesInPages() {
    for (int i = 0; i < 3; i++) {
      world.group("open", anna);
    }
    List<ConversationViewStore.Listed> first = views.directory(bert, world.domain(), 0, 2).groups();
    assertThat(first).hasSize(2);
    long after = first.getLast().view().conversation().value();
    assertThat(views.directory(bert, world.domain(), after, 2).groups()).hasSize(1);
  }
}
