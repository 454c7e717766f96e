package io.drawbridge.protocol.frame;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.drawbridge.protocol.text.WireTypes;

/** A frame that a server sends over a WebSocket: its greeting, an answer, or an event. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ServerFrame permits Hello, Reply, ErrorFrame, Event, UnknownEvent {

  /** The name of this kind of frame on the wire. */
  default String type() {
    return WireTypes.nameOf(getClass());
  }
}
