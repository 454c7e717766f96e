package io.drawbridge.server.access;

import io.drawbridge.protocol.id.ConversationId;

/** Made by {@link Admissions} only. */
record AdmittedAddress(ConversationId conversation) implements Admission.OfAddress {}
