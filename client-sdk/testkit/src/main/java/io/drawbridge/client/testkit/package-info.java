/**
 * For tests of bots and other programs on the SDK: {@link
 * io.drawbridge.client.testkit.FakeChatServer} is a server on the loopback whose answers the test
 * writes. Real sockets, both doors, nothing but the JDK.
 */
@NullMarked
package io.drawbridge.client.testkit;

import org.jspecify.annotations.NullMarked;
