@NullMarked
package io.drawbridge.server.notify.mail;

import org.jspecify.annotations.NullMarked;
