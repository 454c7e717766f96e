package io.drawbridge.client.chat.push;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.client.chat.words.Speaker;
import io.drawbridge.client.chat.words.Words;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.PushDeviceId;
import io.drawbridge.protocol.push.PushDevice;
import io.drawbridge.protocol.push.PushTarget;
import io.drawbridge.protocol.result.SessionResult;
import io.drawbridge.protocol.text.Secret;
import java.util.Arrays;
import java.util.Optional;

/** Does what a person types about devices that are pushed to. */
public final class Pushed implements Words {
  private static final String ID = "p_[0-9a-hjkmnp-tv-z]{13}";
  private static final String HOW =
      """
      /push app TOKEN NAME, /push web ENDPOINT KEY SECRET NAME, /push end ID; /push lists them.\
      """;

  private final Speaker speaker;
  private final ChatClient client;

  public Pushed(Speaker speaker) {
    this.speaker = speaker;
    this.client = speaker.client();
  }

  @Override
  public boolean line(String command, String rest, Optional<ConversationId> here) {
    if (!command.equals("/push")) {
      return false;
    }
    if (rest.isEmpty()) {
      list();
    } else {
      one(rest.split("\\s+", 5));
    }
    return true;
  }

  private void list() {
    SessionResult.PushDevices known = client.push().list().join();
    if (known.devices().isEmpty()) {
      speaker.say("No device is pushed to.");
    }
    known.devices().forEach(it -> speaker.say(line(it)));
    speaker.say("Browsers subscribe with " + known.webKey());
  }

  private static String line(PushDevice device) {
    return "  [%s] %s, %s%s"
        .formatted(
            device.device(),
            device.kind().wire(),
            Printable.line(device.name()),
            device.session().isPresent() ? ", until its session ends" : "");
  }

  private void one(String[] words) {
    if (words[0].equals("app") && words.length > 2) {
      String name = String.join(" ", Arrays.asList(words).subList(2, words.length));
      subscribe(new PushTarget.Gateway(new Secret(words[1])), name);
    } else if (words[0].equals("web") && words.length == 5) {
      subscribe(new PushTarget.Web(new Secret(words[1]), words[2], new Secret(words[3])), words[4]);
    } else if (words[0].equals("end") && words.length == 2 && words[1].matches(ID)) {
      client.push().unsubscribe(PushDeviceId.parse(words[1])).join();
      speaker.say("It is pushed to no more.");
    } else {
      speaker.say(HOW);
    }
  }

  private void subscribe(PushTarget target, String name) {
    speaker.say(
        "It is pushed to: %s".formatted(client.push().subscribe(target, name).join().device()));
  }
}
