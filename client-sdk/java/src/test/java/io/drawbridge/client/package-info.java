/** Tests of the client library, most of them against the scripted server of the testkit. */
@NullMarked
package io.drawbridge.client;

import org.jspecify.annotations.NullMarked;
