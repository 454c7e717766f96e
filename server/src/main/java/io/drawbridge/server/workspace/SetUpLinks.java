package io.drawbridge.server.workspace;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.mail.MailedLinks;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Makes the links that the host's console prints: a reader of that console owns the server. Blocks
 * on the database.
 */
public final class SetUpLinks {
  private static final Duration SET_UP_LIFETIME = Duration.ofDays(7);

  private final Database database;
  private final SecureRandom random;
  private final MailedLinks links;
  private final OneTimeTokenStore tokens = new OneTimeTokenStore();
  private final WorkspaceStore workspaces = new WorkspaceStore();

  /** {@code links} knows where they lead. */
  public SetUpLinks(Database database, SecureRandom random, MailedLinks links) {
    this.database = database;
    this.random = random;
    this.links = links;
  }

  /** A link to print, once: {@code url} carries the token, so neither belongs into a log. */
  public record Link(LinkKind kind, Secret token, String url) {
    /** A text without token and URL. */
    @Override
    public String toString() {
      return "Link[kind=" + kind + "]";
    }
  }

  /**
   * The set-up link of a server that nobody owns yet, which replaces earlier ones. Empty as soon as
   * there is an owner.
   */
  public Optional<Link> forNewServer() {
    return database.write(handle ->
        workspaces.anyOwner(handle) ? Optional.<Link>empty() : Optional.of(setUp(handle)));
  }

  /**
   * A link for an owner who is locked out: it signs the owner of the oldest workspace in, and can
   * set a password; or it is a set-up link if there is no owner.
   */
  public Link forOwner() {
    return database.write(handle ->
        workspaces
            .firstOwner(handle)
            .map(owner -> signIn(handle, owner))
            .orElseGet(() -> setUp(handle)));
  }

  private Link setUp(Handle handle) {
    tokens.spendSetUps(handle);
    return link(handle, LinkKind.SET_UP, Optional.empty(), SET_UP_LIFETIME);
  }

  private Link signIn(Handle handle, EmailAddress owner) {
    return link(handle, LinkKind.SIGN_IN, Optional.of(owner), Limits.SIGN_IN_LINK_LIFETIME);
  }

  private Link link(Handle handle, LinkKind kind, Optional<EmailAddress> email, Duration lifetime) {
    OneTimeSecret token = OneTimeSecret.fresh(random);
    tokens.insert(handle, token, kind, email, Optional.empty(), lifetime);
    return new Link(kind, new Secret(token.text()), links.oneTime(token.text()));
  }
}
