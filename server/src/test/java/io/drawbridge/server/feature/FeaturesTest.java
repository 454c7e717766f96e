package io.drawbridge.server.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.protocol.result.AccountResult.LinkShown;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.command.Commands;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

final class FeaturesTest {
  private final Features features = new Features();

  @Test
  void linkIsFoundWheneverItsFeatureIsAdded() {
    assertThat(features.of(LinkKind.SET_UP)).isEmpty();
    Mailing mailing = features.add(new Mailing(LinkKind.SET_UP));
    assertThat(features.of(LinkKind.SET_UP)).contains(mailing);
  }

  @Test
  void kindOfLinkBelongsToOneFeature() {
    var _ = features.add(new Mailing(LinkKind.SET_UP));
    assertThatThrownBy(() -> features.add(new Mailing(LinkKind.SET_UP)))
        .hasMessageContaining("SET_UP: twice");
  }

  @Test
  void kindThatNobodyServesIsNamedAtTheStart() {
    var _ = features.add(new Mailing(LinkKind.SET_UP));
    assertThatThrownBy(features::letters)
        .hasMessageContaining("SIGN_IN")
        .hasMessageNotContaining("SET_UP");
  }

  /** A feature whose links do nothing. */
  private record Mailing(LinkKind kind) implements Feature, LinkUse {
    @Override
    public void register(Commands commands) {
      // it has none
    }

    @Override
    public Map<LinkKind, LinkUse> links() {
      return Map.of(kind, this);
    }

    @Override
    public LinkShown show(Handle snapshot, OneTimeTokenStore.Link link) {
      throw LinkUse.spent();
    }

    @Override
    public CompletionStage<Used> use(
        OneTimeSecret token, OneTimeTokenStore.Link link, Redeemer redeemer) {
      throw LinkUse.spent();
    }
  }
}
