package io.drawbridge.server.people;

/**
 * The statement's parts that find what an asker and others have in common, by work that depends on
 * the asker alone: each place of the asker's is probed for each person named. So somebody who is
 * hidden costs the same as somebody who does not exist, no matter in how many conversations they
 * are (O2).
 */
public final class CommonGround {
  /**
   * The common table expression {@code place} for the bound {@code :asker}: conversations that they
   * are in, and {@code target}: where somebody's own link leads there, itself or a group of it;
   * {@code apart}: they see no other external there.
   */
  public static final String PLACES =
      """
      mine as materialized (
        select distinct w.conversation, w.domain, a.conversation is not null as apart
        from paths_of(:asker) w left join apart_places(:asker) a on a.conversation = w.conversation),
      place as materialized (
        select m.domain, m.conversation, m.conversation as target, m.apart from mine m
        union all
        select m.domain, m.conversation, v.grp, m.apart from mine m
        join held_via v on v.conversation = m.conversation)
      """;

  /**
   * True if {@code p.person} is in the place {@code x}, and the asker sees them there. Written by
   * the expressions of the index of active links, which has an entry for exactly the link asked
   * for, and in the order that asks no more of whom it does not find.
   */
  public static final String MEETS =
      """
      case when x.apart and not sees_person(:asker, p.person, x.domain) then false
      when (
          select true from held_own l
          where l.domain = x.domain and coalesce(l.person, 0) = p.person
            and coalesce(l.grp, 0) = 0 and coalesce(l.conversation, 0) = x.target)
        then not exists (
            select from suspended s where s.person = p.person and s.domain = x.domain)
          and (x.target = x.conversation or not exists (
            select from excluded e
            where e.person = p.person and e.conversation = x.conversation))
        else false end
      """;

  /**
   * The common table expression {@code seats} for the bound {@code :asker}: where they are members.
   */
  public static final String SEATS =
      """
      seats as materialized (
        select l.domain from held_seat l
        where l.person = :asker and seat_of(:asker, l.domain) is not null)
      """;

  /** True if {@code p.person} is a member where the seat {@code y} is; as {@link #MEETS} asks. */
  public static final String SEATED =
      """
      case when (
          select true from held_seat l
          where l.domain = y.domain and coalesce(l.person, 0) = p.person
            and coalesce(l.grp, 0) = 0 and coalesce(l.conversation, 0) = 0)
        then seat_of(p.person, y.domain) is not null
        else false end
      """;

  /**
   * True if {@code p.person} is a guest whom the asker may name where the seat {@code y} is. Guests
   * are in nothing that both could share.
   */
  public static final String GUESTS =
      "(p.person, y.domain) in (select g.person, g.domain from guests_named_by(:asker) g)";

  private CommonGround() {}
}
