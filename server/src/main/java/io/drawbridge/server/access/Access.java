package io.drawbridge.server.access;

import io.drawbridge.server.access.egress.EgressGate;
import io.drawbridge.server.access.egress.ViewedEgress;
import io.drawbridge.server.access.facts.ConversationStore;
import io.drawbridge.server.access.facts.Conversations;
import io.drawbridge.server.access.facts.ConversationsCache;
import io.drawbridge.server.access.facts.People;
import io.drawbridge.server.access.facts.PeopleCache;
import io.drawbridge.server.access.facts.PersonStore;
import io.drawbridge.server.access.facts.StandingStore;
import io.drawbridge.server.access.facts.Standings;
import io.drawbridge.server.access.view.NodeViews;
import io.drawbridge.server.access.view.Residency;
import io.drawbridge.server.access.view.Views;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseClock;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Wires the parts of this package together. */
public final class Access {
  /** The time that the links of a person stay resident after the last hold on them was released. */
  public static final Duration IDLE = Duration.ofSeconds(60);

  private final NodeViews views;
  private final ConversationsCache conversations;
  private final PeopleCache people;
  private final RuledGate gate;
  private final ViewedEgress egress;
  private final Memberships memberships;
  private final PolicyGate policies;

  private Access(
      Database database,
      DatabaseClock clock,
      Duration idle,
      BooleanSupplier serves,
      boolean alone) {
    ConversationStore rows = new ConversationStore();
    StandingStore standings = new StandingStore();
    Admissions admissions = new Admissions(standings);
    memberships = new MembershipLinks(admissions);
    views = new NodeViews(database, clock, idle);
    conversations = new ConversationsCache(database, rows);
    people = new PeopleCache(database, new PersonStore(), views);
    gate =
        new RuledGate(
            database,
            conversations,
            rows,
            standings,
            new Standings(database, clock, views, standings, alone),
            admissions,
            people);
    egress = new ViewedEgress(views, clock, serves);
    policies = new PolicyGate(database, gate);
  }

  public static Access create(Database database, DatabaseClock clock) {
    return create(database, clock, () -> true, true);
  }

  /**
   * Access of one of several nodes.
   *
   * @param serves whether this node may let anything out at this moment; lock-free
   * @param alone whether no other node is beside it
   */
  public static Access create(
      Database database, DatabaseClock clock, BooleanSupplier serves, boolean alone) {
    return new Access(database, clock, IDLE, serves, alone);
  }

  static Access create(Database database, DatabaseClock clock, Duration idle) {
    return new Access(database, clock, idle, () -> true, true);
  }

  public AccessGate gate() {
    return gate;
  }

  public EgressGate egress() {
    return egress;
  }

  public Memberships memberships() {
    return memberships;
  }

  public PolicyGate policies() {
    return policies;
  }

  public Views views() {
    return views;
  }

  public Residency residency() {
    return views.residency();
  }

  public Conversations conversations() {
    return conversations;
  }

  public People people() {
    return people;
  }

  /**
   * Lets go of people nobody holds, and catches up where somebody waits. Call it every few seconds.
   */
  public void tend() {
    views.tend();
  }
}
