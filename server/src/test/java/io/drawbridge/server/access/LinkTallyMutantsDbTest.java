package io.drawbridge.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.Memberships.Ended;
import io.drawbridge.server.access.link.NewLink;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.db.TestDatabase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A tally says of each way to write links what the links themselves say; and a tally that forgets
 * one way is found out, so that this test would see it.
 */
final class LinkTallyMutantsDbTest {
  @AutoClose private static final TestDatabase DB = TestDatabase.create();

  private static final String SAID =
      """
      select %s as took,
        array(select t.person from touched_people(c.scope, c.epoch - 1, c.epoch) t) as people
      from (select :scope ::bigint as scope, :epoch ::bigint as epoch) c
      """
          .formatted(LinkChanges.TOOK);

  private final Access access = Access.create(DB.database(), DB.clock());
  private final Memberships links = access.memberships();
  private final Scene scene = new Scene(DB, access);

  /** A tally with one line left out. */
  enum Mutant implements Supplier<LinkTally> {
    FORGETS_WHAT_ENDED {
      @Override
      public LinkTally get() {
        return new LinkTally() {
          @Override
          int ended(Optional<AccountId> person, int links) {
            return links;
          }
        };
      }
    },
    FORGETS_WHAT_ENDED_BESIDES {
      @Override
      public LinkTally get() {
        return new LinkTally() {
          @Override
          void ended(List<Ended> links) {
            // forgotten
          }
        };
      }
    },
    FORGETS_LOWERED_ROLES {
      @Override
      public LinkTally get() {
        return new LinkTally() {
          @Override
          void replaced(AccountId person, boolean lowered, int links) {
            super.replaced(person, false, links);
          }
        };
      }
    },
    FORGETS_WHOSE_ROLE {
      @Override
      public LinkTally get() {
        return new LinkTally() {
          @Override
          void replaced(AccountId person, boolean lowered, int links) {
            super.replaced(person, lowered, 0);
          }

          @Override
          int began(NewLink link, int links) {
            return link.role().isPresent() ? links : super.began(link, links);
          }
        };
      }
    },
    FORGETS_WHAT_CUTS {
      @Override
      public LinkTally get() {
        return new LinkTally() {
          @Override
          int began(NewLink link, int links) {
            return link.cuts() ? links : super.began(link, links);
          }
        };
      }
    },
    FORGETS_WHO_CAME {
      @Override
      public LinkTally get() {
        return new LinkTally() {
          @Override
          int began(NewLink link, int links) {
            return link.cuts() ? super.began(link, links) : links;
          }
        };
      }
    },
    FORGETS_WHO_CAME_BACK {
      @Override
      public LinkTally get() {
        return new LinkTally() {
          @Override
          int lifted(AccountId person, int links) {
            return links;
          }
        };
      }
    }
  }

  @Test
  void tallySaysOfEveryWriteWhatTheLinksSay() {
    assertThat(differences(LinkTally::new)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void tallyThatForgetsAWayToWriteIsFoundOut(Mutant mutant) {
    assertThat(differences(mutant)).isNotEmpty();
  }

  /** The ways to write links whose tally does not say what the links say. */
  private List<String> differences(Supplier<LinkTally> tallies) {
    List<String> differences = new ArrayList<>();
    new Writes()
        .all()
        .forEach(write -> {
          At done = write(tallies.get(), write.what());
          Said said = said(done);
          boolean narrowed = done.tally().narrowed() == said.took();
          boolean touched = done.tally().touched().map(said.people()::equals).orElse(true);
          if (!narrowed || !touched) {
            differences.add("%s: %s".formatted(write.name(), said));
          }
        });
    return differences;
  }

  private At write(LinkTally tally, Consumer<At> what) {
    return scene.change(at -> {
      At here =
          new At(at.handle(), at.domain(), at.epoch(), at.mark(), at.actor(), at.right(), tally);
      what.accept(here);
      return here;
    });
  }

  private record Said(boolean took, Set<AccountId> people) {}

  private static Said said(At change) {
    return DB.database()
        .query(handle ->
            handle
                .createQuery(SAID)
                .bind("scope", change.domain().value())
                .bind("epoch", change.epoch())
                .map((rows, context) -> {
                  Set<AccountId> people = new HashSet<>();
                  for (Long person : (Long[]) rows.getArray("people").getArray()) {
                    people.add(new AccountId(person));
                  }
                  return new Said(rows.getBoolean("took"), people);
                })
                .one());
  }

  private record Write(String name, Consumer<At> what) {}

  /** Every way to write links, each changing something, one after the other. */
  private final class Writes {
    private final AccountId olga = scene.account("Olga");
    private final AccountId xenia = scene.account("Xenia");
    private final AccountId guest = scene.account("Guest");
    private final ConversationId group = scene.group(Visibility.OPEN);
    private final ConversationId thread = scene.thread();
    private final ConversationId dm = scene.conversation(ConversationKind.DM, Optional.empty());

    Writes() {
      scene.seat(olga, WorkspaceRole.OWNER);
      scene.add(group, olga, ConversationRole.ADMIN);
    }

    List<Write> all() {
      return List.of(
          new Write("seat", at -> links.seat(at, xenia, WorkspaceRole.ADMIN)),
          new Write("seat, lowered", at -> links.seat(at, xenia, WorkspaceRole.MEMBER)),
          new Write("add", at -> add(at, group, xenia, Optional.empty())),
          new Write("role, raised", at -> role(at, ConversationRole.ADMIN)),
          new Write("role, lowered", at -> role(at, ConversationRole.MEMBER)),
          new Write(
              "group",
              at ->
                  links.addGroup(
                      at, TestPermits.groupAdmission(thread, group), Opening.EVERYTHING)),
          new Write("exclude", at -> links.exclude(at, thread, xenia)),
          new Write("lift exclusion", at -> links.liftExclusion(at, thread, xenia)),
          new Write("anchored", at -> add(at, dm, guest, Optional.of(thread))),
          new Write("unanchor", at -> links.unanchor(at, dm, guest)),
          new Write("anchored again", at -> links.remove(at, dm, guest, "removed")),
          new Write("and again", at -> add(at, dm, guest, Optional.of(thread))),
          new Write("suspend", at -> links.suspend(at, xenia, Optional.empty())),
          new Write("lift suspension", at -> links.unsuspend(at, xenia)),
          new Write("remove group", at -> links.removeGroup(at, thread, group, "removed")),
          new Write("past", at -> overdue(at)),
          new Write("expire", at -> links.endOverdue(at, 10)),
          new Write("unseat", at -> links.unseat(at, xenia, "removed")));
    }

    private void role(At at, ConversationRole role) {
      links.setRole(at, group, xenia, role);
    }

    private void overdue(At at) {
      links.add(
          at,
          TestPermits.admission(thread, guest),
          new Terms(
              ConversationRole.MEMBER,
              Opening.EVERYTHING,
              Optional.of(DB.clock().now().minusSeconds(1)),
              Optional.empty(),
              Optional.empty()));
    }

    private void add(
        At at, ConversationId conversation, AccountId person, Optional<ConversationId> anchor) {
      links.add(
          at,
          anchor
              .map(shared -> TestPermits.anchored(conversation, person, shared))
              .orElseGet(() -> TestPermits.admission(conversation, person)),
          Scene.terms(ConversationRole.MEMBER, Opening.EVERYTHING));
    }
  }
}
