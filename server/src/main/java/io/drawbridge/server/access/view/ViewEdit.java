package io.drawbridge.server.access.view;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.link.Link;
import io.drawbridge.server.access.link.Link.Direct;
import io.drawbridge.server.access.link.Link.Exclude;
import io.drawbridge.server.access.link.Link.Seat;
import io.drawbridge.server.access.link.Link.Suspend;
import io.drawbridge.server.access.link.Link.Via;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the next state of a view from the one before; used by one thread, under the view's lock.
 */
final class ViewEdit {
  private final Shards.Edit<AccountId, WorkspaceRole> seats;
  private final Shards.Edit<AccountId, PersonLinks> people;
  private final Shards.Edit<ConversationId, List<Via>> vias;
  private final Shards.Edit<ConversationId, Set<AccountId>> reached;
  private final Map<ConversationId, Set<AccountId>> copied = new HashMap<>();
  private Apart apart;
  private long nextUntilMicros;

  ViewEdit(ViewState before) {
    this.seats = before.seats().edit();
    this.people = before.people().edit();
    this.vias = before.vias().edit();
    this.reached = before.reached().edit();
    this.apart = before.apart();
    this.nextUntilMicros = before.nextUntilMicros();
  }

  /** Takes in a person loaded whole. */
  void resident(AccountId person, Collection<Link> rows) {
    PersonLinks links = PersonLinks.NONE.with(rows);
    Set<ConversationId> concerned = links.conversations();
    PersonLinks old = people.get(person);
    if (old != null) {
      concerned.addAll(old.conversations());
    }
    put(person, links, concerned);
  }

  void notResident(AccountId person) {
    PersonLinks links = people.get(person);
    if (links != null) {
      links.conversations().forEach(conversation -> unreach(conversation, person));
      people.remove(person);
    }
  }

  /**
   * Takes in rows that are new or have ended since the state before, ordered by id: of two seats of
   * a person the later row counts. Links of people who are not resident are ignored.
   */
  void changed(Collection<Link> rows) {
    Map<AccountId, List<Link>> byPerson = new HashMap<>();
    for (Link row : rows) {
      switch (row) {
        case Seat link -> {
          seat(link);
          byPerson.computeIfAbsent(link.person(), person -> new ArrayList<>()).add(link);
        }
        case Direct link ->
            byPerson.computeIfAbsent(link.person(), person -> new ArrayList<>()).add(link);
        case Exclude link ->
            byPerson.computeIfAbsent(link.person(), person -> new ArrayList<>()).add(link);
        case Suspend link ->
            byPerson.computeIfAbsent(link.person(), person -> new ArrayList<>()).add(link);
        case Via ignored -> {}
      }
    }
    byPerson.forEach((person, links) -> {
      PersonLinks old = people.get(person);
      if (old != null) {
        put(person, old, links);
      }
    });
  }

  void seat(Seat link) {
    if (link.span().holds()) {
      seats.put(link.person(), link.role());
    } else {
      seats.remove(link.person());
    }
  }

  /** Takes in where externals do not see each other now. */
  void apart(Apart now) {
    apart = now;
  }

  /** Takes in links of groups to threads. */
  void via(Collection<Via> rows) {
    for (Via row : rows) {
      List<Via> old = vias.get(row.thread());
      List<Via> links = new ArrayList<>();
      if (old != null) {
        old.stream().filter(link -> link.id() != row.id()).forEach(links::add);
      }
      links.add(row);
      vias.put(row.thread(), List.copyOf(links));
    }
    rows.stream().map(Via::thread).distinct().forEach(this::trim);
  }

  /** Forgets the links of groups that are no longer followed. */
  void onlyVias(Set<ConversationId> followed) {
    vias.replaceAll(
        links -> {
          List<Via> kept = links.stream().filter(via -> followed.contains(via.group())).toList();
          return kept.size() == links.size() ? links : kept;
        },
        List::isEmpty);
  }

  Set<AccountId> reachedBy(ConversationId conversation) {
    Set<AccountId> people = reached.get(conversation);
    return people == null ? Set.of() : people;
  }

  /**
   * Forgets the closed group links of a thread that no active group link and no resident person's
   * own link leads to.
   */
  private void trim(ConversationId thread) {
    List<Via> links = vias.get(thread);
    if (links != null
        && links.stream().noneMatch(via -> via.span().holds())
        && reachedBy(thread).isEmpty()) {
      vias.remove(thread);
    }
  }

  ViewState build(long epoch, long version, long nowMicros) {
    Shards<AccountId, PersonLinks> residents = people.build();
    if (nextUntilMicros <= nowMicros) {
      nextUntilMicros = Floor.FOREVER;
      residents.forEach((person, links) ->
          nextUntilMicros = Math.min(nextUntilMicros, links.nextUntilMicros(nowMicros)));
    }
    return new ViewState(
        epoch,
        version,
        seats.build(),
        residents,
        vias.build(),
        reached.build(),
        apart,
        nextUntilMicros);
  }

  /**
   * Puts a person's links in place; {@code concerned} are the conversations that their change is
   * about.
   */
  private void put(AccountId person, PersonLinks links, Set<ConversationId> concerned) {
    PersonLinks old = people.get(person);
    people.put(person, links);
    for (ConversationId conversation : concerned) {
      boolean before = old != null && old.reaches(conversation);
      boolean now = links.reaches(conversation);
      if (now && !before) {
        copy(conversation).add(person);
      } else if (before && !now) {
        unreach(conversation, person);
      }
    }
    nextUntilMicros = Math.min(nextUntilMicros, links.nextUntilMicros(Long.MIN_VALUE));
  }

  private void put(AccountId person, PersonLinks old, List<Link> rows) {
    PersonLinks links = old.with(rows);
    Set<ConversationId> concerned = new HashSet<>();
    for (Link row : rows) {
      if (row instanceof Direct direct) {
        concerned.add(direct.conversation());
      }
    }
    if (links.settled()) {
      concerned.addAll(old.conversations());
    }
    put(person, links, concerned);
  }

  private void unreach(ConversationId conversation, AccountId person) {
    Set<AccountId> left = copy(conversation);
    left.remove(person);
    if (left.isEmpty()) {
      reached.remove(conversation);
      copied.remove(conversation);
    }
  }

  private Set<AccountId> copy(ConversationId conversation) {
    return copied.computeIfAbsent(
        conversation,
        key -> {
          Set<AccountId> old = reached.get(key);
          Set<AccountId> copy = old == null ? new HashSet<>() : new HashSet<>(old);
          reached.put(key, copy);
          return copy;
        });
  }
}
