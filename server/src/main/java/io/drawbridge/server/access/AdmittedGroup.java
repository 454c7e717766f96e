package io.drawbridge.server.access;

import io.drawbridge.protocol.id.ConversationId;

/** An admission made by {@link Admissions} only. */
record AdmittedGroup(ConversationId conversation, ConversationId group)
    implements Admission.OfGroup {}
