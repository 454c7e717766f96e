@NullMarked
package io.drawbridge.server.notify.rule;

import org.jspecify.annotations.NullMarked;
