/**
 * What a message means for a person, as other features hear of it: a {@code Notice}, and {@code
 * NoticeListener}, which adds its own rows in the transaction that writes notices. Imports no
 * feature, so that every feature may offer a listener.
 */
@NullMarked
package io.drawbridge.server.notify.notice;

import org.jspecify.annotations.NullMarked;
