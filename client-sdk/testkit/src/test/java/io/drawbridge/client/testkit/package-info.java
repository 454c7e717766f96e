/** Tests of the testkit itself. */
@NullMarked
package io.drawbridge.client.testkit;

import org.jspecify.annotations.NullMarked;
