package io.drawbridge.server.edge;

import io.drawbridge.server.edge.intake.Intake;
import io.drawbridge.server.edge.intake.Place;
import io.drawbridge.server.edge.intake.Socket;

/**
 * The state that the handlers of one socket share.
 *
 * @param socket the transport
 * @param place its place among all sockets
 * @param intake what it has sent and nobody has dealt with
 * @param requests collects its HTTP requests
 */
record Client(Socket socket, Place place, Intake intake, RequestAssembler requests) {}
