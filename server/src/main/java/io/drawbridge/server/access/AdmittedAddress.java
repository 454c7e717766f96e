package io.drawbridge.server.access;

import io.drawbridge.protocol.id.ConversationId;

/** An admission made by {@link Admissions} only. */
record AdmittedAddress(ConversationId conversation) implements Admission.OfAddress {}
