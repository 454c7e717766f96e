@NullMarked
package io.drawbridge.server.delivery.fanout;

import org.jspecify.annotations.NullMarked;
