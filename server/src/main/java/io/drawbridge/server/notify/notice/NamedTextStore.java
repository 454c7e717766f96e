package io.drawbridge.server.notify.notice;

import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.Id;
import io.drawbridge.server.db.SqlArray;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * Gives texts of messages as they are read outside of clients: where they mention somebody by an
 * id, the name stands, if the reader sees who it is there.
 */
public final class NamedTextStore {
  private static final Pattern MENTION = Pattern.compile("<@([ac]_[0-9a-z]{13})>");

  /** What is left of a mention where a text was cut. */
  private static final Pattern CUT = Pattern.compile("<(@([ac](_[0-9a-z]{0,13})?)?)?$");

  private static final String UNKNOWN = "@…";

  /** The text for this reader, of a message in this conversation that they see. */
  public String named(Handle snapshot, AccountId reader, ConversationId conversation, String text) {
    String whole = CUT.matcher(text).replaceFirst("");
    Set<Id> ids = new LinkedHashSet<>();
    MENTION.matcher(whole).results().map(found -> found.group(1)).forEach(id -> add(ids, id));
    Map<String, String> names =
        ids.isEmpty() ? Map.of() : names(snapshot, reader, conversation, ids);
    return MENTION
        .matcher(whole)
        .replaceAll((MatchResult found) ->
            Matcher.quoteReplacement(names.getOrDefault(found.group(1), UNKNOWN)));
  }

  /** Adds an id; what only looks like one names nobody. */
  private static void add(Set<Id> ids, String text) {
    try {
      ids.add(text.startsWith("c") ? ConversationId.parse(text) : AccountId.parse(text));
    } catch (ProtocolException notAnId) {
      // it stays unknown
    }
  }

  private static Map<String, String> names(
      Handle snapshot, AccountId reader, ConversationId conversation, Set<Id> ids) {
    Map<String, String> names = new HashMap<>();
    snapshot
        .createQuery(
            """
            select 'a' as kind, p.id, shown_name(p.id, c.domain) as name
            from conversation c
            cross join lateral floor_of(:reader, c.id) f
            cross join unnest(:people) as p (id)
            where c.id = :conversation and reaches(p.id, c.id)
              and (not f.apart or sees_person(:reader, p.id, c.domain))
            union all
            select 'c', g.id, g.name
            from conversation g
            where g.id = any(:groups) and g.kind = 'group' and reaches(:reader, g.id)
            """)
        .bind("reader", reader.value())
        .bind("conversation", conversation.value())
        .bind("people", of(AccountId.class, ids))
        .bind("groups", of(ConversationId.class, ids))
        .map(row -> {
          long id = row.getColumn("id", Long.class);
          Id named =
              row.getColumn("kind", String.class).equals("a")
                  ? new AccountId(id)
                  : new ConversationId(id);
          return names.put(named.toString(), "@" + row.getColumn("name", String.class));
        })
        .list();
    return names;
  }

  private static SqlArray of(Class<? extends Id> kind, Set<Id> ids) {
    return new SqlArray("bigint", ids.stream().filter(kind::isInstance).map(Id::value).toList());
  }
}
