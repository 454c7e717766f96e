@NullMarked
package io.drawbridge.server.access.link;

import org.jspecify.annotations.NullMarked;
