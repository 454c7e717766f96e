/**
 * Tests of the web page in a real Chromium. Entry points {@code Browser}, which opens the page in
 * windows of its own, and {@code PageHouse}, the server and the mails.
 */
@NullMarked
package io.drawbridge.server.web;

import org.jspecify.annotations.NullMarked;
