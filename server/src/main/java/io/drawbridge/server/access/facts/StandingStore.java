package io.drawbridge.server.access.facts;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.facts.ConversationStore.Addressed;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Policies;
import io.drawbridge.server.access.rules.Standing;
import io.drawbridge.server.access.rules.WorkspaceStanding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads how people stand to conversations and workspaces from the links themselves. */
public final class StandingStore {
  /** A person's standing, the floor if a path is active, and the epoch of the snapshot. */
  public record Stood(Standing standing, Optional<Floor> floor, long epoch) {}

  /** A question about one person and one conversation. */
  public record Question(AccountId account, ConversationId conversation) {}

  /** A conversation and how a person stands to it. */
  public record Found(Addressed addressed, Stood stood) {
    public ConversationFacts conversation() {
      return addressed.conversation();
    }

    public List<ConversationId> recipients() {
      return addressed.recipients();
    }

    public Standing standing() {
      return stood.standing();
    }
  }

  /** The standing of an account in a workspace, and the policies in force there. */
  public record Seated(WorkspaceStanding who, Policies policies) {
    /** Returns whether the policies name somebody who brings externals in as admins do (HCL-5). */
    public boolean names(AccountId person) {
      return policies.names(person);
    }
  }

  private static final String ALL =
      """
      select q.i, d.epoch as now_epoch, s.role as seat, f.epoch, f.pos,
        case when exists (
          select from held_via v
          join held_own g on g.person = q.account and g.conversation = v.grp
            and g.role = 'admin'
          where v.conversation = c.id
            and not exists (
              select from excluded x
              where x.person = q.account and x.conversation = c.id))
          then 'admin' else m.role end as role,
        exists (
          select from suspended x
          where x.person = q.account and x.domain = c.domain) as suspended,
        (select (extract(epoch from min(least(u.until, v.until))) * 1000000)::bigint
         from held_own u
         left join held_via v on v.grp = u.conversation and v.conversation = c.id
         where u.person = q.account
           and (u.conversation = c.id or v.grp is not null)) as until,
      """
          + ConversationStore.COLUMNS
          + """
          from unnest(:i, :accounts, :conversations) as q (i, account, conversation)
          join conversation c on c.id = q.conversation
          join domain d on d.id = c.domain
          """
          + ConversationStore.RECIPIENTS
          + """
          left join held_seat s on s.person = q.account and s.domain = c.domain
          left join held_own m on m.person = q.account and m.conversation = c.id
          left join lateral floor_of(q.account, c.id) f on true
          """;

  private static final Seated NOWHERE =
      new Seated(new WorkspaceStanding(Optional.empty(), false, false), Policies.DEFAULTS);

  public Optional<Found> one(Handle handle, AccountId account, ConversationId conversation) {
    return all(handle, List.of(new Question(account, conversation))).getFirst();
  }

  /**
   * Answers all questions by one statement; the i-th answer belongs to the i-th question, and is
   * empty if there is no such conversation.
   */
  public List<Optional<Found>> all(Handle handle, List<Question> questions) {
    List<Optional<Found>> answers =
        new ArrayList<>(Collections.nCopies(questions.size(), Optional.empty()));
    handle
        .createQuery(ALL)
        .bind("i", numbers(questions.size()))
        .bind("accounts", questions.stream().map(q -> q.account().value()).toArray(Long[]::new))
        .bind(
            "conversations",
            questions.stream().map(q -> q.conversation().value()).toArray(Long[]::new))
        .map((rows, context) -> {
          int at = rows.getInt("i");
          Addressed addressed = ConversationStore.addressed(rows);
          Stood stood = stood(rows, questions.get(at).account(), addressed.conversation());
          answers.set(at, Optional.of(new Found(addressed, stood)));
          return at;
        })
        .list();
    return answers;
  }

