package io.drawbridge.server.edge;

import io.drawbridge.server.edge.intake.Intake;
import io.drawbridge.server.edge.intake.Place;
import io.drawbridge.server.edge.intake.Socket;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;

/**
 * The state that the handlers of one socket share.
 *
 * @param socket the transport
 * @param place its place among all sockets
 * @param intake what it has sent and nobody has dealt with
 * @param requests collects its HTTP requests
 */
record Client(Socket socket, Place place, Intake intake, RequestAssembler requests) {
  /** Stops reading: past a violation nothing can be read, not even the client's closing frame. */
  void readNoMore(Channel channel) {
    if (channel.pipeline().get(WebSocketFrameDecoder.class) != null) {
      channel.pipeline().remove(WebSocketFrameDecoder.class);
    }
    intake.framesUpTo(Long.MAX_VALUE);
    intake.decoded();
  }
}
