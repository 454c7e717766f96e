package io.drawbridge.server.access;

/** Reads what a change did to links from the links alone, to hold against what was said of it. */
public final class LinkChanges {
  /**
   * Whether change {@code c} (scope, epoch) took something away: a link ended and none of the same
   * two with as high a role and as late an end began, or one began that keeps somebody away; or the
   * policy of who brings externals in became stricter, or a mail domain was barred; or externals do
   * not see each other any more, by a policy or by a group that came to a thread.
   */
  public static final String TOOK =
      """
      exists (
        select from link l
        where l.domain = c.scope and l.to_epoch = c.epoch and l.kind in ('seat', 'direct', 'via')
          and not exists (
            select from link n
            where n.domain = l.domain and n.from_epoch = l.to_epoch and n.kind = l.kind
              and n.person is not distinct from l.person and n.grp is not distinct from l.grp
              and n.conversation is not distinct from l.conversation
              and coalesce(array_position(array['member', 'admin', 'owner'], n.role), 0)
                >= coalesce(array_position(array['member', 'admin', 'owner'], l.role), 0)
              and coalesce(n.until, 'infinity') >= coalesce(l.until, 'infinity')))
      or exists (
        select from link l
        where l.domain = c.scope and l.from_epoch = c.epoch and l.kind in ('exclude', 'suspend'))
      or exists (
        select from audit p
        where p.scope = c.scope and p.epoch = c.epoch and p.action = 'policy.set'
          and (array_position(array['off', 'admins', 'conversation_admins', 'members'],
                p.after #>> '{0,external_invite}')
              < array_position(array['off', 'admins', 'conversation_admins', 'members'],
                  coalesce(p.before #>> '{0,external_invite}', 'members'))
            or p.after #>> '{0,external_mail_domains_refused}'
              <> coalesce(p.before #>> '{0,external_mail_domains_refused}', '')
            or (p.after #>> '{0,externals_see_externals}' = 'false'
              and coalesce(p.before #>> '{0,externals_see_externals}', 'true') = 'true')
            or p.after #>> '{0,external_approval}'
              < coalesce(p.before #>> '{0,external_approval}', 'off')))
      or exists (
        select from link v
        join conversation g on g.id = v.grp
        where v.domain = c.scope and v.from_epoch = c.epoch and v.kind = 'via'
          and g.policies ->> 'externals_see_externals' = 'false'
          and exists (
            select from link o
            where o.conversation = v.conversation and o.from_epoch < c.epoch))
      or exists (
        select from audit p
        where p.scope = c.scope and p.epoch = c.epoch and p.action = 'policy.set_inviter'
          and length(p.after #>> '{0,external_inviters}')
            < length(p.before #>> '{0,external_inviters}'))
      """;

  private LinkChanges() {}
}