  public Seated seated(Handle handle, AccountId account, DomainId domain) {
    return handle
        .createQuery(
            """
            select s.role, x.person is not null as suspended, a.kind = 'bot' as bot,
                   d.policies as workspace_policies
            from account a
            left join domain d on d.id = :domain
            left join held_seat s on s.person = a.id and s.domain = :domain
            left join suspended x on x.person = a.id and x.domain = :domain
            where a.id = :account
            """)
        .bind("account", account.value())
        .bind("domain", domain.value())
        .map((rows, context) ->
            new Seated(
                new WorkspaceStanding(
                    Optional.ofNullable(rows.getString("role"))
                        .map(wire -> WireName.parse(WorkspaceRole.class, wire)),
                    rows.getBoolean("suspended"),
                    rows.getBoolean("bot")),
                PolicyStore.ofWorkspace(rows)))
        .findOne()
        .orElse(NOWHERE);
  }

  /** Returns whether somebody is in a conversation of the domain by a link, or a guest of it. */
  public boolean guest(Handle handle, AccountId account, DomainId domain) {
    return handle
        .createQuery(
            """
            select exists (
              select from held_own l where l.person = :account and l.domain = :domain)
              or exists (
                select from held_guest g where g.person = :account and g.domain = :domain)
            """)
        .bind("account", account.value())
        .bind("domain", domain.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** Returns whether a link that holds between the two was made by the sponsor. */
  public boolean sponsored(
      Handle handle, ConversationId conversation, AccountId person, AccountId sponsor) {
    return handle
        .createQuery(
            """
            select exists (
              select from held_own l
              where l.person = :person and l.conversation = :conversation
                and l.sponsor = :sponsor)
            """)
        .bind("person", person.value())
        .bind("conversation", conversation.value())
        .bind("sponsor", sponsor.value())
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Returns whether the person is an external to the conversation whom a path leads there, or led:
   * a request for an end that has already happened gets the same answer again.
   */
  public boolean cameAsExternal(Handle handle, ConversationId conversation, AccountId person) {
    return handle
        .createQuery(
            """
            select exists (
              select from dated_path p
              where p.person = :person and p.conversation = :conversation
                and not exists (
                  select from held_seat s
                  where s.person = :person and s.domain = p.domain))
            """)
        .bind("person", person.value())
        .bind("conversation", conversation.value())
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Returns whether members would stay in the group without an admin among them, though any of them
   * could be one: then the last admin has to make one first.
   */
  public boolean leavesWithoutAdmin(Handle handle, ConversationId group, AccountId leaving) {
    return handle
        .createQuery(
            """
            select other_member(:group, :person, null)
              and not other_member(:group, :person, 'admin')
            """)
        .bind("group", group.value())
        .bind("person", leaving.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** The standing of somebody who has nothing to do with the conversation. */
  static final Stood NOBODY =
      new Stood(
          new Standing(Optional.empty(), false, ConversationRole.MEMBER, false, false),
          Optional.empty(),
          -1);

  private static Stood stood(ResultSet row, AccountId account, ConversationFacts conversation)
      throws SQLException {
    long epoch = row.getLong("epoch");
    boolean path = !row.wasNull();
    long pos = row.getLong("pos");
    long until = row.getLong("until");
    boolean forever = row.wasNull();
    Optional<Floor> floor =
        path
            ? Optional.of(new Floor(epoch, pos, forever ? Floor.FOREVER : until))
            : Optional.empty();
    Standing standing =
        new Standing(
            Optional.ofNullable(row.getString("seat"))
                .map(wire -> WireName.parse(WorkspaceRole.class, wire)),
            path,
            Optional.ofNullable(row.getString("role"))
                .map(wire -> WireName.parse(ConversationRole.class, wire))
                .orElse(ConversationRole.MEMBER),
            row.getBoolean("suspended"),
            conversation.starter().equals(account),
            conversation.policies().names(account));
    return new Stood(standing, floor, row.getLong("now_epoch"));
  }

  private static Integer[] numbers(int count) {
    Integer[] numbers = new Integer[count];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }

  /** Returns whether both of them are in some conversation of the domain. */
  boolean meet(Handle handle, DomainId domain, AccountId one, AccountId other) {
    return handle
        .createQuery(
            """
            select exists (
              select from paths_of(:one) p join paths_of(:other) o using (conversation)
              where p.domain = :domain)
            """)
        .bind("one", one.value())
        .bind("other", other.value())
        .bind("domain", domain.value())
        .mapTo(Boolean.class)
        .one();
  }
}
