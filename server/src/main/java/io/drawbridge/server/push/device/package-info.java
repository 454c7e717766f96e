/**
 * The devices that are pushed to, each of them its person's own: subscribed, listed and taken back
 * by commands, ended with their session or when their push service says that they are gone.
 */
@NullMarked
package io.drawbridge.server.push.device;

import org.jspecify.annotations.NullMarked;
