package io.drawbridge.server.delivery.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DirectoryTest {
  private static final AccountId ANN = new AccountId(1);

  private final Directory directory = new Directory();

  private static Device device(String node, long session, String tab, long since) {
    return new Device(node, since, ANN, new SessionId(session), tab, since);
  }

  @Test
  void oldestOfTooManyGivesWayWhereverItIs() {
    Device mine = device("a", 1, "", 10);
    directory.replace(Set.of(ANN), List.of(device("b", 2, "", 20), device("b", 3, "", 30)));
    assertThat(directory.givingWay(ANN, List.of(mine), 3)).isEmpty();
    assertThat(directory.givingWay(ANN, List.of(mine), 2)).containsExactly(mine);
    Device newer = device("a", 1, "", 40);
    assertThat(directory.givingWay(ANN, List.of(newer), 2)).as("another has to").isEmpty();
  }

  @Test
  void newerConnectionOfTheSameTabTakesThePlaceOfTheOlder() {
    Device older = device("a", 1, "tab", 10);
    Device other = device("a", 1, "other", 11);
    directory.replace(Set.of(ANN), List.of(device("b", 1, "tab", 20)));
    assertThat(directory.givingWay(ANN, List.of(older, other), 9)).containsExactly(older);
    Device newer = device("a", 1, "tab", 30);
    assertThat(directory.givingWay(ANN, List.of(newer, other), 9)).isEmpty();
  }

  @Test
  void everyNodeFindsTheSameAlsoOfTheSameAge() {
    Device one = device("a", 1, "", 10);
    Device two = device("b", 2, "", 10);
    directory.replace(Set.of(ANN), List.of(two));
    List<Device> here = directory.givingWay(ANN, List.of(one), 1);
    Directory there = new Directory();
    there.replace(Set.of(ANN), List.of(one));
    assertThat(there.givingWay(ANN, List.of(two), 1)).hasSize(1 - here.size());
  }

  @Test
  void whatIsReadTakesThePlaceOfWhatWasKnown() {
    AccountId ben = new AccountId(2);
    directory.replace(Set.of(ANN), List.of(device("b", 1, "", 10)));
    assertThat(directory.has(ANN)).isTrue();
    Device bens = new Device("b", 7, ben, new SessionId(9), "", 1);
    assertThat(directory.replaceAll(List.of(bens))).containsExactlyInAnyOrder(ANN, ben);
    assertThat(directory.has(ANN)).isFalse();
    assertThat(directory.has(ben)).isTrue();
    directory.replace(Set.of(ben), List.of());
    assertThat(directory.isEmpty()).isTrue();
  }
}
