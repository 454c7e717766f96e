/**
 * Messages that are passed on to another place, or with which a thread begins: the check of who
 * reads them there, and where the original stands, told to each reader by their own right. Entry
 * point: {@link ForwardCommands}.
 */
@NullMarked
package io.drawbridge.server.forward;

import org.jspecify.annotations.NullMarked;
