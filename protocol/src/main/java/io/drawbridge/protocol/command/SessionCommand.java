package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.conversation.Cursor;
import io.drawbridge.protocol.frame.Hello;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.PushDeviceId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.push.PushTarget;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.result.SessionResult;
import io.drawbridge.protocol.text.Check;
import io.drawbridge.protocol.text.Secret;
import java.util.List;
import java.util.Optional;

/**
 * Commands about sessions: starting, renewing, ending and catching up; and about the devices that
 * are pushed to.
 *
 * @param <R> what the command answers
 */
public sealed interface SessionCommand<R extends Result> extends Command<R> {

  /**
   * Starts this connection's session; the first command on a WebSocket, before which no other is
   * taken. A {@link Hello} follows. Fails with {@code token_expired}, or {@code unauthenticated} if
   * the token or its session is not valid; both close the connection.
   *
   * <p>A session has one connection: a newer one replaces it. One that names its tab has one for
   * each tab, as many as an account may have connections.
   *
   * @param accessToken the access token
   * @param tab a name that this tab of a browser made up, 1 to 64 visible ASCII characters
   */
  @JsonTypeName("session.start")
  record Start(Secret accessToken, Optional<String> tab)
      implements SessionCommand<Done>, Unauthenticated {

    /** Checks the fields. */
    public Start {
      Check.token("access_token", accessToken);
      Check.tab(tab);
    }

    /** Starts the only connection of a session. */
    public Start(Secret accessToken) {
      this(accessToken, Optional.empty());
    }
  }

  /**
   * Trades a refresh token for new tokens. The old refresh token is spent when the new one is first
   * used; requests within 10 seconds of one another get the same. Fails with {@code
   * unauthenticated} if it is unknown or spent: one that comes again later ends its session.
   *
   * @param refreshToken the refresh token; {@code cookie} for the one that the browser keeps
   */
  @JsonTypeName("session.refresh")
  record Refresh(Secret refreshToken)
      implements SessionCommand<AccountResult.Tokens>, Unauthenticated {

    /** Checks the fields. */
    public Refresh {
      Check.token("refresh_token", refreshToken);
    }
  }

  /**
   * Lets this connection live on with a newer access token of the same session. Fails with {@code
   * token_expired}, or {@code unauthenticated} if it belongs to another session.
   *
   * @param accessToken the newer access token
   */
  @JsonTypeName("session.renew")
  record Renew(Secret accessToken) implements SessionCommand<SessionResult.Renewed> {

    /** Checks the fields. */
    public Renew {
      Check.token("access_token", accessToken);
    }
  }

  /** Lists the sender's own sessions, the one used last first. */
  @JsonTypeName("session.list")
  record ListSessions() implements SessionCommand<SessionResult.Sessions> {}

  /**
   * Ends one of the sender's own sessions; when this answers, nothing more is written to it.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param session which session
   */
  @JsonTypeName("session.revoke")
  record Revoke(String clientId, SessionId session) implements SessionCommand<Receipt>, Mutation {

    /** Checks the fields. */
    public Revoke {
      Check.clientId(clientId);
    }
  }

  /**
   * Catches up after a reconnect: what was gained, lost and changed since, and the events after
   * each cursor. Those conversations are then open, as by {@code interest.open}.
   *
   * @param since the newest {@code since}, of a hello or a resume, from before the connection was
   *     lost, 1 to 512 chars
   * @param cursors at most 200; the conversations to open and how far the client has got
   */
  @JsonTypeName("session.resume")
  record Resume(String since, List<Cursor> cursors)
      implements SessionCommand<SessionResult.Resumed> {

    /** Checks the fields. */
    public Resume {
      Check.cursor("since", since);
      cursors = Check.list("cursors", cursors, Limits.CURSORS_MAX);
    }
  }

  /**
   * Says that this device keeps nothing more of conversations that its person lost: neither shown,
   * nor in memory, nor stored. Sent after {@code access.ended}, and after a resume for what was
   * lost; {@code ledger.purges} shows it. What is no lost conversation of theirs is passed over.
   *
   * @param conversations which, 1 to 200
   */
  @JsonTypeName("session.purged")
  record Purged(List<ConversationId> conversations) implements SessionCommand<Done> {

    /** Checks the fields. */
    public Purged {
      conversations = Check.several("conversations", conversations, Limits.CURSORS_MAX);
    }
  }

  /**
   * Has a device pushed to when its person is told of something, as {@code notify.show} says, and
   * is not there. A target that is known already is this one from now on. Fails with {@code
   * limit_reached}; with {@code invalid} if the target cannot be called; and with {@code conflict}
   * if it is somebody else's.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param target where the pushes are sent to
   * @param name what the device is called, 1 to 100 chars
   * @param endsWithSession it is pushed to until this session ends; if not, until it is
   *     unsubscribed, or no session of its person is left; absent: yes
   */
  @JsonTypeName("push.subscribe")
  record SubscribePush(
      String clientId, PushTarget target, String name, Optional<Boolean> endsWithSession)
      implements SessionCommand<SessionResult.PushSubscribed>, Mutation {

    /** Checks the fields. */
    public SubscribePush {
      Check.clientId(clientId);
      name = Check.name("name", name);
    }
  }

  /** Lists the sender's devices that are pushed to, and what is needed for another. */
  @JsonTypeName("push.list")
  record ListPush() implements SessionCommand<SessionResult.PushDevices> {}

  /**
   * Has a device of the sender pushed to no more. When this is answered nothing more leaves.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param device which
   */
  @JsonTypeName("push.unsubscribe")
  record UnsubscribePush(String clientId, PushDeviceId device)
      implements SessionCommand<Done>, Mutation {

    /** Checks the fields. */
    public UnsubscribePush {
      Check.clientId(clientId);
    }
  }
}
