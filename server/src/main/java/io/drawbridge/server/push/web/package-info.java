/**
 * Web Push: what is pushed to browsers is encrypted for each ({@code WebPushCipher}) and signed
 * with the installation's key ({@code VapidKey}). Nothing here calls anybody.
 */
@NullMarked
package io.drawbridge.server.push.web;

import org.jspecify.annotations.NullMarked;
