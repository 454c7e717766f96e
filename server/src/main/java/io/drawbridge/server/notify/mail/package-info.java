/**
 * Mails that tell of notices: planned with the notices ({@code NoticeMails}), handed to the outbox
 * when they are due and still wanted ({@code NoticeMailTask}), and made when they are sent, line by
 * line under the right of that moment ({@code NoticeLetters}).
 */
@NullMarked
package io.drawbridge.server.notify.mail;

import org.jspecify.annotations.NullMarked;
