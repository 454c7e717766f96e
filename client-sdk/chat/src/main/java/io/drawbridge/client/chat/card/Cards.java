package io.drawbridge.client.chat.card;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.api.Account;
import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.card.Card;
import io.drawbridge.protocol.card.Locale;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.PeopleResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Shows cards as lines, and changes one's own. The lines are as people wrote them. */
public final class Cards {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

  private final ChatClient client;
  private final Clock clock;
  private final Function<Person, String> marked;

  /** {@code marked} is how a person's name shows with its marks. */
  public Cards(ChatClient client, Clock clock, Function<Person, String> marked) {
    this.client = client;
    this.clock = clock;
    this.marked = marked;
  }

  /** The card of somebody, and their profile if it is let out. */
  public List<String> of(AccountId person) {
    PeopleResult.PersonShown shown = client.people().show(person).join();
    List<String> lines = new ArrayList<>();
    lines.add(marked.apply(shown.person()));
    add(lines, shown.card());
    shown.profile().ifPresent(profile -> add(lines, profile.email(), profile.locale()));
    return lines;
  }

  /** One's own, as others see it, and the workspaces that one is in. */
  public List<String> own() {
    AccountResult.Me me = client.account().me().join();
    List<String> lines = new ArrayList<>(List.of(me.name()));
    add(lines, me.card());
    add(lines, me.email(), me.locale());
    me.workspaces().forEach(home -> lines.add("member of " + home.name()));
    me.visiting().forEach(home -> lines.add("from outside in " + home.name()));
    return lines;
  }

  /** Sets one line of one's own, named by its first word; false if it cannot be. */
  public boolean set(String typed) {
    String[] words = typed.split("\\s+", 2);
    String text = words.length > 1 ? words[1].strip() : "";
    Account account = client.account();
    switch (words[0]) {
      case "name" -> account.rename(text).join();
      case "status" -> account.status(text).join();
      case "title" -> account.title(text).join();
      case "organisation" -> account.organisation(text).join();
      case "zone" -> account.timeZone(text).join();
      case "locale" -> account.locale(WireName.parse(Locale.class, text)).join();
      case "picture" -> {
        return picture(text);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** False if there is no such file. */
  private boolean picture(String file) {
    if (file.isEmpty()) {
      client.account().removePicture().join();
      return true;
    }
    try {
      byte[] image = Files.readAllBytes(Path.of(file));
      client.account().picture(image).join();
      return true;
    } catch (IOException | InvalidPathException unreadable) {
      return false;
    }
  }

  private void add(List<String> lines, Card card) {
    card.title().ifPresent(lines::add);
    card.organisation().ifPresent(lines::add);
    card.statusText().ifPresent(status -> lines.add("status: " + status));
    card.picture().ifPresent(_ -> lines.add("with a picture"));
    card.timeZone().ifPresent(zone -> lines.add("time: " + local(zone) + " in " + zone));
  }

  private static void add(List<String> lines, Optional<String> email, Optional<Locale> locale) {
    email.ifPresent(lines::add);
    locale.ifPresent(chosen -> lines.add("language: " + chosen.wire()));
  }

  /** A zone that this machine does not know yet has no time here. */
  private String local(String zone) {
    return ZoneId.getAvailableZoneIds().contains(zone)
        ? TIME.format(ZonedDateTime.now(clock.withZone(ZoneId.of(zone))))
        : "unknown";
  }
}
