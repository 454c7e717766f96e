@NullMarked
package io.drawbridge.server.delivery.change;

import org.jspecify.annotations.NullMarked;
