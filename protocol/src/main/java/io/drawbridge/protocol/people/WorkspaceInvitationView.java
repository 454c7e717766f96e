package io.drawbridge.protocol.people;

import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.InvitationId;
import java.time.Instant;

/**
 * An invitation to become a member or a guest of a workspace, as the inviting side sees it.
 *
 * @param invitation which
 * @param email the address that was invited
 * @param role the role to come; of a guest it says nothing
 * @param guest it makes a guest of them, not a member
 * @param inviter who invited
 * @param state what became of it
 * @param createdAt when it was made
 * @param expiresAt until when its link works
 */
public record WorkspaceInvitationView(
    InvitationId invitation,
    String email,
    WorkspaceRole role,
    boolean guest,
    Person inviter,
    InvitationState state,
    Instant createdAt,
    Instant expiresAt) {}
