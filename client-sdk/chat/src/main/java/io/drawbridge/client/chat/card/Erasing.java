package io.drawbridge.client.chat.card;

import io.drawbridge.client.ChatClient;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.text.Secret;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Erases the account of the one who types, once they are sure. */
public final class Erasing {
  private final ChatClient client;
  private final Supplier<Optional<String>> password;
  private final Consumer<String> out;

  /** {@code password} asks for one that is not shown. */
  public Erasing(ChatClient client, Supplier<Optional<String>> password, Consumer<String> out) {
    this.client = client;
    this.password = password;
    this.out = out;
  }

  /** Tells what would happen; with "yes" it is done. */
  public void line(String asked) {
    Sure typed = Sure.of(asked);
    if (!typed.sure() || !typed.what().isEmpty()) {
      out.accept(
          "Your account would be gone for good, with all conversations you are in, your name and"
              + " your address. What you wrote to others stays, without your name. To do so:"
              + " /erase-account "
              + Sure.YES);
      return;
    }
    Optional<Secret> current =
        client.account().me().join().hasPassword()
            ? password.get().filter(given -> !given.isEmpty()).map(Secret::new)
            : Optional.empty();
    AccountResult.AccountErased done = client.account().erase(current).join();
    out.accept(
        "Your account is erased: %d conversations and %d invitations ended. /quit is what is left."
            .formatted(done.grants(), done.invitations()));
  }
}
