package io.drawbridge.server.access.facts;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.Policies;
import io.drawbridge.server.access.rules.Policies.Own;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads what policies are set where, and writes it. */
public final class PolicyStore {
  private static final FrameCodec CODEC = new FrameCodec();
  private static final String NOTHING_SET = "{}";

  private static final String OF_CONVERSATION =
      "select d.epoch, "
          + ConversationStore.COLUMNS
          + "from conversation c join domain d on d.id = c.domain\n"
          + ConversationStore.RECIPIENTS
          + "where c.id = :conversation";

  /**
   * The policies of a workspace or a conversation, with all that they are made of.
   *
   * @param epoch of the snapshot
   * @param kind of a conversation
   * @param workspace in force for the workspace
   * @param own what is set just here
   * @param defaults in force if nothing were set here
   */
  public record Levels(
      long epoch,
      Optional<ConversationKind> kind,
      PolicyValues inForce,
      PolicyValues workspace,
      PolicyValues own,
      PolicyValues defaults) {}

  /** The places where clients draw the badge of externals. */
  public record Badges(boolean inMessages, boolean inInbox) {}

  public Optional<Levels> of(Handle handle, DomainId domain) {
    return handle
        .createQuery("select epoch, policies as workspace_policies from domain where id = :domain")
        .bind("domain", domain.value())
        .map((rows, context) -> {
          PolicyValues workspace = ofWorkspace(rows).values();
          return new Levels(
              rows.getLong("epoch"),
              Optional.empty(),
              workspace,
              workspace,
              values(rows.getString("workspace_policies")),
              Policies.DEFAULTS.values());
        })
        .findOne();
  }

  /** Those in force for a domain. */
  Optional<Policies> inForce(Handle handle, DomainId domain) {
    return of(handle, domain).map(levels -> new Policies(levels.inForce()));
  }

  public Optional<Levels> of(Handle handle, ConversationId conversation) {
    return handle
        .createQuery(OF_CONVERSATION)
        .bind("conversation", conversation.value())
        .map((rows, context) -> levels(rows))
        .findOne();
  }

  private static Levels levels(ResultSet row) throws SQLException {
    Optional<Visibility> visibility =
        Optional.ofNullable(row.getString("visibility"))
            .map(wire -> WireName.parse(Visibility.class, wire));
    return new Levels(
        row.getLong("epoch"),
        Optional.of(WireName.parse(ConversationKind.class, row.getString("kind"))),
        inForce(row, visibility).values(),
        ofWorkspace(row).values(),
        values(row.getString("own_policies")),
        inForce(row, new Own(visibility, PolicyValues.NONE)).values());
  }

  /** Writes all that is set for a workspace. */
  public void set(Handle handle, DomainId domain, PolicyValues values) {
    handle
        .createUpdate("update domain set policies = :policies::jsonb where id = :id")
        .bind("id", domain.value())
        .bind("policies", json(values))
        .execute();
  }

  /** Returns whether all of these people are members of the workspace. */
  public boolean seated(Handle handle, DomainId domain, List<AccountId> people) {
    return handle
        .createQuery(
            """
            select count(*) from held_seat s where s.domain = :domain and s.person = any(:people)
            """)
        .bind("domain", domain.value())
        .bindArray("people", Long.class, people.stream().map(AccountId::value).distinct().toList())
        .mapTo(Long.class)
        .one()
        .equals(people.stream().distinct().count());
  }

  /** What is set for the workspace, if it names this person among those who bring externals in. */
  public Optional<PolicyValues> naming(Handle handle, DomainId domain, AccountId person) {
    return handle
        .createQuery(
            """
            select policies from domain
            where id = :domain and policies -> 'external_inviters' @> to_jsonb(:person)
            """)
        .bind("domain", domain.value())
        .bind("person", person.toString())
        .map((rows, context) -> values(rows.getString("policies")))
        .findOne();
  }

  /** Writes all that is set for a conversation. */
  public void set(Handle handle, ConversationId conversation, PolicyValues values) {
    handle
        .createUpdate("update conversation set policies = :policies::jsonb where id = :id")
        .bind("id", conversation.value())
        .bind("policies", json(values))
        .execute();
  }

  /** The policies in force for a conversation, of a row with {@link ConversationStore#COLUMNS}. */
  static Policies inForce(ResultSet row, Optional<Visibility> visibility) throws SQLException {
    return inForce(row, new Own(visibility, values(row.getString("own_policies"))));
  }

  /** The same, if this were what the conversation says. */
  static Policies inForce(ResultSet row, Own own) throws SQLException {
    List<Own> parts = new ArrayList<>();
    parts.add(own);
    String groups = row.getString("recipient_policies");
    if (groups != null) {
      parts.addAll(List.of(CODEC.read(groups, Own[].class)));
    }
    return ofWorkspace(row).within(parts);
  }

  /** The policies in force for the workspace, of its column {@code workspace_policies}. */
  static Policies ofWorkspace(ResultSet row) throws SQLException {
    return Policies.of(values(row.getString("workspace_policies")));
  }

  /** Where clients draw the badge of externals, by the value of {@code domain.policies} (D12). */
  public static Badges badges(@Nullable String policies) {
    Policies workspace = Policies.of(values(policies));
    return new Badges(workspace.badgeInMessages(), workspace.badgeInInbox());
  }

  /** The values that a column says are set. */
  static PolicyValues values(@Nullable String json) {
    return json == null || json.equals(NOTHING_SET)
        ? PolicyValues.NONE
        : CODEC.read(json, PolicyValues.class);
  }

  static String json(PolicyValues set) {
    return CODEC.json(set);
  }
}
