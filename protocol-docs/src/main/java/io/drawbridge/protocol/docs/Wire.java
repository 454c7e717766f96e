package io.drawbridge.protocol.docs;

import io.drawbridge.protocol.codec.CommandTypes;
import io.drawbridge.protocol.codec.ResultTypes;
import io.drawbridge.protocol.frame.EventTypes;
import java.util.List;

/** The records of the protocol in the order of its description. */
final class Wire {
  private Wire() {}

  static List<? extends Class<?>> commands() {
    return CommandTypes.names().stream()
        .map(name -> CommandTypes.find(name).orElseThrow())
        .toList();
  }

  static List<? extends Class<?>> results() {
    return ResultTypes.names().stream().map(name -> ResultTypes.find(name).orElseThrow()).toList();
  }

  static List<? extends Class<?>> events() {
    return EventTypes.names().stream().map(name -> EventTypes.find(name).orElseThrow()).toList();
  }
}
