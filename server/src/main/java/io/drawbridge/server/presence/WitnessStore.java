package io.drawbridge.server.presence;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.people.CommonGround;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what people have in common. */
final class WitnessStore {
  private final Database database;

  WitnessStore(Database database) {
    this.database = database;
  }

  /** One witness for each of the people whom the reader shares a conversation with. */
  List<Witness> shared(AccountId reader, Collection<AccountId> people) {
    return database.query(handle ->
        handle
            .createQuery(
                """
                with %s,
                common as materialized (
                  select p.person, (select x.conversation from place x where %s limit 1) as conversation
                  from unnest(:people) as p (person))
                select w.person, c.domain, c.id, d.epoch as needs,
                       blocks(w.person, :asker) as hides
                from common w
                join conversation c on c.id = w.conversation
                join domain d on d.id = c.domain
                """
                    .formatted(CommonGround.PLACES, CommonGround.MEETS))
            .bind("asker", reader.value())
            .bindArray("people", Long.class, people.stream().map(AccountId::value).toArray())
            .map(row ->
                new Witness(
                    new AccountId(row.getColumn("person", Long.class)),
                    new DomainId(row.getColumn("domain", Long.class)),
                    new ConversationId(row.getColumn("id", Long.class)),
                    row.getColumn("needs", Long.class),
                    row.getColumn("hides", Boolean.class)))
            .list());
  }

  /** Selects those of the conversations that the person is in now. */
  Set<ConversationId> holding(AccountId person, Collection<ConversationId> conversations) {
    return database.query(handle ->
        handle
            .createQuery(
                """
                select c.conversation from unnest(:conversations) as c (conversation)
                where reaches(:person, c.conversation)
                """)
            .bind("person", person.value())
            .bindArray(
                "conversations",
                Long.class,
                conversations.stream().map(ConversationId::value).toArray())
            .mapTo(Long.class)
            .stream()
            .map(ConversationId::new)
            .collect(Collectors.toSet()));
  }
}
