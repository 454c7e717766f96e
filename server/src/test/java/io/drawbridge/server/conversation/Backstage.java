package io.drawbridge.server.conversation;

import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestTeam;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import java.util.List;
import java.util.Optional;

/** A workspace whose threads and groups have backstages, and the steps that tests take in it. */
final class Backstage extends TestTeam {
  /**
   * People who are in a backstage of the domain and should not be, or the other way round, or with
   * another role or end than they should; by the rows of links and words of the test's own. A
   * member is there by a link of their own or by that of a group, unless they are kept off.
   */
  private static final String WRONG =
      """
      with held as (
        select * from link
        where domain = :domain and to_epoch is null
          and (until is null or until > statement_timestamp())),
      member as (
        select s.person from held s
        where s.kind = 'seat' and not exists (
          select from held x where x.kind = 'suspend' and x.person = s.person)),
      way as (
        select d.person, d.conversation, d.role, d.until from held d where d.kind = 'direct'
        union all
        select m.person, v.conversation, m.role, m.until
        from held v join held m on m.kind = 'direct' and m.conversation = v.grp
        where v.kind = 'via'
          and not exists (
            select from held x
            where x.kind = 'exclude' and x.person = m.person and x.conversation = v.conversation)),
      should as (
        select b.id as backstage, w.person,
               bool_or(w.role = 'admin' or (k.kind = 'thread' and k.starter = w.person)) as admin,
               max(coalesce(w.until, 'infinity')) as until
        from conversation b
        join conversation k on k.id = b.backstage_of
        join way w on w.conversation = k.id
        where b.domain = :domain and w.person in (select person from member)
        group by b.id, w.person),
      does as (
        select b.id as backstage, d.person, d.role = 'admin' as admin,
               coalesce(d.until, 'infinity') as until
        from conversation b join held d on d.kind = 'direct' and d.conversation = b.id
        where b.domain = :domain and b.backstage_of is not null and not exists (
          select from held x where x.kind = 'suspend' and x.person = d.person))
      select count(*) from (
        (select * from should except select * from does)
        union all
        (select * from does except select * from should)) differing
      """;

  Backstage(TestHouse house) {
    super(house);
  }

  /** Somebody from outside whom the owner brings in. */
  Caller guest(ConversationId conversation) {
    return guest(owner, conversation);
  }

  ConversationId open(Caller by, ConversationId of) {
    return house.tell(by, new ConversationCommand.OpenBackstage(id(), of)).conversation().id();
  }

  ConversationView show(Caller reader, ConversationId conversation) {
    return house.tell(reader, new ConversationCommand.Show(conversation)).conversation();
  }

  boolean sees(Caller reader, ConversationId conversation) {
    try {
      show(reader, conversation);
      return true;
    } catch (Failure absent) {
      return false;
    }
  }

  long send(Caller author, ConversationId conversation, String text) {
    return house
        .tell(author, new MessageCommand.Send(id(), conversation, text, Optional.empty()))
        .pos();
  }

  List<String> texts(Caller reader, ConversationId conversation) {
    return house
        .tell(
            reader,
            new MessageCommand.ShowHistory(
                conversation,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()))
        .messages()
        .stream()
        .map(Message::text)
        .flatMap(Optional::stream)
        .toList();
  }

  MemberCommand.Remove removal(
      ConversationId conversation,
      Optional<Caller> person,
      Optional<ConversationId> group,
      boolean allPaths) {
    return new MemberCommand.Remove(
        id(),
        conversation,
        person.map(Caller::account),
        group,
        Optional.empty(),
        allPaths,
        Optional.empty());
  }

  /** How many people are in the wrong place. */
  int wrong() {
    return house
        .db
        .database()
        .query(handle ->
            handle
                .createQuery(WRONG)
                .bind("domain", home.workspace().value())
                .mapTo(Integer.class)
                .one());
  }

  /**
   * The last change of the workspace: whether it narrowed, and whether it ended a backstage link.
   */
  record Last(boolean narrowing, boolean fenced, boolean ended) {}

  Last last(ConversationId backstage, Caller person) {
    return house
        .db
        .database()
        .query(handle ->
            handle
                .createQuery(
                    """
                    select c.narrowing, exists (
                        select from fence f
                        where f.scope = c.scope and f.epoch = c.epoch and f.closed_at is not null)
                        as fenced,
                      exists (
                        select from link l
                        where l.domain = c.scope and l.to_epoch = c.epoch
                          and l.conversation = :backstage and l.person = :person) as ended
                    from change c where c.scope = :scope order by c.epoch desc limit 1
                    """)
                .bind("scope", home.workspace().value())
                .bind("backstage", backstage.value())
                .bind("person", person.account().value())
                .map((rows, context) ->
                    new Last(
                        rows.getBoolean("narrowing"),
                        rows.getBoolean("fenced"),
                        rows.getBoolean("ended")))
                .one());
  }
}
