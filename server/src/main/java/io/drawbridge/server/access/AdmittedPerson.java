package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import java.util.Optional;

/** An admission made by {@link Admissions} only. */
record AdmittedPerson(
    ConversationId conversation, AccountId person, boolean there, Optional<ConversationId> anchor)
    implements Admission.OfPerson {}
