/** The encryption and the signature of Web Push. */
@NullMarked
package io.drawbridge.server.push.web;

import org.jspecify.annotations.NullMarked;
