// Made by `./drawbridge docs` from the records.

export const VERSION: number;
export const MUTATIONS: ReadonlySet<string>;
export const OPEN: ReadonlySet<string>;
export const LOG_EVENTS: ReadonlySet<string>;
export const ERRORS: Readonly<Record<string, {status: number, retry: string}>>;
export const CLOSES: Readonly<Record<number, {code: string, reconnect: string, meaning: string}>>;
export const LIMITS: Readonly<Record<string, number>>;

/** What each command takes. */
export interface Commands {
  'session.start': SessionCommandStart;
  'session.refresh': SessionCommandRefresh;
  'session.renew': SessionCommandRenew;
  'session.list': SessionCommandListSessions;
  'session.revoke': SessionCommandRevoke;
  'session.resume': SessionCommandResume;
  'session.purged': SessionCommandPurged;
  'push.subscribe': SessionCommandSubscribePush;
  'push.list': SessionCommandListPush;
  'push.unsubscribe': SessionCommandUnsubscribePush;
  'account.sign_in': AccountCommandSignIn;
  'account.sign_in_bot': AccountCommandSignInBot;
  'account.sign_out': AccountCommandSignOut;
  'account.request_link': AccountCommandRequestLink;
  'account.redeem': AccountCommandRedeem;
  'link.show': AccountCommandShowLink;
  'link.accept': AccountCommandAcceptLink;
  'link.decline': AccountCommandDeclineLink;
  'account.me': AccountCommandMe;
  'account.update': AccountCommandUpdate;
  'account.set_picture': AccountCommandSetPicture;
  'account.set_password': AccountCommandSetPassword;
  'account.erase': AccountCommandErase;
  'workspace.set_up': WorkspaceCommandSetUp;
  'workspace.create': WorkspaceCommandCreate;
  'workspace.members': WorkspaceCommandListMembers;
  'workspace.externals': WorkspaceCommandListExternals;
  'workspace.invite': WorkspaceCommandInvite;
  'workspace.invitations': WorkspaceCommandListInvitations;
  'workspace.resend_invitation': WorkspaceCommandResendInvitation;
  'workspace.withdraw_invitation': WorkspaceCommandWithdrawInvitation;
  'workspace.set_role': WorkspaceCommandSetRole;
  'workspace.remove_member': WorkspaceCommandRemoveMember;
  'workspace.suspend': WorkspaceCommandSuspend;
  'workspace.unsuspend': WorkspaceCommandUnsuspend;
  'workspace.suspend_address': WorkspaceCommandSuspendAddress;
  'workspace.unsuspend_address': WorkspaceCommandUnsuspendAddress;
  'workspace.end_sessions': WorkspaceCommandEndSessions;
  'bot.create': WorkspaceCommandCreateBot;
  'bot.rotate_token': WorkspaceCommandRotateBotToken;
  'bot.revoke': WorkspaceCommandRevokeBot;
  'workspace.demote': SeatCommandDemote;
  'workspace.preview_demote': SeatCommandPreviewDemote;
  'workspace.promote': SeatCommandPromote;
  'workspace.leave': SeatCommandLeave;
  'workspace.erase_person': SeatCommandErasePerson;
  'workspace.preview_erase': SeatCommandPreviewErase;
  'group.create': GroupCommandCreate;
  'group.list': GroupCommandListGroups;
  'group.join': GroupCommandJoin;
  'group.set_role': GroupCommandSetRole;
  'thread.create': ThreadCommandCreate;
  'dm.open': DmCommandOpen;
  'conversation.show': ConversationCommandShow;
  'conversation.rename': ConversationCommandRename;
  'conversation.close': ConversationCommandClose;
  'conversation.archive': ConversationCommandArchive;
  'conversation.unarchive': ConversationCommandUnarchive;
  'message.around_date': ConversationCommandShowDate;
  'conversation.reopen': ConversationCommandReopen;
  'conversation.delete': ConversationCommandDelete;
  'conversation.lock': ConversationCommandLock;
  'conversation.open_backstage': ConversationCommandOpenBackstage;
  'conversation.roster': ConversationCommandShowRoster;
  'conversation.leave': ConversationCommandLeave;
  'member.add': MemberCommandAdd;
  'member.add_many': MemberCommandAddMany;
  'member.preview_add': MemberCommandPreviewAdd;
  'member.remove': MemberCommandRemove;
  'member.preview_remove': MemberCommandPreviewRemove;
  'member.set_until': MemberCommandSetUntil;
  'member.paths': MemberCommandListPaths;
  'member.undo_remove': MemberCommandUndoRemove;
  'policy.show': PolicyCommandShow;
  'policy.set': PolicyCommandSet;
  'policy.set_inviter': PolicyCommandSetInviter;
  'policy.plan': PolicyCommandPlan;
  'policy.enforce': PolicyCommandEnforce;
  'invitation.list': InvitationCommandListInvitations;
  'invitation.awaiting': InvitationCommandListAwaiting;
  'invitation.approve': InvitationCommandApprove;
  'invitation.deny': InvitationCommandDeny;
  'invitation.accept': InvitationCommandAccept;
  'invitation.decline': InvitationCommandDecline;
  'invitation.resend': InvitationCommandResend;
  'invitation.create_code': InvitationCommandCreateCode;
  'invitation.claim': InvitationCommandClaim;
  'mail.stop': InvitationCommandStopMails;
  'join_link.create': JoinCommandCreateLink;
  'join_link.list': JoinCommandListLinks;
  'join_link.revoke': JoinCommandRevokeLink;
  'join_link.open': JoinCommandOpenLink;
  'join_link.apply': JoinCommandApply;
  'join_link.apply_by_mail': JoinCommandApplyByMail;
  'join_request.suggest': JoinCommandSuggest;
  'join_request.list': JoinCommandListRequests;
  'join_request.approve': JoinCommandApprove;
  'join_request.deny': JoinCommandDeny;
  'external.list': ExternalCommandListExternals;
  'external.invite': ExternalCommandInvite;
  'external.count': ExternalCommandCount;
  'external.show': ExternalCommandShow;
  'external.end': ExternalCommandEnd;
  'external.set_until': ExternalCommandSetUntil;
  'external.hand_over': ExternalCommandHandOver;
  'external.confirm': ExternalCommandConfirm;
  'external.preview_end': ExternalCommandPreviewEnd;
  'ledger.of_message': LedgerCommandOfMessage;
  'ledger.of_person': LedgerCommandOfPerson;
  'ledger.why': LedgerCommandWhy;
  'ledger.purges': LedgerCommandPurges;
  'audit.list': AuditCommandListRecords;
  'audit.receipt': AuditCommandShowReceipt;
  'audit.export_own': AuditCommandExportOwn;
  'audit.export': AuditCommandExport;
  'hold.place': AuditCommandPlaceHold;
  'hold.lift': AuditCommandLiftHold;
  'hold.list': AuditCommandListHolds;
  'hold.read': AuditCommandReadHold;
  'workspace.export': AuditCommandExportWorkspace;
  'account.export': AuditCommandExportAccount;
  'message.send': MessageCommandSend;
  'message.edit': MessageCommandEdit;
  'message.versions': MessageCommandListMessageVersions;
  'message.delete': MessageCommandDelete;
  'message.react': MessageCommandReact;
  'message.pin': MessageCommandPin;
  'preview.remove': MessageCommandRemovePreviews;
  'message.history': MessageCommandShowHistory;
  'message.pins': MessageCommandListPins;
  'message.search': MessageCommandSearch;
  'file.begin': MessageCommandBeginUpload;
  'file.progress': MessageCommandShowUpload;
  'file.cancel': MessageCommandCancelUpload;
  'file.replace': MessageCommandReplaceFile;
  'file.remove': MessageCommandRemoveFile;
  'file.list': MessageCommandListFiles;
  'file.shared': MessageCommandListSharedFiles;
  'file.versions': MessageCommandListVersions;
  'draft.save': WritingCommandSaveDraft;
  'draft.list': WritingCommandListDrafts;
  'draft.discard': WritingCommandDiscardDraft;
  'message.schedule': WritingCommandSchedule;
  'scheduled.list': WritingCommandListScheduled;
  'scheduled.change': WritingCommandChangeScheduled;
  'scheduled.cancel': WritingCommandCancelScheduled;
  'scheduled.send_now': WritingCommandSendScheduled;
  'message.forward': WritingCommandForward;
  'message.source': WritingCommandShowSource;
  'message.threads': WritingCommandListThreads;
  'poll.create': PollCommandCreate;
  'poll.vote': PollCommandVote;
  'poll.close': PollCommandClose;
  'poll.get': PollCommandShow;
  'inbox.list': InboxCommandListInbox;
  'inbox.mentions': InboxCommandListMentions;
  'inbox.archive': InboxCommandArchiveEntry;
  'inbox.remind': InboxCommandRemindOfEntry;
  'message.save': InboxCommandSaveMessage;
  'inbox.saved': InboxCommandListSaved;
  'marker.read': InboxCommandMarkRead;
  'receipt.list': InboxCommandListReceipts;
  'receipt.delivered': InboxCommandMarkDelivered;
  'notice.list': InboxCommandListNotices;
  'notify.show': InboxCommandShowNotify;
  'notify.set': InboxCommandSetNotify;
  'notify.quiet': InboxCommandSetQuiet;
  'notify.keywords': InboxCommandSetKeywords;
  'notify.conversation': InboxCommandShowConversationNotify;
  'notify.conversation_set': InboxCommandSetConversationNotify;
  'file.follow': InboxCommandFollowFile;
  'interest.open': InterestCommandOpen;
  'interest.close': InterestCommandClose;
  'interest.follow': InterestCommandFollow;
  'typing.start': InterestCommandStartTyping;
  'presence.set': InterestCommandSetPresence;
  'presence.subscribe': InterestCommandSubscribe;
  'people.find': PeopleCommandFind;
  'people.show': PeopleCommandShow;
  'people.picture': PeopleCommandShowPicture;
  'block.add': PeopleCommandBlock;
  'block.remove': PeopleCommandUnblock;
  'block.list': PeopleCommandListBlocked;
  'report.file': PeopleCommandFileReport;
  'report.list': PeopleCommandListReports;
  'report.resolve': PeopleCommandResolveReport;
  'webhook.create': WebhookCommandCreate;
  'webhook.subscribe': WebhookCommandSubscribe;
  'webhook.list': WebhookCommandListAll;
  'webhook.rotate': WebhookCommandRotate;
  'webhook.delete': WebhookCommandDelete;
  'webhook.replay': WebhookCommandReplay;
  'webhook.post': WebhookCommandPost;
  'slash.register': WebhookCommandRegisterSlash;
  'slash.unregister': WebhookCommandUnregisterSlash;
  'slash.list': WebhookCommandListSlash;
  'slash.run': WebhookCommandRunSlash;
  'slash.answer': WebhookCommandAnswerSlash;
}

/** What each command answers. */
export interface Answers {
  'session.start': Done;
  'session.refresh': AccountResultTokens;
  'session.renew': SessionResultRenewed;
  'session.list': SessionResultSessions;
  'session.revoke': Receipt;
  'session.resume': SessionResultResumed;
  'session.purged': Done;
  'push.subscribe': SessionResultPushSubscribed;
  'push.list': SessionResultPushDevices;
  'push.unsubscribe': Done;
  'account.sign_in': AccountResultTokens;
  'account.sign_in_bot': AccountResultTokens;
  'account.sign_out': Done;
  'account.request_link': Done;
  'account.redeem': AccountResultRedeemed;
  'link.show': AccountResultLinkShown;
  'link.accept': AccountResultLinkAccepted;
  'link.decline': Done;
  'account.me': AccountResultMe;
  'account.update': Done;
  'account.set_picture': Done;
  'account.set_password': Done;
  'account.erase': AccountResultAccountErased;
  'workspace.set_up': AccountResultRedeemed;
  'workspace.create': WorkspaceResultWorkspaceCreated;
  'workspace.members': WorkspaceResultWorkspaceMembers;
  'workspace.externals': WorkspaceResultWorkspaceExternals;
  'workspace.invite': Done;
  'workspace.invitations': WorkspaceResultWorkspaceInvitations;
  'workspace.resend_invitation': Done;
  'workspace.withdraw_invitation': Done;
  'workspace.set_role': Done;
  'workspace.remove_member': Receipt;
  'workspace.suspend': Receipt;
  'workspace.unsuspend': Done;
  'workspace.suspend_address': Receipt;
  'workspace.unsuspend_address': Done;
  'workspace.end_sessions': Receipt;
  'bot.create': WorkspaceResultBotCreated;
  'bot.rotate_token': WorkspaceResultBotCreated;
  'bot.revoke': Receipt;
  'workspace.demote': SeatResultDemoted;
  'workspace.preview_demote': SeatResultDemotionPreview;
  'workspace.promote': Done;
  'workspace.leave': Receipt;
  'workspace.erase_person': SeatResultPersonErased;
  'workspace.preview_erase': SeatResultErasurePreview;
  'group.create': ConversationResultConversation;
  'group.list': ConversationResultConversations;
  'group.join': ConversationResultConversation;
  'group.set_role': Done;
  'thread.create': ConversationResultConversation;
  'dm.open': ConversationResultConversation;
  'conversation.show': ConversationResultConversation;
  'conversation.rename': Done;
  'conversation.close': Done;
  'conversation.archive': Done;
  'conversation.unarchive': Done;
  'message.around_date': MessageResultHistory;
  'conversation.reopen': Done;
  'conversation.delete': ConversationResultConversationDeleted;
  'conversation.lock': Done;
  'conversation.open_backstage': ConversationResultConversation;
  'conversation.roster': ConversationResultRoster;
  'conversation.leave': Receipt;
  'member.add': MemberResultMemberAdded;
  'member.add_many': MemberResultManyAdded;
  'member.preview_add': MemberResultAdditionPreview;
  'member.remove': MemberResultRemoved;
  'member.preview_remove': MemberResultRemovalPreview;
  'member.set_until': Done;
  'member.paths': MemberResultPaths;
  'member.undo_remove': Done;
  'policy.show': PolicyResultPolicies;
  'policy.set': PolicyResultPoliciesSet;
  'policy.set_inviter': PolicyResultPoliciesSet;
  'policy.plan': PolicyResultPolicyPlan;
  'policy.enforce': PolicyResultPoliciesEnforced;
  'invitation.list': InvitationResultInvitations;
  'invitation.awaiting': InvitationResultInvitationsAwaiting;
  'invitation.approve': Done;
  'invitation.deny': Done;
  'invitation.accept': ConversationResultConversation;
  'invitation.decline': Done;
  'invitation.resend': Done;
  'invitation.create_code': InvitationResultClaimCodeCreated;
  'invitation.claim': AccountResultRedeemed;
  'mail.stop': Done;
  'join_link.create': JoinResultJoinLinkCreated;
  'join_link.list': JoinResultJoinLinks;
  'join_link.revoke': Done;
  'join_link.open': JoinResultJoinLinkShown;
  'join_link.apply': JoinResultJoinApplied;
  'join_link.apply_by_mail': JoinResultJoinApplied;
  'join_request.suggest': Done;
  'join_request.list': JoinResultJoinRequests;
  'join_request.approve': Done;
  'join_request.deny': Done;
  'external.list': ExternalResultExternals;
  'external.invite': Done;
  'external.count': ExternalResultCounted;
  'external.show': ExternalResultExternalReach;
  'external.end': ExternalResultExternalsEnded;
  'external.set_until': ExternalResultExternalsDated;
  'external.hand_over': ExternalResultExternalsKept;
  'external.confirm': ExternalResultExternalsKept;
  'external.preview_end': ExternalResultExternalsToEnd;
  'ledger.of_message': LedgerResultMessageLedger;
  'ledger.of_person': LedgerResultPersonLedger;
  'ledger.why': LedgerResultReasons;
  'ledger.purges': LedgerResultDevicePurges;
  'audit.list': AuditResultAuditRecords;
  'audit.receipt': AuditResultAuditReceipt;
  'audit.export_own': AuditResultAuditPart;
  'audit.export': AuditResultAuditPart;
  'hold.place': AuditResultHold;
  'hold.lift': Done;
  'hold.list': AuditResultHolds;
  'hold.read': AuditResultHeldItems;
  'workspace.export': AuditResultAuditPart;
  'account.export': AuditResultAuditPart;
  'message.send': MessageResultSent;
  'message.edit': MessageResultChanged;
  'message.versions': MessageResultMessageVersions;
  'message.delete': MessageResultChanged;
  'message.react': MessageResultChanged;
  'message.pin': MessageResultChanged;
  'preview.remove': MessageResultChanged;
  'message.history': MessageResultHistory;
  'message.pins': MessageResultPins;
  'message.search': MessageResultFound;
  'file.begin': MessageResultUpload;
  'file.progress': MessageResultUpload;
  'file.cancel': Done;
  'file.replace': MessageResultChanged;
  'file.remove': MessageResultChanged;
  'file.list': MessageResultFiles;
  'file.shared': MessageResultFiles;
  'file.versions': MessageResultVersions;
  'draft.save': Done;
  'draft.list': MessageResultDrafts;
  'draft.discard': Done;
  'message.schedule': MessageResultScheduled;
  'scheduled.list': MessageResultScheduledPage;
  'scheduled.change': MessageResultScheduled;
  'scheduled.cancel': Done;
  'scheduled.send_now': MessageResultSent;
  'message.forward': MessageResultSent;
  'message.source': MessageResultSource;
  'message.threads': MessageResultThreads;
  'poll.create': MessageResultSent;
  'poll.vote': MessageResultPoll;
  'poll.close': MessageResultChanged;
  'poll.get': MessageResultPoll;
  'inbox.list': InboxResultInbox;
  'inbox.mentions': InboxResultMentions;
  'inbox.archive': Done;
  'inbox.remind': Done;
  'message.save': Done;
  'inbox.saved': InboxResultSaved;
  'marker.read': Done;
  'receipt.list': InboxResultReceipts;
  'receipt.delivered': Done;
  'notice.list': InboxResultNotices;
  'notify.show': InboxResultNotifySettings;
  'notify.set': Done;
  'notify.quiet': Done;
  'notify.keywords': Done;
  'notify.conversation': InboxResultConversationNotify;
  'notify.conversation_set': Done;
  'file.follow': Done;
  'interest.open': InterestResultOpened;
  'interest.close': Done;
  'interest.follow': Done;
  'typing.start': Done;
  'presence.set': Done;
  'presence.subscribe': PresenceResultPresences;
  'people.find': PeopleResultPeople;
  'people.show': PeopleResultPersonShown;
  'people.picture': PeopleResultPicture;
  'block.add': Done;
  'block.remove': Done;
  'block.list': PeopleResultBlockedPeople;
  'report.file': Done;
  'report.list': PeopleResultReports;
  'report.resolve': Done;
  'webhook.create': WebhookResultWebhookSecret;
  'webhook.subscribe': WebhookResultWebhookSecret;
  'webhook.list': WebhookResultWebhooks;
  'webhook.rotate': WebhookResultWebhookSecret;
  'webhook.delete': Done;
  'webhook.replay': WebhookResultWebhookReplayed;
  'webhook.post': Done;
  'slash.register': Done;
  'slash.unregister': Done;
  'slash.list': WebhookResultSlashCommands;
  'slash.run': WebhookResultSlashAsked;
  'slash.answer': Done;
}

/** Each answer by its type. */
export interface Results {
  'done': Done;
  'receipt': Receipt;
  'renewed': SessionResultRenewed;
  'sessions': SessionResultSessions;
  'resumed': SessionResultResumed;
  'push_subscribed': SessionResultPushSubscribed;
  'push_devices': SessionResultPushDevices;
  'tokens': AccountResultTokens;
  'redeemed': AccountResultRedeemed;
  'link_shown': AccountResultLinkShown;
  'link_accepted': AccountResultLinkAccepted;
  'account_erased': AccountResultAccountErased;
  'me': AccountResultMe;
  'workspace_created': WorkspaceResultWorkspaceCreated;
  'workspace_members': WorkspaceResultWorkspaceMembers;
  'workspace_invitations': WorkspaceResultWorkspaceInvitations;
  'workspace_externals': WorkspaceResultWorkspaceExternals;
  'bot_created': WorkspaceResultBotCreated;
  'demoted': SeatResultDemoted;
  'demotion_preview': SeatResultDemotionPreview;
  'person_erased': SeatResultPersonErased;
  'erasure_preview': SeatResultErasurePreview;
  'conversation': ConversationResultConversation;
  'conversations': ConversationResultConversations;
  'conversation_deleted': ConversationResultConversationDeleted;
  'roster': ConversationResultRoster;
  'member_added': MemberResultMemberAdded;
  'many_added': MemberResultManyAdded;
  'removed': MemberResultRemoved;
  'paths': MemberResultPaths;
  'addition_preview': MemberResultAdditionPreview;
  'removal_preview': MemberResultRemovalPreview;
  'policies': PolicyResultPolicies;
  'policies_set': PolicyResultPoliciesSet;
  'policy_plan': PolicyResultPolicyPlan;
  'policies_enforced': PolicyResultPoliciesEnforced;
  'invitations': InvitationResultInvitations;
  'claim_code_created': InvitationResultClaimCodeCreated;
  'invitations_awaiting': InvitationResultInvitationsAwaiting;
  'join_link_created': JoinResultJoinLinkCreated;
  'join_links': JoinResultJoinLinks;
  'join_link_shown': JoinResultJoinLinkShown;
  'join_applied': JoinResultJoinApplied;
  'join_requests': JoinResultJoinRequests;
  'externals': ExternalResultExternals;
  'external_counts': ExternalResultCounted;
  'external_reach': ExternalResultExternalReach;
  'externals_ended': ExternalResultExternalsEnded;
  'externals_dated': ExternalResultExternalsDated;
  'externals_kept': ExternalResultExternalsKept;
  'externals_to_end': ExternalResultExternalsToEnd;
  'message_ledger': LedgerResultMessageLedger;
  'person_ledger': LedgerResultPersonLedger;
  'reasons': LedgerResultReasons;
  'device_purges': LedgerResultDevicePurges;
  'audit_records': AuditResultAuditRecords;
  'audit_part': AuditResultAuditPart;
  'audit_receipt': AuditResultAuditReceipt;
  'hold': AuditResultHold;
  'holds': AuditResultHolds;
  'held_items': AuditResultHeldItems;
  'sent': MessageResultSent;
  'changed': MessageResultChanged;
  'history': MessageResultHistory;
  'pins': MessageResultPins;
  'found': MessageResultFound;
  'upload': MessageResultUpload;
  'poll': MessageResultPoll;
  'files': MessageResultFiles;
  'versions': MessageResultVersions;
  'drafts': MessageResultDrafts;
  'scheduled': MessageResultScheduled;
  'scheduled_page': MessageResultScheduledPage;
  'message_versions': MessageResultMessageVersions;
  'message_source': MessageResultSource;
  'message_threads': MessageResultThreads;
  'inbox': InboxResultInbox;
  'mentions': InboxResultMentions;
  'saved': InboxResultSaved;
  'receipts': InboxResultReceipts;
  'notices': InboxResultNotices;
  'notify_settings': InboxResultNotifySettings;
  'conversation_notify': InboxResultConversationNotify;
  'opened': InterestResultOpened;
  'presences': PresenceResultPresences;
  'people': PeopleResultPeople;
  'person_shown': PeopleResultPersonShown;
  'picture': PeopleResultPicture;
  'blocked_people': PeopleResultBlockedPeople;
  'reports': PeopleResultReports;
  'webhook_secret': WebhookResultWebhookSecret;
  'webhooks': WebhookResultWebhooks;
  'webhook_replayed': WebhookResultWebhookReplayed;
  'slash_commands': WebhookResultSlashCommands;
  'slash_asked': WebhookResultSlashAsked;
}

/** Each event by its type. */
export interface Events {
  'message.posted': LogEventMessagePosted;
  'message.edited': LogEventMessageEdited;
  'message.deleted': LogEventMessageDeleted;
  'message.files': LogEventMessageFiles;
  'message.reacted': LogEventMessageReacted;
  'message.pinned': LogEventMessagePinned;
  'message.previews': LogEventMessagePreviews;
  'poll.closed': LogEventPollClosed;
  'conversation.changed': LogEventConversationChanged;
  'member.joined': LogEventMemberJoined;
  'member.left': LogEventMemberLeft;
  'member.promoted': LogEventMemberPromoted;
  'head': EventHeadMoved;
  'access.gained': EventAccessGained;
  'access.ended': EventAccessEnded;
  'invitation.received': EventInvitationReceived;
  'invitation.ended': EventInvitationEnded;
  'invitation.bounced': EventInvitationBounced;
  'invitation.approval_requested': EventApprovalRequested;
  'invitation.answered': EventInvitationAnswered;
  'join_request.received': EventJoinRequested;
  'join_request.ended': EventJoinRequestEnded;
  'marker.moved': EventMarkerMoved;
  'inbox.changed': EventEntryChanged;
  'draft.changed': EventDraftChanged;
  'scheduled.changed': EventScheduledChanged;
  'receipt.moved': EventReceiptMoved;
  'poll.tally': EventPollTallied;
  'notify.changed': EventNotifyChanged;
  'notice.told': EventNoticeTold;
  'reports.open': EventReportsOpen;
  'typing': EventTyping;
  'presence.changed': EventPresenceChanged;
  'slash.asked': EventSlashAsked;
  'slash.answered': EventSlashAnswered;
  'slash.unanswered': EventSlashUnanswered;
  'session.ended': EventSessionEnded;
  'server.draining': EventServerDraining;
  'resync': EventResync;
}

/** Events with a position. */
export type LogEventType = 'message.posted' | 'message.edited' | 'message.deleted' | 'message.files' | 'message.reacted' | 'message.pinned' | 'message.previews' | 'poll.closed' | 'conversation.changed' | 'member.joined' | 'member.left' | 'member.promoted';

export type CommandType = keyof Commands;
export type EventType = keyof Events;
export type LogEvent = Events[LogEventType];
export type ErrorCode = 'bad_frame' | 'unknown_command' | 'invalid' | 'too_large' | 'unauthenticated' | 'token_expired' | 'sign_in_failed' | 'origin_refused' | 'not_allowed' | 'not_found' | 'client_id_reused' | 'conflict' | 'closed' | 'audience_changed' | 'first_external' | 'locked' | 'link_spent' | 'limit_reached' | 'rate_limited' | 'busy' | 'unavailable' | 'internal';
export type CloseReason = 'protocol_error' | 'binary_refused' | 'bad_utf8' | 'too_big' | 'internal' | 'draining' | 'unauthenticated' | 'session_ended' | 'slow_consumer' | 'too_many_errors' | 'too_many_connections' | 'idle' | 'access_reset' | 'start_timeout';

/** A frame of the server that is no event. */
export type OtherFrame = Hello | ErrorFrame | {type: 'reply', id: number, result: Results[keyof Results]};

/** Accepts the invitation that a link carries, as the sender, whose address it was mailed to. Spends the link. Fails with `link_spent`, or `not_allowed` if it was mailed to another address. */
export interface AccountCommandAcceptLink {
  /** the token from the link */
  token: string;
}

/** Declines the invitation that a link carries. It takes the link and no account, and spends the link. Fails with `link_spent`. */
export interface AccountCommandDeclineLink {
  /** the token from the link */
  token: string;
}

/** Erases the sender's account: ends all that they have anywhere and all their sessions, and takes away name, address and card. What they wrote to others stays, without their name; notes to oneself are deleted. The right is the current password, or a session that a mailed link opened in the last 15 minutes; who has neither password nor address needs none. This cannot be undone. If it fails halfway, the same command goes on. Fails with `conflict` for a member of a workspace, who leaves first; with `sign_in_failed` or, if there is no password, `not_allowed`. */
export interface AccountCommandErase {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** the present password, if there is one and it is known */
  current_password?: string;
}

/** Tells who the sender is and which workspaces they are in. */
export interface AccountCommandMe {
}

/** Uses the link of a mail: a sign-in link signs in; an invitation's makes an account for its address and accepts. Fails with `link_spent`; with `invalid` if the new account needs a name; with `conflict` if an invitation's address has an account: its owner signs in and sends `link.accept`. */
export interface AccountCommandRedeem {
  /** the token from the link */
  token: string;
  /** the name of a new account, 1 to 100 chars */
  name?: string;
  /** a password to set, 10 to 256 chars */
  password?: string;
  /** the name of the device, 1 to 100 chars */
  device: string;
}

/** Mails a link that signs in, good for 15 minutes. Answers the same whether the address is known or not. */
export interface AccountCommandRequestLink {
  /** an email address, 3 to 254 chars; its domain may be international */
  email: string;
  /** the `device_proof` of an earlier sign-in: such a device has links of its own */
  device_proof?: string;
}

/** Sets the sender's password, and ends their other sessions and mailed sign-in links. The right is the current password, or a session that a mailed link opened in the last 15 minutes. Fails with `sign_in_failed` or, if there is no password yet, `not_allowed`; with `invalid` if the new one is too easy to guess. */
export interface AccountCommandSetPassword {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** the present password, if there is one and it is known */
  current_password?: string;
  /** 10 to 256 chars */
  new_password: string;
}

/** Sets the picture on the sender's card, or takes it away. What is kept of it is a square of 256 pixels, cut from the middle, without what else the file told. Fails with `invalid` if it is no picture that the server can draw, and with `busy` if it has no time for it. */
export interface AccountCommandSetPicture {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** a JPEG, PNG, GIF or WebP picture of at most 40,960 bytes, in base64; absent: none */
  image?: string;
}

/** Tells what the link of a mail is for, without using it. Fails with `link_spent`. */
export interface AccountCommandShowLink {
  /** the token from the link */
  token: string;
}

/** Signs a person in with a password. Fails with `sign_in_failed`, whether the address is unknown or the password is wrong. */
export interface AccountCommandSignIn {
  /** an email address, 3 to 254 chars; its domain may be international */
  email: string;
  /** 1 to 256 chars */
  password: string;
  /** the name of the device, 1 to 100 chars */
  device: string;
  /** the `device_proof` of an earlier sign-in: what strangers do to the address does not keep this device out */
  device_proof?: string;
}

/** Signs a bot in. Fails with `sign_in_failed`. */
export interface AccountCommandSignInBot {
  /** the token that `bot.create` answered */
  api_token: string;
  /** the name of the device, 1 to 100 chars */
  device: string;
}

/** Ends the session that sends it and closes its connection. */
export interface AccountCommandSignOut {
}

/** Changes the sender's name or what stands on their card; what is absent stays, and an empty text removes what was there. */
export interface AccountCommandUpdate {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** the new name, 1 to 100 chars */
  name?: string;
  /** the line that they show at present, 0 to 100 chars */
  status_text?: string;
  /** what they do, 0 to 100 chars */
  title?: string;
  /** for whom, 0 to 100 chars */
  organisation?: string;
  /** the name of a time zone of the IANA, as in `Europe/Berlin`, or empty */
  time_zone?: string;
  /** the language of mails and clients */
  locale?: 'de' | 'en';
}

/** The account is erased. */
export interface AccountResultAccountErased {
  type: 'account_erased';
  /** how many conversations they were in */
  grants: number;
  /** how many that were open */
  invitations: number;
  /** how many to be let in */
  requests: number;
  /** the proof for all of them and for the sessions */
  receipt: Receipt;
}

/** The invitation was accepted. */
export interface AccountResultLinkAccepted {
  type: 'link_accepted';
  /** what the link led into */
  conversation?: string;
  /** what the link led into */
  workspace?: string;
}

/** The purpose of a link. */
export interface AccountResultLinkShown {
  type: 'link_shown';
  /** what it does */
  kind: 'sign_in' | 'invitation' | 'workspace_invitation' | 'set_up';
  /** the name of the inviter */
  inviter?: string;
  /** the name of the conversation or workspace */
  title?: string;
  /** what the inviter wrote */
  note?: string;
  /** the address it was mailed to */
  email?: string;
  /** there is no account yet: `account.redeem` needs a name; else the person signs in with that address and accepts an invitation by `link.accept` */
  needs_name: boolean;
  /** what an invitation to a conversation leads to */
  offer?: Offer;
}

/** The account of the sender. */
export interface AccountResultMe {
  type: 'me';
  /** the account */
  account: string;
  /** its name */
  name: string;
  /** its address; bots have none */
  email?: string;
  /** can sign in with a password */
  has_password: boolean;
  /** what others see beside the name */
  card: Card;
  /** the language that was chosen */
  locale?: 'de' | 'en';
  /** where the account is a member */
  workspaces: Array<WorkspaceView>;
  /** where it is from outside, at most 500, in the order of the names */
  visiting: Array<VisitedWorkspace>;
}

/** The link was used. */
export interface AccountResultRedeemed {
  type: 'redeemed';
  /** of the new session */
  tokens: AccountResultTokens;
  /** what the link led into */
  conversation?: string;
  /** what the link led into */
  workspace?: string;
}

/** The session is there; these open it. */
export interface AccountResultTokens {
  type: 'tokens';
  /** for `session.start` and the HTTP header */
  access_token: string;
  /** when the access token ends */
  access_expires_at: string;
  /** for `session.refresh`, once; `cookie` if the browser keeps it */
  refresh_token: string;
  /** who signed in */
  account: string;
  /** the session */
  session: string;
  /** for this person's next `account.sign_in` on this device; only after a sign-in, and not for bots */
  device_proof?: string;
}

/** The result of one row of a list of addresses. */
export interface AddedRow {
  /** what came of it */
  state: 'invited' | 'awaiting_approval' | 'already_invited' | 'already_here' | 'duplicate' | 'refused';
  /** the invitation that is open now */
  invitation?: string;
  /** the first row with the same address, counted from 1; told of a duplicate */
  row?: number;
  /** why it was refused */
  code?: 'bad_frame' | 'unknown_command' | 'invalid' | 'too_large' | 'unauthenticated' | 'token_expired' | 'sign_in_failed' | 'origin_refused' | 'not_allowed' | 'not_found' | 'client_id_reused' | 'conflict' | 'closed' | 'audience_changed' | 'first_external' | 'locked' | 'link_spent' | 'limit_reached' | 'rate_limited' | 'busy' | 'unavailable' | 'internal';
  /** the same in words */
  reason?: string;
}

/** One row of a list of people who are to be invited by their addresses. What is wrong with a row is told in its result, and hinders no other row. */
export interface Addressee {
  /** the address */
  email: string;
  /** their given name */
  given?: string;
  /** their surname; both together 1 to 100 chars */
  surname?: string;
}

/** Exports a workspace's audit log, part by part, in the form that `./drawbridge audit verify` checks; for owners and admins. That they did is recorded. Each part is decided by the right of its moment. */
export interface AuditCommandExport {
  /** which workspace */
  workspace: string;
  /** the position of the first record; absent: the first that is still kept */
  from?: number;
  /** the `next` of the part before, 1 to 512 chars */
  after?: string;
}

/** Exports what is the sender's own, part by part, as lines of JSON: their profile, where they are, whom they blocked, and what they wrote, sent or not, where they read it still. One at a time, and ten in a day. */
export interface AuditCommandExportAccount {
  /** the `next` of the part before, 1 to 512 chars */
  after?: string;
}

/** Exports the log of the sender's own account, part by part, in the form that `./drawbridge audit verify` checks: sign-ins, sessions, and what opens the account. Reasons that others gave are not in it. */
export interface AuditCommandExportOwn {
  /** the `next` of the part before, 1 to 512 chars */
  after?: string;
}

/** Exports a workspace, part by part, for its owners: what the sender reads there, as lines of JSON, see docs/export.md. What they do not read is in it only if they ask for it and `export_includes_private` lets them; the people of those conversations are told. Each part is decided by the right of its moment. That they did is recorded. Fails with `busy` while another export of the workspace is under way, and with `rate_limited` after 10 in a day. */
export interface AuditCommandExportWorkspace {
  /** which workspace */
  workspace: string;
  /** also what the sender does not read; false if absent. What follows the first part is as that was */
  includes_private?: boolean;
  /** the `next` of the part before, 1 to 512 chars; the same part may be asked for again */
  after?: string;
}

/** Lifts a hold; for owners of the workspace. What was kept by it alone, and would be gone without it, is deleted from now on. */
export interface AuditCommandLiftHold {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** which hold */
  hold: string;
  /** why, 0 to 500 chars; the audit keeps it */
  reason?: string;
}

/** Lists the holds that stand in a workspace, the newest first; for its owners. That they looked is recorded. */
export interface AuditCommandListHolds {
  /** which workspace */
  workspace: string;
}

/** Lists the records of a workspace's audit log, the newest first; for owners and admins. That they looked is recorded too. */
export interface AuditCommandListRecords {
  /** which workspace */
  workspace: string;
  /** which of them; absent: all */
  filter?: AuditFilter;
  /** the `next` of the page before, 1 to 512 chars */
  after?: string;
  /** records of the page, 1 to 200; 50 if absent */
  limit?: number;
}

/** Keeps what was and will be written in a conversation of the workspace, or by a person anywhere in it, until the hold is lifted; for its owners. People edit and delete as ever, and what they take away is kept apart. `conflict` if such a hold stands, or the conversation is deleted; `limit_reached` at 200 holds. */
export interface AuditCommandPlaceHold {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** which conversation; or */
  conversation?: string;
  /** which person: exactly one of the two */
  person?: string;
  /** why, 1 to 500 chars; the audit keeps it */
  reason: string;
}

/** Exports what a hold keeps, page by page: all that is there, and all versions that people took away since; for owners of the workspace. That they did is recorded. */
export interface AuditCommandReadHold {
  /** which workspace */
  workspace: string;
  /** which hold, one that stands */
  hold: string;
  /** the `next` of the page before, 1 to 512 chars */
  after?: string;
  /** items of the page, 1 to 200; 50 if absent */
  limit?: number;
}

/** Gives somebody who lost a conversation the server's signed word for when they did, which they may keep; `not_found` if they never were in it. `./drawbridge audit verify-receipt` checks it. */
export interface AuditCommandShowReceipt {
  /** which conversation */
  conversation: string;
}

/** A record of a workspace's audit log, for its admins. */
export interface AuditEntry {
  /** its place in the log, from 1 without a gap */
  position: number;
  /** when it was done */
  at: string;
  /** what was done: the name of a command, or of what the server did by itself */
  action: string;
  /** who did it: `person`, `bot` or `server` */
  by: string;
  /** which person or bot */
  actor?: string;
  /** through which session */
  session?: string;
  /** to whom */
  person?: string;
  /** in or with which */
  conversation?: string;
  /** with which group */
  group?: string;
  /** to which address: its SHA-256, in hexadecimal digits */
  address?: string;
  /** why, in the actor's words */
  reason?: string;
  /** what was ended or written over, 20 things at most */
  before: Array<AuditedThing>;
  /** what was begun or written, 20 things at most */
  after: Array<AuditedThing>;
  /** there are other things; an export has them all */
  more: boolean;
}

/** The records that are wanted: those for which all that is given holds. */
export interface AuditFilter {
  /** what was done, as in `member.remove`, 1 to 100 chars */
  action?: string;
  /** by whom */
  actor?: string;
  /** to whom */
  person?: string;
  /** in or with which */
  conversation?: string;
  /** at this time or later */
  from?: string;
  /** before this time */
  to?: string;
}

/** A part of an export. */
export interface AuditResultAuditPart {
  type: 'audit_part';
  /** what follows in the file, as it is; a line may go on in the next part */
  text: string;
  /** what to send as `after` for the next part; absent after the last */
  next?: string;
}

/** The server's signed word for when somebody's access ended. */
export interface AuditResultAuditReceipt {
  type: 'audit_receipt';
  /** a line to be kept as it is, in a file */
  text: string;
  /** when it ended */
  ended_at: string;
}

/** A page of records. */
export interface AuditResultAuditRecords {
  type: 'audit_records';
  /** the newest first */
  records: Array<AuditEntry>;
  /** what to send as `after` for the next page; absent on the last */
  next?: string;
}

/** A page of what a hold keeps. */
export interface AuditResultHeldItems {
  type: 'held_items';
  /** in the order of conversations, positions and versions */
  items: Array<HeldItem>;
  /** what to send as `after` for the next page; absent on the last */
  next?: string;
}

/** One legal hold. */
export interface AuditResultHold {
  type: 'hold';
  /** which hold */
  hold: HoldView;
}

/** The holds that stand. */
export interface AuditResultHolds {
  type: 'holds';
  /** the newest first */
  holds: Array<HoldView>;
}

/** One field of a thing that a change wrote. */
export interface AuditedField {
  /** of the field */
  name: string;
  /** as text; absent if it is the name of what the reader may not know, or was forgotten */
  value?: string;
}

/** One thing that a change wrote: a link, a setting, a session, an invitation. */
export interface AuditedThing {
  /** the sort of thing, as in `direct`, `policy` */
  what: string;
  /** what is told of it */
  fields: Array<AuditedField>;
}

/** Somebody whom the reader blocked. */
export interface Blocked {
  /** who */
  person: string;
  /** when */
  since: string;
}

/** The words that a person shows beside their name to those who share a conversation with them. */
export interface Card {
  /** what they do, as they put it */
  title?: string;
  /** for whom */
  organisation?: string;
  /** the line that they show at present */
  status_text?: string;
  /** the name of their time zone, as in `Europe/Berlin` */
  time_zone?: string;
  /** names the picture that they have now, 1 to 64 chars: as long as it stays the same, what `people.picture` answered stays the same; absent if they have none */
  picture?: string;
}

/** Closes it and takes it out of everybody's lists: it stands among what is archived in inboxes, and no more in the directory or among the names that a search finds. Reminders of it that wait are over, without an event of their own. For those who manage it. */
export interface ConversationCommandArchive {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
}

/** Stops all writing until it is reopened; for those who manage it. */
export interface ConversationCommandClose {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
}

/** Deletes a conversation for good, with its backstage: everybody loses access, and then what is in it is deleted; for those who manage it, and for owners of its workspace wherever it is. A thread that only a deleted group leads to is deleted with it. `conflict` while a hold stands on it. If it fails halfway, the server goes on by itself, and the same command tells what came of it. */
export interface ConversationCommandDelete {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
  /** its name as the sender sees it, or its id, to be sure, 1 to 200 chars */
  confirm: string;
}

/** Takes the sender out, whatever led there. When this answers, nothing more of it is written to the sender. Fails with `conflict` for the last admin of a group that keeps members. */
export interface ConversationCommandLeave {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
}

/** Says what only admins may do; for those who manage it. */
export interface ConversationCommandLock {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
  /** only admins change its name and its people */
  details: boolean;
  /** only admins write */
  replies: boolean;
}

/** Makes the backstage of a group or thread, or finds it: a conversation of its own for those of its people who are members of the workspace. For members in it; externals learn nothing of it. */
export interface ConversationCommandOpenBackstage {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** whose backstage */
  conversation: string;
}

/** Changes the name of a group or the subject of a thread. Fails with `closed` or `locked`, and with `conflict` for DMs. */
export interface ConversationCommandRename {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
  /** 1 to 200 chars for a thread; for a group at most 100, which the server checks */
  name: string;
}

/** Lets people write again; for those who manage it. */
export interface ConversationCommandReopen {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
}

/** Shows a conversation as the sender may see it. */
export interface ConversationCommandShow {
  /** which conversation */
  conversation: string;
}

/** Shows the messages around a day: some of before it, and the first ones of that day or after it. What the reader may not see is not there, as in `message.history`. */
export interface ConversationCommandShowDate {
  /** where */
  conversation: string;
  /** the day, as in 2026-05-01 */
  date: string;
  /** where the day begins, a name of the IANA; absent: the zone of the reader's card, or UTC */
  time_zone?: string;
  /** how many messages at most, 1 to 100 */
  limit?: number;
}

/** Lists who takes part: people, groups and unanswered invitations, as far as the sender may see. An invitation is `invited`, `undeliverable` once its mail came back, or `expired` once it cannot be accepted any more. */
export interface ConversationCommandShowRoster {
  /** which conversation */
  conversation: string;
  /** the `next` of the page before, 1 to 512 chars */
  after?: string;
  /** entries of the page, 1 to 200; 50 if absent */
  limit?: number;
}

/** Puts an archived one back into the lists, closed as it is; `conversation.reopen` does so too and opens it. For those who manage it. */
export interface ConversationCommandUnarchive {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
}

/** A conversation that the reader lost while away. */
export interface ConversationEnded {
  /** which */
  conversation: string;
  /** when access ended */
  at: string;
  /** why */
  reason: 'removed' | 'left' | 'expired' | 'suspended' | 'excluded' | 'closed' | 'unsponsored' | 'idle' | 'signed_out';
}

/** One conversation. */
export interface ConversationResultConversation {
  type: 'conversation';
  /** as the sender sees it */
  conversation: ConversationView;
}

/** A conversation that is deleted. */
export interface ConversationResultConversationDeleted {
  type: 'conversation_deleted';
  /** how many threads went with it, since nothing else led to them */
  threads: number;
  /** nothing more of it is written to anybody */
  receipt: Receipt;
}

/** A page of conversations. */
export interface ConversationResultConversations {
  type: 'conversations';
  /** in the order of their ids */
  conversations: Array<ConversationView>;
  /** there is another page */
  more: boolean;
}

/** A page of a roster. */
export interface ConversationResultRoster {
  type: 'roster';
  /** people, groups and open invitations */
  entries: Array<RosterEntry>;
  /** what to send as `after` for the next page */
  next?: string;
  /** there is another page */
  more: boolean;
}

/** A conversation, as the reader may see it. */
export interface ConversationView {
  /** which */
  conversation: string;
  /** group, thread or DM */
  kind: 'group' | 'thread' | 'dm';
  /** its home workspace, if it has one that the reader may know */
  workspace?: string;
  /** the name of a group, the subject of a thread, the people of a DM */
  name: string;
  /** who may find it, for groups */
  visibility?: 'open' | 'private' | 'secret';
  /** whether it takes messages */
  state: 'open' | 'closed' | 'archived';
  /** only its admins change its name and its people */
  details_locked: boolean;
  /** only its admins write */
  replies_locked: boolean;
  /** somebody in it, or invited to it, is not a member of its workspace */
  has_externals: boolean;
  /** how many these are, for readers who are members: who will see what is written, and who may once they accept; 1,000 if there are more */
  externals?: number;
  /** who reads it now, as an opaque token for `message.send`; for readers who are members */
  audience?: string;
  /** the reader is not a member of its workspace */
  foreign: boolean;
  /** the reader's role in it */
  role: 'admin' | 'member';
  /** when the reader's access ends by itself */
  until?: string;
  /** clients draw the badge of externals beside the names of authors; that somebody is an external is said in any case */
  badge_in_messages: boolean;
  /** clients draw the badge of this conversation in the list of conversations */
  badge_in_inbox: boolean;
  /** where its members talk without externals, if that was opened; for readers who are members */
  backstage?: string;
  /** the conversation that this is the backstage of; its people, name, state and locks are those of that one */
  backstage_of?: string;
}

/** The position that a client has reached in a conversation. */
export interface Cursor {
  /** which */
  conversation: string;
  /** the last position it has, 0 to 2^53-1 */
  pos: number;
}

/** A device that was signed in when its person lost a conversation. */
export interface DevicePurge {
  /** the device's session */
  session: string;
  /** what it says */
  state: 'confirmed' | 'outstanding' | 'ended';
  /** when it said so, when its session ended, or since when it owes its word */
  since: string;
}

/** Finds or makes the DM between the sender and these people; without people and address it is the sender's own note pad. Every other one belongs to a workspace. One that an external opens ends for externals with a conversation that all its people share. Fails with `not_allowed` if they share none and the sender is no member, and with `invalid`, which lists them, if the sender is a member of several workspaces and has to name one. There is one for each home and set of people. Whose address it is shows only when the invitation is accepted: if these people have a DM there already, that one stays, and accepting answers with it. The one that waited is closed, for its people to read what was written in it; if nothing was, it ends. The address leads to the one that stays from then on. The people never change, but the part of an external can be ended, by `member.remove`: by any member in it, and by owners and admins of the workspace. */
export interface DmCommandOpen {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** its home; absent: one that all are members of, else that of the member who opens it, else that of a conversation that all share */
  workspace?: string;
  /** the others, at most 9 */
  people: Array<string>;
  /** one more, who is invited */
  email?: string;
}

/** The result that says only that it is done. */
export interface Done {
  type: 'done';
}

/** Something that a person has begun to write in a conversation. It is theirs alone. */
export interface DraftView {
  /** where */
  conversation: string;
  /** Markdown source */
  text: string;
  /** the position of the message it answers, while they see it */
  quote?: number;
  /** when it was saved last */
  saved_at: string;
}

/** The conditions that end an external's access beside a date; whichever comes first. */
export interface EndConditions {
  /** when the conversation is closed */
  closed: boolean;
  /** when the one who answers for them leaves it or the workspace */
  sponsor_leaves: boolean;
  /** when they have neither written nor read anything new for so many days, 1 to 3650; counted from the last change of their access at the earliest */
  idle_days?: number;
}

/** The answer to a command that failed, or to a frame that could not be read. */
export interface ErrorFrame {
  type: 'error';
  /** the id of the command's frame, if it could be read; absent over HTTP */
  id?: number;
  /** what to decide by */
  code: 'bad_frame' | 'unknown_command' | 'invalid' | 'too_large' | 'unauthenticated' | 'token_expired' | 'sign_in_failed' | 'origin_refused' | 'not_allowed' | 'not_found' | 'client_id_reused' | 'conflict' | 'closed' | 'audience_changed' | 'first_external' | 'locked' | 'link_spent' | 'limit_reached' | 'rate_limited' | 'busy' | 'unavailable' | 'internal';
  /** what was wrong and what was expected, for a person */
  message: string;
  /** how long to wait before trying again, in milliseconds */
  retry_after_ms?: number;
}

/** The reader may no longer see a conversation: delete what is stored of it. */
export interface EventAccessEnded {
  type: 'access.ended';
  /** which */
  conversation: string;
  /** when */
  at: string;
  /** why */
  reason: 'removed' | 'left' | 'expired' | 'suspended' | 'excluded' | 'closed' | 'unsponsored' | 'idle' | 'signed_out';
}

/** The reader may see a conversation now. */
export interface EventAccessGained {
  type: 'access.gained';
  /** as the reader sees it */
  conversation: ConversationView;
}

/** An invitation waits for somebody to approve it, and the reader may. */
export interface EventApprovalRequested {
  type: 'invitation.approval_requested';
  /** which, and into what */
  invitation: InvitationView;
}

/** Another device of the reader saved a draft, or let it go. */
export interface EventDraftChanged {
  type: 'draft.changed';
  /** where */
  conversation: string;
  /** as it is kept now; absent if none is */
  draft?: DraftView;
}

/** Another device of the reader archived a conversation in their inbox, put it back, or asked to be reminded of it; or a reminder came. */
export interface EventEntryChanged {
  type: 'inbox.changed';
  /** where */
  conversation: string;
  /** it is archived until something after this position; absent if it is not */
  archived_pos?: number;
  /** when the reader wants to be reminded of it */
  remind_at?: string;
  /** a reminder came, and the conversation was not archived since */
  reminded: boolean;
}

/** Something new is in a conversation that is not open. It may name one that the client does not know: one that moved while the inbox was listed, or one that `access.gained` is about to announce. A client that must miss nothing opens it with `interest.open` and reads back from the `head` of the answer; what comes later arrives by itself. Several news that come together are sent as one event, with the newest position: look at what is before it too. */
export interface EventHeadMoved {
  type: 'head';
  /** where */
  conversation: string;
  /** the newest position the reader may see */
  head: number;
  /** it mentions the reader */
  mentioned: boolean;
}

/** An invitation that the reader made was approved or denied. */
export interface EventInvitationAnswered {
  type: 'invitation.answered';
  /** which */
  invitation: string;
  /** `pending` if it is mailed now, `accepted` if the person is in, `denied` if neither */
  state: 'pending' | 'undeliverable' | 'awaiting_approval' | 'expired' | 'accepted' | 'declined' | 'denied' | 'revoked' | 'dead';
  /** why it was denied */
  reason?: string;
}

/** The mail of an invitation that the reader made came back. It can still be accepted without the mail. */
export interface EventInvitationBounced {
  type: 'invitation.bounced';
  /** which */
  invitation: string;
}

/** An invitation can no longer be accepted. */
export interface EventInvitationEnded {
  type: 'invitation.ended';
  /** which */
  invitation: string;
}

/** The reader was invited. */
export interface EventInvitationReceived {
  type: 'invitation.received';
  /** to what and by whom */
  invitation: InvitationView;
}

/** A request to join was answered: for those who manage the conversation, and for who asked. */
export interface EventJoinRequestEnded {
  type: 'join_request.ended';
  /** which */
  request: string;
  /** what became of it */
  state: 'pending' | 'approved' | 'denied' | 'expired' | 'ended';
}

/** Somebody asks to be let into a conversation that the reader manages. */
export interface EventJoinRequested {
  type: 'join_request.received';
  /** who asks, and for what */
  request: JoinRequestView;
}

/** Another device of the reader moved the read mark. */
export interface EventMarkerMoved {
  type: 'marker.moved';
  /** where */
  conversation: string;
  /** the read mark */
  read: number;
}

/** The reader is told of something, as `notice.list` shows it. The same one may come twice after a reconnect, and what came while the reader was not connected does not come: it stands in the list. Nothing should ring before its `held_until`. */
export interface EventNoticeTold {
  type: 'notice.told';
  /** of what */
  notice: NoticeView;
}

/** Another device of the reader changed what they want to hear of: ask again. */
export interface EventNotifyChanged {
  type: 'notify.changed';
  /** of which conversation; absent: of all */
  conversation?: string;
}

/** Votes came in a poll of a conversation that this session has open: at most once a second, and only to who sees everybody there. It is not caught up on: after a reconnect `poll.get` says how it stands. */
export interface EventPollTallied {
  type: 'poll.tally';
  /** where */
  conversation: string;
  /** the position of its message */
  target: number;
  /** the votes */
  tally: PollTally;
}

/** The presence of somebody who is followed changed. */
export interface EventPresenceChanged {
  type: 'presence.changed';
  /** the new one */
  presence: Presence;
}

/** Somebody got further in a conversation. */
export interface EventReceiptMoved {
  type: 'receipt.moved';
  /** where */
  conversation: string;
  /** who */
  person: string;
  /** up to where a device has it */
  delivered: number;
  /** up to where it was read */
  read: number;
}

/** Messages of a workspace were reported to those who moderate it, of whom the reader is one. */
export interface EventReportsOpen {
  type: 'reports.open';
  /** which workspace */
  workspace: string;
  /** how many reports are open now */
  open: number;
}

/** There is a gap that cannot be filled: load the state again. */
export interface EventResync {
  type: 'resync';
  /** of what; absent: everything */
  conversation?: string;
}

/** Another device of the reader scheduled a message, changed it or let it go; or its time came. */
export interface EventScheduledChanged {
  type: 'scheduled.changed';
  /** where */
  conversation: string;
  /** which */
  scheduled: string;
  /** as it is now; absent if it was sent or let go */
  now?: ScheduledView;
}

/** The server shuts down soon: connect again. */
export interface EventServerDraining {
  type: 'server.draining';
  /** when to, in milliseconds from now */
  reconnect_after_ms: number;
}

/** This session was ended; the connection closes. */
export interface EventSessionEnded {
  type: 'session.ended';
  /** why */
  reason: 'revoked' | 'expired' | 'suspended' | 'replaced';
}

/** A bot answered the reader alone. It is kept nowhere. */
export interface EventSlashAnswered {
  type: 'slash.answered';
  /** what it answers */
  ask: string;
  /** where it was asked */
  conversation: string;
  /** who */
  bot: Person;
  /** Markdown */
  text: string;
}

/** Somebody ran a slash command of the reader's, a bot. The same one may come twice. */
export interface EventSlashAsked {
  type: 'slash.asked';
  /** what `slash.answer` names */
  ask: string;
  /** where */
  conversation: string;
  /** without the slash */
  name: string;
  /** what followed it */
  text: string;
  /** who; absent if it is somebody from outside whom programs do not get to know */
  asker?: Person;
  /** until when the first answer has to be there */
  answer_by: string;
}

/** The bot did not answer in time, and will not any more. */
export interface EventSlashUnanswered {
  type: 'slash.unanswered';
  /** what it did not answer */
  ask: string;
  /** where it was asked */
  conversation: string;
}

/** Somebody types. */
export interface EventTyping {
  type: 'typing';
  /** where */
  conversation: string;
  /** who */
  person: string;
}

/** Confirms that externals are still needed, for as many days as the policies say from now; what nobody confirms in time ends by itself. Who may hand externals over may confirm them. */
export interface ExternalCommandConfirm {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** whose and where */
  which: ExternalSelection;
  /** why, 0 to 500 chars */
  reason?: string;
}

/** Counts the externals of a workspace by their class, beside the quotas that are set; for owners and admins. */
export interface ExternalCommandCount {
  /** which workspace */
  workspace: string;
}

/** Ends what externals have in a workspace, with the invitations, requests and join links that would give it again: of an inviter and of a conversation all links, of a mail domain those that are for it alone; from others it is taken off. Owners and admins of the workspace end everything, be they in the conversations or not; members end what they gave themselves, by `inviter`. When this answers, nothing more of those conversations is written to those people. If it fails halfway, what has ended stays so, and the same command goes on. */
export interface ExternalCommandEnd {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** what is to end */
  which: ExternalSelection;
  /** why, 0 to 500 chars */
  reason?: string;
}

/** Lets somebody else answer for externals, or again for those whom nobody answers for: the end that was set holds again. For those who answer for them, for those who manage the conversation or the workspace, be they in it or not, and for members of a DM; of people, firms and inviters other than oneself, for owners and admins. Where the successor may bring no externals in, all stays as it is, and the answer says so. Of people, firms and inviters the guests go with them, if the successor may invite some. */
export interface ExternalCommandHandOver {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** whose and where */
  which: ExternalSelection;
  /** the successor, who is in those conversations; oneself takes them over */
  to: string;
  /** why, 0 to 500 chars */
  reason?: string;
}

/** Mails somebody an invitation to become a guest of the workspace: known there, and in no conversation until somebody adds them. For whom the policy `guest_invite` lets; where externals have to be approved, for owners and admins. Somebody who is a member or a guest is mailed nothing, and the answer is the same. `workspace.invitations` lists it, and `external.end` ends it. Fails with `not_allowed` or `limit_reached`. */
export interface ExternalCommandInvite {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** an email address, 3 to 254 chars; its domain may be international */
  email: string;
  /** what they are called, if they do not say, 1 to 120 chars */
  name?: string;
  /** stands in the mail, 0 to 500 chars */
  note?: string;
  /** when they are a guest no more; the policies may end it earlier */
  until?: string;
  /** what they are to us, such as customer, 1 to 120 chars */
  relation?: string;
}

/** Lists the externals of a workspace, each once; for owners and admins, be they in the conversations or not. */
export interface ExternalCommandListExternals {
  /** which workspace */
  workspace: string;
  /** which of them; absent: all who have something or are invited */
  filter?: ExternalFilter;
  /** by what; absent: by name */
  order?: 'name' | 'newest' | 'unseen' | 'grants';
  /** the `next` of the page before, 1 to 512 chars */
  after?: string;
  /** entries of the page, 1 to 200; 50 if absent */
  limit?: number;
}

/** Tells what `external.end` would end now, and changes nothing. Who may end it may ask. */
export interface ExternalCommandPreviewEnd {
  /** which workspace */
  workspace: string;
  /** what is to end */
  which: ExternalSelection;
}

/** Sets when what externals have in a workspace ends by itself, as to renew it; the open invitations that would give the same follow. Owners and admins of the workspace set the end of everything, be they in the conversations or not; members of what they gave themselves, by `inviter`, where they may still bring externals in. What may not end then stays as it is, and the answer says so. If it fails halfway, what was set stays so, and the same command goes on. */
export interface ExternalCommandSetUntil {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** whose and where */
  which: ExternalSelection;
  /** a time to come; absent: no end */
  until?: string;
  /** what else ends it, of grants; absent: nothing */
  conditions?: EndConditions;
  /** why, 0 to 500 chars; what an owner or admin gives a reason and an end is an exception that the policies pass over until then */
  reason?: string;
}

/** Shows everything that an external reaches in a workspace now, and by what; for owners and admins. Conversations that the sender may not find have no name. */
export interface ExternalCommandShow {
  /** which workspace */
  workspace: string;
  /** which external */
  person: string;
}

/** The externals of a workspace in numbers, for its admins; who is invited counts, and so does who is suspended. */
export interface ExternalCounts {
  /** those of one conversation */
  single: QuotaUse;
  /** those of several */
  multi: QuotaUse;
  /** both */
  all: QuotaUse;
  /** the people who are members of the workspace */
  members: number;
}

/** An external on the list of a workspace, for its admins. */
export interface ExternalEntry {
  /** who; absent if they are invited and have nothing yet */
  person?: string;
  /** their own name, or the one that the inviter suggested */
  name?: string;
  /** their address; it is what they were invited by */
  email?: string;
  /** they have none: they came by a claim code, or are to come by one */
  unverified: boolean;
  /** what they have */
  state: 'active' | 'orphaned' | 'pending' | 'awaiting_approval' | 'suspended' | 'expired' | 'former';
  /** whether that is one conversation or several; absent if they have nothing and are not invited */
  external_class?: 'single' | 'multi';
  /** the number of conversations that they were let into and are still in */
  grants: number;
  /** the number of invitations that they have not answered */
  invitations: number;
  /** who answers for them, or invited them, last */
  sponsor?: string;
  /** what they are to us, as said last */
  relation?: string;
  /** when they were let in, or invited, first */
  since: string;
  /** when the newest message here that they have read was sent; when they sign in is nobody's matter but theirs */
  seen?: string;
  /** the next time when something they have ends by itself */
  until?: string;
  /** the next time by which somebody has to confirm them somewhere */
  confirm_by?: string;
}

/** The externals that are wanted: those for whom all that is given holds. */
export interface ExternalFilter {
  /** in one of these; absent: all but expired and former */
  states?: Array<'active' | 'orphaned' | 'pending' | 'awaiting_approval' | 'suspended' | 'expired' | 'former'>;
  /** of this class */
  external_class?: 'single' | 'multi';
  /** in this one, or invited to it */
  conversation?: string;
  /** with an address at this mail domain */
  mail_domain?: string;
  /** let in, or invited, by this person last */
  sponsor?: string;
  /** of this relation, as said last */
  relation?: string;
  /** whose name or address has this in it, 1 to 100 chars */
  text?: string;
  /** here since this time or later */
  since_from?: string;
  /** here since before this time */
  since_to?: string;
  /** who have read nothing that was sent at this time or later */
  unseen_since?: string;
}

/** One conversation that one external was let into, for the admins of its workspace. */
export interface ExternalGrant {
  /** who */
  person: Person;
  /** which conversation */
  conversation: string;
  /** group, thread or DM */
  kind: 'group' | 'thread' | 'dm';
  /** its name, if it is an open or private group or the reader is in it */
  name?: string;
  /** who answers for them */
  sponsor?: string;
  /** when */
  since: string;
  /** when their access ends by itself */
  until?: string;
  /** what it depends on */
  terms: GrantTerms;
}

/** The externals of a workspace in numbers. */
export interface ExternalResultCounted {
  type: 'external_counts';
  /** how many there are, and may be */
  counts: ExternalCounts;
}

/** Everything that one external reaches in a workspace. */
export interface ExternalResultExternalReach {
  type: 'external_reach';
  /** who */
  external: ExternalEntry;
  /** what they reach, 500 at most, in the order of the conversations' ids */
  conversations: Array<ReachedConversation>;
  /** there are others */
  more: boolean;
}

/** A page of externals. */
export interface ExternalResultExternals {
  type: 'externals';
  /** in the order asked for */
  externals: Array<ExternalEntry>;
  /** how many there are on all pages */
  total: number;
  /** what to send as `after` for the next page; absent on the last */
  next?: string;
}

/** The end of what was asked for is set. */
export interface ExternalResultExternalsDated {
  type: 'externals_dated';
  /** how many times one person has another end in one conversation now */
  grants: number;
  /** how many will give one that ends so */
  invitations: number;
  /** how many were left as they are because they may not end then */
  kept: number;
  /** some of these with the reason, 50 at most, in the order of the people's ids */
  first_kept: Array<ExternalResultKeptGrant>;
}

/** What was asked for has ended. */
export interface ExternalResultExternalsEnded {
  type: 'externals_ended';
  /** how many times one person lost one conversation */
  grants: number;
  /** how many were taken back */
  invitations: number;
  /** how many were taken back */
  join_links: number;
  /** how many ended */
  join_requests: number;
  /** how many lost something */
  people: number;
  /** how many were lost by somebody */
  conversations: number;
  /** the proof for all of them; names 500 sessions at most, and counts all by node */
  receipt: Receipt;
}

/** Somebody answers for what was asked for, or has confirmed it. */
export interface ExternalResultExternalsKept {
  type: 'externals_kept';
  /** how many times that is one person in one conversation */
  grants: number;
  /** how many were left as they are */
  kept: number;
  /** some of these with the reason, 50 at most, in the order of the people's ids */
  first_kept: Array<ExternalResultKeptGrant>;
}

/** What would end. */
export interface ExternalResultExternalsToEnd {
  type: 'externals_to_end';
  /** how many times one person would lose one conversation */
  grants: number;
  /** how many would be taken back */
  invitations: number;
  /** how many would be taken back */
  join_links: number;
  /** how many would end */
  join_requests: number;
  /** how many would lose something */
  people: number;
  /** how many would be lost by somebody */
  conversations: number;
  /** some of the grants, 50 at most, in the order of the people's ids */
  first: Array<ExternalGrant>;
}

/** A grant that was left as it is. */
export interface ExternalResultKeptGrant {
  /** which external */
  person: string;
  /** where */
  conversation: string;
  /** the reason, for people */
  why: string;
}

/** The part of what externals have in a workspace that a command is about: grants and invitations. */
export type ExternalSelection = ExternalSelectionGrants | ExternalSelectionOfPerson | ExternalSelectionOfMailDomain | ExternalSelectionOfInviter | ExternalSelectionOfConversation;

/** One external in one conversation. */
export interface ExternalSelectionGrant {
  /** who */
  person: string;
  /** where */
  conversation: string;
}

/** These, one by one. */
export interface ExternalSelectionGrants {
  type: 'grants';
  /** at most 200 */
  grants: Array<ExternalSelectionGrant>;
}

/** All in one conversation; externals whom a group leads there are shut out. */
export interface ExternalSelectionOfConversation {
  type: 'conversation';
  /** which */
  conversation: string;
}

/** All that one person gave. */
export interface ExternalSelectionOfInviter {
  type: 'inviter';
  /** who */
  inviter: string;
}

/** All of the people with an address at a mail domain, as of a firm. */
export interface ExternalSelectionOfMailDomain {
  type: 'mail_domain';
  /** such as partner.example; addresses below it, as at mail.partner.example, are others */
  domain: string;
}

/** All of one person. */
export interface ExternalSelectionOfPerson {
  type: 'person';
  /** who */
  person: string;
}

/** One version of a file: who brought it, when, and what for. */
export interface FileVersion {
  /** 1 for the first */
  version: number;
  /** what its owner called it */
  name: string;
  /** in bytes */
  size: number;
  /** the media type that its content shows */
  type: string;
  /** of its bytes, 64 hexadecimal digits */
  sha256: string;
  /** who brought it */
  by: Person;
  /** when */
  at: string;
  /** what for */
  note?: string;
}

/** A file of a message, as it is now. Its bytes are read at `GET /v1/files/<id>` by who sees the message. */
export interface FileView {
  /** its name for the server, the same for all its versions */
  file: string;
  /** what its owner calls it */
  name: string;
  /** in bytes, as they are read; of JPEG, PNG and WebP without what tells where and by whom they were made */
  size: number;
  /** the media type that its content shows, whatever its name says */
  type: string;
  /** of the bytes that are read, 64 hexadecimal digits */
  sha256: string;
  /** 1 for the first, and one more each time it is replaced */
  version: number;
  /** what is known of it as a picture; absent if it is none, or one that is too large to look at */
  picture?: Picture;
}

/** Says whose the text of a message is that was passed on. Only the server writes it: a text that looks like one has none. Where the original stands is told by `message.source`, to who sees it there. */
export interface Forwarded {
  /** where in the text of the message, in UTF-16 code units, the original begins as it was then; what stands before it, without the blank line between, is of who passed it on */
  begins: number;
  /** by which name its author shows; absent where the reader does not see them */
  author?: string;
  /** when the original was sent */
  sent_at: string;
}

/** A conversation whose name a search found. */
export interface FoundConversation {
  /** which */
  conversation: string;
  /** a group or a thread */
  kind: 'group' | 'thread' | 'dm';
  /** its name */
  name: string;
}

/** The dates and conditions that the access of an external depends on, for members: `until` of the entry is the earliest of the dates. */
export interface GrantTerms {
  /** the end that was set; it holds again once somebody answers for them, or confirms them */
  end?: string;
  /** nobody answers for them any more, and by then somebody has to */
  orphaned_until?: string;
  /** somebody has to confirm them by then */
  confirm_by?: string;
  /** from when on who answers for them is asked to confirm them */
  confirm_from?: string;
  /** what else ends it */
  conditions: EndConditions;
  /** when they were let in */
  since: string;
  /** their own way in shows what was sent after this; absent if it shows everything */
  shows_from?: string;
  /** what they are to us */
  relation?: string;
}

/** Makes a group, with the sender as its admin. */
export interface GroupCommandCreate {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** 1 to 100 chars, one line */
  name: string;
  /** who may find it */
  visibility: 'open' | 'private' | 'secret';
  /** who is in it from the start, at most 500 */
  people: Array<string>;
}

/** Joins an open group of a workspace that the sender is a member of. */
export interface GroupCommandJoin {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which group */
  conversation: string;
}

/** Lists the groups of a workspace that the sender may find, in the order of their ids. */
export interface GroupCommandListGroups {
  /** which workspace */
  workspace: string;
  /** the last group of the page before */
  after?: string;
  /** entries of the page, 1 to 200; 50 if absent */
  limit?: number;
}

/** Changes what somebody may do in a group; for its admins. Fails with `conflict` if no admin would be left. */
export interface GroupCommandSetRole {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which group */
  conversation: string;
  /** who */
  person: string;
  /** the new role */
  role: 'admin' | 'member';
}

/** The newest position of a conversation. */
export interface Head {
  /** which */
  conversation: string;
  /** the newest position the reader may see */
  head: number;
  /** something unread mentions the reader */
  mentioned: boolean;
}

/** A file that a hold keeps. */
export interface HeldFile {
  /** which file */
  id: string;
  /** what it is called */
  name: string;
  /** its bytes */
  size: number;
  /** the SHA-256 of its bytes, in hexadecimal digits */
  sha256?: string;
}

/** A version of a message, the options of its poll, or a file of one, that a hold keeps. */
export interface HeldItem {
  /** where it was written */
  conversation: string;
  /** its position there */
  pos: number;
  /** who wrote or shared it */
  author: string;
  /** whether people still see it so */
  state: 'there' | 'taken';
  /** the text of the message, the options of its poll as lines, or the note of a file; absent for a file itself */
  text?: string;
  /** the file; absent for a text */
  file?: HeldFile;
  /** when the message was sent */
  sent_at?: string;
  /** when this version was written, or the file was shared */
  written_at?: string;
  /** when people took it away */
  taken_at?: string;
}

/** The first frame of a started connection: whose it is, and what the server keeps to. */
export interface Hello {
  type: 'hello';
  /** the session that was started */
  session: string;
  /** whose it is */
  account: string;
  /** the server's clock */
  server_time: string;
  /** the protocol's version */
  version: number;
  /** names of optional things that this server can do */
  capabilities: Array<string>;
  /** the limits that a client should know */
  limits: LimitsView;
  /** what to send in the next `session.resume` */
  since: string;
}

/** A part of a text that a search meant. */
export interface Highlight {
  /** its first UTF-16 unit, from 0 */
  from: number;
  /** the one after its last */
  to: number;
}

/** The part of the past that somebody who is added may see. */
export type HistoryWindow = HistoryWindowFromNow | HistoryWindowEverything | HistoryWindowLastDays | HistoryWindowFromMessage;

/** All of it. */
export interface HistoryWindowEverything {
  type: 'everything';
}

/** From one message on. */
export interface HistoryWindowFromMessage {
  type: 'from_message';
  /** its position */
  pos: number;
}

/** Nothing that was before. */
export interface HistoryWindowFromNow {
  type: 'from_now';
}

/** The messages that were sent in the last days. */
export interface HistoryWindowLastDays {
  type: 'last_days';
  /** 1 to 3650 */
  days: number;
}

/** A message that a search found. */
export interface Hit {
  /** as it is now */
  message: Message;
  /** the name of its conversation, empty for a DM */
  name: string;
  /** the parts of its text that were meant, in their order; at most 50 */
  highlights: Array<Highlight>;
}

/** A legal hold that stands. */
export interface HoldView {
  /** which hold */
  id: string;
  /** on which conversation */
  conversation?: string;
  /** on what which person writes */
  person?: string;
  /** why, in the words of who placed it */
  reason: string;
  /** who placed it */
  by: string;
  /** when */
  at: string;
}

/** Puts a conversation out of sight in the sender's inbox until something new is in it, or back. It stays what it is for everybody else, and its events keep coming. */
export interface InboxCommandArchiveEntry {
  /** which conversation */
  conversation: string;
  /** the newest position the sender knows there, beyond which all is news; absent to put it back */
  pos?: number;
}

/** Follows a file of a message, or stops: who follows it is told of its newer versions. Who shared it first need not, nor who follows the conversation. */
export interface InboxCommandFollowFile {
  /** which conversation */
  conversation: string;
  /** the position of the message */
  pos: number;
  /** which of its files */
  file: string;
  /** true to do it, false to undo it */
  on: boolean;
}

/** Lists the sender's conversations, the one with the newest event first. One that gets an event while the pages are read moves to the front and may be on none of them: list again from the front as far as heads are newer, and open what an event `head` names that no page had. A conversation whose reminder came counts as new at that moment. */
export interface InboxCommandListInbox {
  /** the `next` of the page before, 1 to 512 chars */
  after?: string;
  /** entries of the page, 1 to 200; 50 if absent */
  limit?: number;
  /** which of them; those that are not archived if absent */
  show?: 'active' | 'important' | 'reminded' | 'archived';
}

/** Lists the messages that mention the sender, the newest first. */
export interface InboxCommandListMentions {
  /** entries of the page, 1 to 200; 50 if absent */
  limit?: number;
}

/** Lists what the sender is told of, the newest first: of at most the last 1000 notices, which are kept for 30 days. Reading a conversation settles its notices on every device. */
export interface InboxCommandListNotices {
  /** the `next` of the page before, 1 to 512 chars */
  after?: string;
  /** entries of the page, 1 to 200; 50 if absent */
  limit?: number;
}

/** Tells how far everybody in a conversation has got. */
export interface InboxCommandListReceipts {
  /** which conversation */
  conversation: string;
}

/** Lists the messages that the sender saved, the last one saved first. What was deleted, or is no longer theirs to see, is not among them. */
export interface InboxCommandListSaved {
  /** the `next` of the page before, 1 to 512 chars */
  after?: string;
  /** messages of the page, 1 to 200; 50 if absent */
  limit?: number;
}

/** Says up to where the sender's device has a conversation; an earlier position changes nothing. */
export interface InboxCommandMarkDelivered {
  /** which conversation */
  conversation: string;
  /** the last position that arrived */
  pos: number;
}

/** Moves the sender's read mark forward; an earlier position changes nothing. */
export interface InboxCommandMarkRead {
  /** which conversation */
  conversation: string;
  /** the last position that was read */
  pos: number;
}

/** Has a conversation come to the front of the sender's inbox at a time, in place of the reminder that was asked for before. It comes within some seconds, also where the sender has archived it, and is `reminded` until it is archived or reminded of again. A reminder of what the sender no longer sees does not come; of what is archived for everybody none is taken (`closed`). */
export interface InboxCommandRemindOfEntry {
  /** which conversation */
  conversation: string;
  /** when, at most five years ahead; absent for never, which also ends `reminded` */
  at?: string;
}

/** Keeps a message among those that the sender saved, or no longer. Nobody else learns of it. Fails with `limit_reached`: a thousand are kept. */
export interface InboxCommandSaveMessage {
  /** which conversation */
  conversation: string;
  /** the position of the message */
  pos: number;
  /** true to keep it, false to let it go */
  on: boolean;
}

/** Says what the sender wants to hear of a conversation. Replaces what was said before: what is absent is as everywhere else. */
export interface InboxCommandSetConversationNotify {
  /** which conversation */
  conversation: string;
  /** of which messages the sender is told */
  level?: 'all' | 'mentions' | 'nothing';
  /** in which mails */
  mail?: 'immediate' | 'daily' | 'weekly' | 'off';
  /** up to when the sender is told of nothing */
  muted_until?: string;
}

/** Names the words of which the sender wants to hear wherever they stand; replaces those of before. */
export interface InboxCommandSetKeywords {
  /** each a word or a few that follow each other, 1 to 64 chars; at most 50. They are found as whole words, whatever their case and accents */
  keywords: Array<string>;
}

/** Says what the sender wants to hear of where nothing else is said of a conversation. Replaces what was said before: what is absent is as the server does it. */
export interface InboxCommandSetNotify {
  /** of which messages the sender is told; mentions if absent, and all in DMs */
  level?: 'all' | 'mentions' | 'nothing';
  /** in which mails; immediate if absent */
  mail?: 'immediate' | 'daily' | 'weekly' | 'off';
}

/** Says when nothing should ring for the sender or be mailed to them; replaces what was said before. */
export interface InboxCommandSetQuiet {
  /** the times */
  quiet: QuietHours;
}

/** Shows what the sender wants to hear of a conversation. */
export interface InboxCommandShowConversationNotify {
  /** which conversation */
  conversation: string;
}

/** Shows what the sender wants to hear of, where nothing else is said of a conversation. */
export interface InboxCommandShowNotify {
}

/** One conversation in the inbox of the reader. */
export interface InboxEntry {
  /** which */
  conversation: ConversationView;
  /** the beginning of the newest message, or the name of its first file */
  preview?: string;
  /** the newest position the reader may see */
  head: number;
  /** something after the read mark */
  unread: boolean;
  /** 0 to 99; 100 means more than 99 */
  unread_count: number;
  /** unread messages that mention the reader */
  mentions: number;
  /** the read mark */
  read_pos: number;
  /** is followed */
  followed: boolean;
  /** a direct message, or one that the reader follows, started, wrote in, or is mentioned in */
  important: boolean;
  /** the reader archived it, and nothing new is in it since */
  archived: boolean;
  /** when the reader wants to be reminded of it */
  remind_at?: string;
  /** a reminder came, and the conversation was not archived since */
  reminded: boolean;
}

/** What the sender wants to hear of a conversation. */
export interface InboxResultConversationNotify {
  type: 'conversation_notify';
  /** what was said of it */
  level?: 'all' | 'mentions' | 'nothing';
  /** in which mails, if it was said */
  mail?: 'immediate' | 'daily' | 'weekly' | 'off';
  /** up to when they are told of nothing */
  muted_until?: string;
  /** the level that holds, with what is said elsewhere */
  in_force: 'all' | 'mentions' | 'nothing';
}

/** A page of the inbox. */
export interface InboxResultInbox {
  type: 'inbox';
  /** the one with the newest event first */
  entries: Array<InboxEntry>;
  /** what to send as `after`; absent on the last page */
  next?: string;
}

/** Messages that mention the sender. */
export interface InboxResultMentions {
  type: 'mentions';
  /** the newest first */
  messages: Array<Message>;
}

/** A page of what the reader is told of. */
export interface InboxResultNotices {
  type: 'notices';
  /** the newest first */
  notices: Array<NoticeView>;
  /** what to send as `after`; absent on the last page */
  next?: string;
}

/** What the sender wants to hear of where nothing else is said of a conversation. */
export interface InboxResultNotifySettings {
  type: 'notify_settings';
  /** of which messages they are told; DMs count as `all` unless it is `nothing` */
  level: 'all' | 'mentions' | 'nothing';
  /** in which mails; `off` too if they stopped them by the link in one */
  mail: 'immediate' | 'daily' | 'weekly' | 'off';
  /** when nothing should ring */
  quiet: QuietHours;
  /** the words of which they want to hear */
  keywords: Array<string>;
}

/** The positions that people have reached. */
export interface InboxResultReceipts {
  type: 'receipts';
  /** one for each person */
  watermarks: Array<Watermark>;
}

/** Messages that the sender saved. */
export interface InboxResultSaved {
  type: 'saved';
  /** the last one saved first */
  messages: Array<Message>;
  /** what to send as `after`; absent on the last page */
  next?: string;
}

/** Asks for heads of a conversation only, no longer for its events. */
export interface InterestCommandClose {
  /** which conversation */
  conversation: string;
}

/** Follows a conversation, or stops: all events of what is followed come to every connection of the sender, as of what is open; of the rest only heads. */
export interface InterestCommandFollow {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
  /** true to do it, false to undo it */
  on: boolean;
}

/** Asks for all events of a conversation from now on; with a cursor those after it follow first. If they are too many or too old, a `resync` follows instead. */
export interface InterestCommandOpen {
  /** which conversation */
  conversation: string;
  /** the last position the client has */
  cursor?: number;
}

/** Says whether the sender is there. */
export interface InterestCommandSetPresence {
  /** online, away or dnd */
  state: 'online' | 'away' | 'dnd' | 'offline';
  /** a line to show, 0 to 100 chars */
  text?: string;
}

/** Shows for a few seconds that the sender types. */
export interface InterestCommandStartTyping {
  /** which conversation */
  conversation: string;
}

/** Asks for the presence of these people, in place of those asked for before; people the sender may not see are left out. */
export interface InterestCommandSubscribe {
  /** at most 200 */
  people: Array<string>;
}

/** The conversation is open; events follow. */
export interface InterestResultOpened {
  type: 'opened';
  /** as the sender sees it */
  conversation: ConversationView;
  /** the newest position the sender may see */
  head: number;
}

/** Accepts an invitation to the sender's address. Fails with `link_spent`. */
export interface InvitationCommandAccept {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which invitation */
  invitation: string;
}

/** Approves an invitation that waits for it: it is mailed now, or the person comes in who was added by name, unless they have to accept it themselves; on the inviter's word, who answers for them. Fails with `conflict` if it waits no more, as when it has expired, was taken back, or its inviter may bring nobody in any more; with `closed`, `locked` or `limit_reached`. */
export interface InvitationCommandApprove {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which invitation */
  invitation: string;
}

/** Uses a claim code: makes an account without an address, and a session for it. The refresh token of that session is all that opens the account: there is no password and no mail, and once the session has ended, by whatever way, the account and its access are gone for good. Fails with `link_spent`, no matter why the code does not work. */
export interface InvitationCommandClaim {
  /** the code as it was told; case, spaces and hyphens do not matter */
  code: string;
  /** the name to show, 1 to 100 chars; absent: as the inviter calls them */
  name?: string;
  /** the name of the device, 1 to 100 chars */
  device: string;
}

/** Makes a claim code for somebody who has no address: told to them, it lets one person into one group or thread, once, from one device. Those who may bring an external in may make one, where the policy `external_without_email` lets them. It is an invitation in all else: it counts as an external from now on, may have to wait for approval, is listed by `invitation.list`, taken back by `member.remove`, never mailed, and worth what its inviter may do. Fails with `closed`, `locked` or `limit_reached`. */
export interface InvitationCommandCreateCode {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which group or thread */
  conversation: string;
  /** how to call the person, 1 to 100 chars; they may say otherwise */
  name?: string;
  /** when the code stops working, at most 7 days from now; absent: in 24 hours */
  expires_at?: string;
  /** how much of the past they see; absent: what the policies say */
  history?: HistoryWindow;
  /** when their access ends by itself */
  until?: string;
  /** what they are to us, 1 to 100 chars */
  relation?: string;
  /** what else ends their access */
  conditions?: EndConditions;
  /** as in `member.add` */
  confirm_first?: boolean;
}

/** Declines an invitation to the sender's address. Fails with `link_spent`. */
export interface InvitationCommandDecline {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which invitation */
  invitation: string;
}

/** Denies an invitation that waits for approval. Its inviter is told, with the reason; who was to come hears nothing. Fails with `conflict` if it waits no more. */
export interface InvitationCommandDeny {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which invitation */
  invitation: string;
  /** why, 0 to 500 chars */
  reason?: string;
}

/** Lists the invitations of a workspace that the sender may approve, the oldest first: for owners and admins all that wait, for others those into conversations they manage, where the policy `external_approval` leaves it to them. Names that the sender could not find stay hidden. */
export interface InvitationCommandListAwaiting {
  /** which workspace */
  workspace: string;
}

/** Lists invitations that nobody has answered: of a conversation all for those who manage it and for others their own, else those that the sender may accept. An invitation is worth what its inviter may do now. Once they may not bring anybody in any more, it is `dead`: its link answers `link_spent`, and the owner of the address hears nothing of it. It lives again with the right, as after a suspension. A person who is suspended in the workspace sees no invitation there; the inviting side sees no difference. The owner of the address sees only the name of an open or private group; names of secret groups, threads and DMs stay hidden until the invitation is accepted. `undeliverable` means that the mail came back; the owner of the address can still accept it here. `awaiting_approval` means that it waits for somebody to approve it, and that the owner of the address knows nothing of it. */
export interface InvitationCommandListInvitations {
  /** which conversation; absent: those to the sender */
  conversation?: string;
}

/** Mails an invitation again, with a new link that replaces the old one; for the inviter, and for those who manage the conversation or its workspace. One that expired while it waited for approval waits again. Fails with `limit_reached`. */
export interface InvitationCommandResend {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which invitation */
  invitation: string;
}

/** Stops the mails that somebody's word sends to the address whose mail carried the token: invitations, and news of additions. Nobody hears of it. Fails with `link_spent`. */
export interface InvitationCommandStopMails {
  /** the token from the link at the end of the mail */
  token: string;
  /** from everybody on this server, not only from the workspace of that mail */
  everybody: boolean;
}

/** A claim code, shown only now. */
export interface InvitationResultClaimCodeCreated {
  type: 'claim_code_created';
  /** by which it is listed, and taken back */
  invitation: string;
  /** to be told to the person: letters and digits in groups; how it is typed in matters little */
  code: string;
  /** when it stops working */
  expires_at: string;
  /** `awaiting_approval` if it works only once somebody approves it */
  state: 'pending' | 'undeliverable' | 'awaiting_approval' | 'expired' | 'accepted' | 'declined' | 'denied' | 'revoked' | 'dead';
}

/** Invitations. */
export interface InvitationResultInvitations {
  type: 'invitations';
  /** the newest first */
  invitations: Array<InvitationView>;
}

/** Invitations that wait for approval. */
export interface InvitationResultInvitationsAwaiting {
  type: 'invitations_awaiting';
  /** the oldest first */
  invitations: Array<InvitationView>;
  /** there are others */
  more: boolean;
}

/** An invitation, as the inviting or the invited side sees it. */
export interface InvitationView {
  /** which */
  invitation: string;
  /** into which conversation */
  conversation: string;
  /** what kind of conversation */
  kind: 'group' | 'thread' | 'dm';
  /** the name of the conversation; to the invited side only that of an open or private group, until the invitation is accepted */
  title?: string;
  /** the address that was invited; absent if it is about a person, or has a code */
  email?: string;
  /** how its inviter calls who has no address; to the inviting side */
  name?: string;
  /** when its code ends, if it has one instead of an address; the code itself is shown only when it is made */
  code_expires_at?: string;
  /** who was added by name, and comes in once they accept, or somebody approves it */
  person?: Person;
  /** who invited */
  inviter: Person;
  /** what became of it */
  state: 'pending' | 'undeliverable' | 'awaiting_approval' | 'expired' | 'accepted' | 'declined' | 'denied' | 'revoked' | 'dead';
  /** when it was made */
  created_at: string;
  /** when the access it gives would end */
  until?: string;
  /** what else would end it, if something does; for the inviting side */
  conditions?: EndConditions;
}

/** Applies by a join link, as the sender, who shows those who manage the conversation their name and address. Applying again is the same request. Fails with `link_spent` if the link leads nowhere, and for somebody whom it let in before or who was taken out of the conversation: they have to be added; with `not_allowed` if it is not for the sender's mail domain; with `limit_reached`. */
export interface JoinCommandApply {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** the token from the link */
  token: string;
  /** what those who answer should read, 0 to 500 chars */
  note?: string;
}

/** Applies by a join link for an address, whose owner goes on by an invitation that is mailed there: at once, or when the request is approved. The answer is the same for every address. Fails with `link_spent`; with `not_allowed` if the link is not for this mail domain; with `limit_reached`. */
export interface JoinCommandApplyByMail {
  /** the token from the link */
  token: string;
  /** the address */
  email: string;
  /** what to call the owner of the address, 1 to 100 chars */
  name?: string;
  /** what those who answer should read, 0 to 500 chars */
  note?: string;
}

/** Lets in who asked, or mails an invitation to an address that is not proved yet. For those who manage the conversation and may bring an external in; the newcomer is in their care. Fails with `conflict` if the request can be approved no more, as when its link was taken back, or the person was taken out of the conversation; with `closed`, `locked` or `limit_reached`. */
export interface JoinCommandApprove {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which request */
  request: string;
}

/** Makes a link by which people apply to join a group or a thread. Those who may bring an external in may make one, if the policy `external_join` lets them; one that lets people in without an answer takes somebody who manages the conversation, and `link` as the policy. It is worth what its maker may do now: a person who was taken out of the conversation, left the workspace or is suspended leaves only dead ones. Who joins by it is in the care of who made it, or of who approved. Fails with `closed`, `locked` or `limit_reached`. */
export interface JoinCommandCreateLink {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which group or thread */
  conversation: string;
  /** when it stops working, at most 90 days from now; absent: in 7 days */
  expires_at?: string;
  /** how many people it lets in, 1 to 1000; absent: one */
  uses_max?: number;
  /** the mail domains that they must have, at most 100; absent: any */
  mail_domains?: Array<string>;
  /** who manages the conversation answers each application; absent: yes */
  approval?: boolean;
  /** how much of the past they see; absent: what the policies say. Somebody who was there before sees what follows from then on, whatever stands here */
  history?: HistoryWindow;
  /** when the access it gives ends by itself; not together with `days` */
  until?: string;
  /** how many days the access it gives lasts, 1 to 3650 */
  days?: number;
  /** what they are to us, 1 to 100 chars */
  relation?: string;
  /** stands on its page, 0 to 500 chars */
  note?: string;
  /** what else ends the access it gives */
  conditions?: EndConditions;
  /** as in `member.add` */
  confirm_first?: boolean;
}

/** Denies a request to join, for those who manage the conversation or its workspace. Who asked learns that it was not approved, and no more. Fails with `conflict` if it was answered. */
export interface JoinCommandDeny {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which request */
  request: string;
}

/** Lists the join links that were not revoked: into a conversation all for those who manage it and for other members their own, the newest first; or all of a workspace, in the order of their ids, for its owners and admins, who see no name of a conversation that they could not find. Exactly one of both. */
export interface JoinCommandListLinks {
  /** into which conversation */
  conversation?: string;
  /** of which workspace */
  workspace?: string;
  /** behind which link the page begins; of a workspace only */
  after?: string;
}

/** Lists the requests to join a conversation that wait for an answer, for those who manage it. */
export interface JoinCommandListRequests {
  /** which conversation */
  conversation: string;
}

/** Tells what a join link is for, without using it. Names of threads and of secret groups stay hidden. Fails with `link_spent` if it leads nowhere, for whatever reason. */
export interface JoinCommandOpenLink {
  /** the token from the link */
  token: string;
}

/** Takes a join link back, with the requests that came by it and with the open invitations that it mailed; for its maker, and for those who manage the conversation or its workspace, be they in it or not. Who has joined stays. */
export interface JoinCommandRevokeLink {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which link */
  link: string;
}

/** Suggests somebody from outside by address, for a group or thread that the sender is in: who manages it lets them in or not, as `join_request.list` shows. For members, and for externals where the policy `external_may_suggest` lets them. The answer is the same for every address, and suggesting one again is the same request. Fails with `not_allowed`, `closed` or `limit_reached`. */
export interface JoinCommandSuggest {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which group or thread */
  conversation: string;
  /** the address */
  email: string;
  /** what to call the owner of the address, 1 to 100 chars */
  name?: string;
  /** what those who answer should read, 0 to 500 chars */
  note?: string;
}

/** A join link, as who made it and who manages the conversation see it. Its token is shown to nobody again. */
export interface JoinLinkView {
  /** which */
  link: string;
  /** into which conversation */
  conversation: string;
  /** what kind of conversation */
  kind: 'group' | 'thread' | 'dm';
  /** its name, if the reader may know it */
  title?: string;
  /** who made it */
  maker: Person;
  /** whether people can apply by it */
  state: 'open' | 'used_up' | 'expired' | 'revoked' | 'dead';
  /** how many people it lets in */
  uses_max: number;
  /** how many it has let in, open invitations by it among them */
  uses: number;
  /** the mail domains that who comes by it must have; absent: any */
  mail_domains?: Array<string>;
  /** each application waits for an answer */
  approval: boolean;
  /** how much of the past they see; absent: what the policies say */
  history?: HistoryWindow;
  /** when the access it gives ends */
  until?: string;
  /** how many days the access it gives lasts */
  days?: number;
  /** what they are to us */
  relation?: string;
  /** what stands on its page */
  note?: string;
  /** what else ends the access it gives, if something does */
  conditions?: EndConditions;
  /** when it was made */
  created_at: string;
  /** when it stops working */
  expires_at: string;
}

/** A request to join, as who manages the conversation sees it. Who asks shows them name and address by asking; an address that was only typed in is not proved yet. */
export interface JoinRequestView {
  /** which */
  request: string;
  /** into which conversation */
  conversation: string;
  /** by which join link; absent if somebody suggested them */
  link?: string;
  /** who suggested them */
  suggested_by?: string;
  /** what they call themselves */
  name?: string;
  /** their address */
  email?: string;
  /** they read the mail of that address */
  proved: boolean;
  /** what they wrote */
  note?: string;
  /** when they asked */
  created_at: string;
  /** until when it can be answered */
  expires_at: string;
}

/** The application was taken. */
export interface JoinResultJoinApplied {
  type: 'join_applied';
  /** what came of it */
  outcome: 'joined' | 'pending' | 'mailed' | 'denied';
  /** where they are now, if they joined */
  conversation?: string;
  /** which request waits, to somebody who is signed in */
  request?: string;
}

/** The join link is there. */
export interface JoinResultJoinLinkCreated {
  type: 'join_link_created';
  /** which */
  link: string;
  /** what its page sends; shown this once */
  token: string;
  /** the address of its page, to be passed on */
  url: string;
}

/** A join link, as somebody who has it may see it. */
export interface JoinResultJoinLinkShown {
  type: 'join_link_shown';
  /** the name of who made it */
  inviter: string;
  /** what kind of conversation it leads to */
  kind: 'group' | 'thread' | 'dm';
  /** the name of an open or private group; absent for others */
  title?: string;
  /** what who made it wrote */
  note?: string;
  /** who manages the conversation answers each application */
  approval: boolean;
}

/** Join links. */
export interface JoinResultJoinLinks {
  type: 'join_links';
  /** of a conversation the newest first, of a workspace in the order of their ids */
  links: Array<JoinLinkView>;
  /** there are others */
  more: boolean;
}

/** Requests to join that nobody has answered. */
export interface JoinResultJoinRequests {
  type: 'join_requests';
  /** the oldest first */
  requests: Array<JoinRequestView>;
  /** there are others */
  more: boolean;
}

/** Tells who could see a message, when, by what, and whether it reached them: externals first, those who came last first. A page may hold fewer than asked for, or nobody, and have a next one. */
export interface LedgerCommandOfMessage {
  /** which workspace */
  workspace: string;
  /** where the message stands */
  conversation: string;
  /** its position */
  pos: number;
  /** the `next` of the page before, 1 to 512 chars */
  after?: string;
  /** people of the page, 1 to 200; 50 if absent */
  limit?: number;
}

/** Tells what somebody could see of a workspace at some time, and by what; what they came into last, first. Pages as those of `ledger.of_message`. */
export interface LedgerCommandOfPerson {
  /** which workspace */
  workspace: string;
  /** who */
  person: string;
  /** when; absent: now */
  at?: string;
  /** the `next` of the page before, 1 to 512 chars; it keeps the time */
  after?: string;
  /** conversations of the page, 1 to 200; 50 if absent */
  limit?: number;
}

/** Tells which devices of somebody who lost a conversation say that they keep nothing more of it. A device that says so may lie, and one that ended cannot say it any more. */
export interface LedgerCommandPurges {
  /** which workspace */
  workspace: string;
  /** who */
  person: string;
  /** what they lost */
  conversation: string;
}

/** Tells why somebody can see a conversation now, or why not, and when they could. */
export interface LedgerCommandWhy {
  /** which workspace */
  workspace: string;
  /** who */
  person: string;
  /** what */
  conversation: string;
}

/** A conversation, and what of it a person can see at one moment. */
export interface LedgerConversation {
  /** which */
  conversation: string;
  /** group, thread or DM */
  kind: 'group' | 'thread' | 'dm';
  /** its name now, if it is an open or private group or the reader is in it */
  name?: string;
  /** what leads there; empty if nothing does */
  paths: Array<LedgerPath>;
  /** they see what was sent after this; absent if they see everything, or nothing */
  shows_from?: string;
}

/** A person's mark, as far as one message is concerned. */
export interface LedgerMark {
  /** the mark stands at the message or beyond, and moved there when they could see it */
  reached: boolean;
  /** when it had come there at the latest; absent if it has not, or if nobody noted when */
  by?: string;
}

/** The message that a ledger is about, without its text. */
export interface LedgerMessage {
  /** where it stands */
  conversation: string;
  /** group, thread or DM */
  kind: 'group' | 'thread' | 'dm';
  /** the conversation's name, if it is an open or private group or the reader is in it */
  name?: string;
  /** its position */
  pos: number;
  /** who wrote it */
  author: string;
  /** when */
  sent_at: string;
  /** its text is gone; what follows is who could see that it was there */
  deleted: boolean;
}

/** A path that leads a person to a conversation at one moment. */
export interface LedgerPath {
  /** by what; of a group that the reader could not find there is no name */
  path: Path;
  /** who answers for an external */
  sponsor?: string;
  /** when it came about */
  since: string;
  /** when it ends by itself */
  until?: string;
  /** it shows what was sent after this; absent if it shows everything */
  shows_from?: string;
}

/** A person who could see a message. */
export interface LedgerReader {
  /** who; external as they are now */
  person: Person;
  /** they can see it now */
  sees_now: boolean;
  /** when, and by what, the newest first, 50 at most */
  spans: Array<LedgerSpan>;
  /** there are older ones */
  more_spans: boolean;
  /** whether a device of theirs said that it has it */
  delivered: LedgerMark;
  /** whether it was read */
  read: LedgerMark;
}

/** The devices of somebody who lost a conversation. */
export interface LedgerResultDevicePurges {
  type: 'device_purges';
  /** who; external as they are now */
  person: Person;
  /** what */
  conversation: string;
  /** when they lost it; absent: they did not, or have it again */
  lost_at?: string;
  /** those that were signed in then, at most 200, confirmed ones first */
  devices: Array<DevicePurge>;
}

/** A page of those who could see a message. */
export interface LedgerResultMessageLedger {
  type: 'message_ledger';
  /** which */
  message: LedgerMessage;
  /** the time up to which this is the whole truth */
  at: string;
  /** who could see it */
  readers: Array<LedgerReader>;
  /** what to send as `after` for the next page; absent on the last */
  next?: string;
}

/** A page of what somebody could see. */
export interface LedgerResultPersonLedger {
  type: 'person_ledger';
  /** who; external as they are now */
  person: Person;
  /** when */
  at: string;
  /** they were a member of the workspace then */
  member: boolean;
  /** they were suspended then, and saw nothing */
  suspended: boolean;
  /** what they could see */
  conversations: Array<LedgerConversation>;
  /** what to send as `after` for the next page; absent on the last */
  next?: string;
}

/** The reasons why somebody can see a conversation, or cannot. */
export interface LedgerResultReasons {
  type: 'reasons';
  /** who; external as they are now */
  person: Person;
  /** what leads them there now, and what it shows */
  sees: LedgerConversation;
  /** they are suspended from the workspace */
  suspended: boolean;
  /** they are kept off it, even if a group leads there */
  excluded: boolean;
  /** when they could see something of it, and by what, the newest first, 50 at most */
  spans: Array<LedgerSpan>;
  /** there are older ones */
  more_spans: boolean;
}

/** A time without a break in which one path let a person see something. */
export interface LedgerSpan {
  /** by what; of a group that the reader could not find there is no name */
  path: Path;
  /** who answered for an external, when it began */
  sponsor?: string;
  /** when it began; of a message not before it was sent */
  from: string;
  /** when it ended, before which they could still see it; absent while it lasts */
  to?: string;
  /** why it ended */
  end?: 'removed' | 'left' | 'expired' | 'suspended' | 'excluded' | 'closed' | 'unsponsored' | 'idle' | 'signed_out';
}

/** The limits that a client should know before it sends; `Limits` says what each one means. */
export interface LimitsView {
  /** one frame from a client */
  frame_bytes_max: number;
  /** the text of a message */
  text_bytes_max: number;
  /** a name */
  name_chars_max: number;
  /** the subject of a thread */
  subject_chars_max: number;
  /** the note in an invitation */
  note_chars_max: number;
  /** people named by one command */
  people_per_request_max: number;
  /** groups that one thread is addressed to */
  groups_per_thread_max: number;
  /** other people in a DM */
  dm_people_max: number;
  /** cursors of one resume */
  cursors_max: number;
  /** messages of one page */
  history_page_max: number;
  /** entries of one page */
  list_page_max: number;
  /** people whose presence is followed */
  presence_subscriptions_max: number;
  /** commands that wait for their answer */
  in_flight_per_connection_max: number;
  /** commands a second, lasting */
  commands_per_second: number;
  /** commands at once */
  commands_burst: number;
}

/** Holds what a page says of itself, as the server read it once. It is the word of the page, not of the message's author. */
export interface LinkPreview {
  /** the link as it stands in the message */
  url: string;
  /** of the page, at most 300 chars in a line */
  title: string;
  /** of the page, at most 500 chars in a line */
  description?: string;
  /** what the page calls its site, at most 100 chars in a line */
  site?: string;
}

/** The name, the state or the locks changed: show the conversation again. */
export interface LogEventConversationChanged {
  type: 'conversation.changed';
  /** where */
  conversation: string;
  /** its position */
  pos: number;
}

/** Somebody takes part now. */
export interface LogEventMemberJoined {
  type: 'member.joined';
  /** where */
  conversation: string;
  /** its position */
  pos: number;
  /** who */
  person: Person;
}

/** Somebody no longer takes part. */
export interface LogEventMemberLeft {
  type: 'member.left';
  /** where */
  conversation: string;
  /** its position */
  pos: number;
  /** who */
  person: string;
}

/** Somebody is an admin now, because the last one in charge is not any more: the member who has been there longest. */
export interface LogEventMemberPromoted {
  type: 'member.promoted';
  /** where */
  conversation: string;
  /** its position */
  pos: number;
  /** who */
  person: string;
}

/** Somebody deleted a message. */
export interface LogEventMessageDeleted {
  type: 'message.deleted';
  /** where */
  conversation: string;
  /** its position */
  pos: number;
  /** the position of the message it is about */
  target: number;
}

/** Somebody edited a message. */
export interface LogEventMessageEdited {
  type: 'message.edited';
  /** where */
  conversation: string;
  /** its position */
  pos: number;
  /** the position of the message it is about */
  target: number;
  /** what it says now */
  text: string;
  /** when */
  edited_at: string;
}

/** Somebody replaced a file of a message by a newer version, or took one away. */
export interface LogEventMessageFiles {
  type: 'message.files';
  /** where */
  conversation: string;
  /** its position */
  pos: number;
  /** the position of the message it is about */
  target: number;
  /** what the message carries now, in their order */
  files: Array<FileView>;
}

/** Somebody pinned a message or unpinned it. */
export interface LogEventMessagePinned {
  type: 'message.pinned';
  /** where */
  conversation: string;
  /** its position */
  pos: number;
  /** the position of the message it is about */
  target: number;
  /** pinned, not unpinned */
  on: boolean;
}

/** Somebody sent a message. */
export interface LogEventMessagePosted {
  type: 'message.posted';
  /** where */
  conversation: string;
  /** its position */
  pos: number;
  /** the message */
  message: Message;
}

/** Pages to which a message links were read, or its author took their previews away. An edit takes them away too, without this event. */
export interface LogEventMessagePreviews {
  type: 'message.previews';
  /** where */
  conversation: string;
  /** its position */
  pos: number;
  /** the position of the message it is about */
  target: number;
  /** what the message shows now */
  previews: Array<LinkPreview>;
}

/** Somebody put an emoji on a message or took it away. */
export interface LogEventMessageReacted {
  type: 'message.reacted';
  /** where */
  conversation: string;
  /** its position */
  pos: number;
  /** the position of the message it is about */
  target: number;
  /** who */
  person: string;
  /** the emoji */
  emoji: string;
  /** put, not taken away */
  on: boolean;
}

/** Somebody closed the poll of a message. */
export interface LogEventPollClosed {
  type: 'poll.closed';
  /** where */
  conversation: string;
  /** its position */
  pos: number;
  /** the position of the message it is about */
  target: number;
}

/** Adds a person, the owner of an address, or a group: exactly one of the three. An address is mailed an invitation, whether or not it has an account. An external who is added by name gets a mail about it. Adding somebody who is there already changes nothing and mails nothing; by address the answer is `invited` all the same. An open invitation of another inviter to the same address stays as it is, note and end included, unless the sender manages the conversation or its workspace. Where the policy `external_approval` wants it, an external whom somebody else brings in waits until it is approved, and nothing leaves before that; where `require_acceptance` does, an external who is added by name is `invited` and comes in once they accept. They count as one from the addition on. Fails with `closed`, `locked` or `limit_reached`; with `not_allowed` if it lets an external in and the sender may bring none into the group, or into each group that the thread is addressed to. */
export interface MemberCommandAdd {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
  /** a person */
  person?: string;
  /** an address */
  email?: string;
  /** a group, for threads */
  group?: string;
  /** how to call the owner of the address, 1 to 100 chars */
  name?: string;
  /** how much of the past they see; absent: what the policies say, by default all of it for members, nothing for externals, in private and secret groups, and in threads that are addressed to one; nothing for people who come back */
  history?: HistoryWindow;
  /** stands in the mail, 0 to 500 chars */
  note?: string;
  /** when their access ends by itself */
  until?: string;
  /** what they are to us, 1 to 100 chars */
  relation?: string;
  /** what else ends the access of an external */
  conditions?: EndConditions;
  /** the sender knows that nobody from outside is in it or invited yet; where the policy `confirm_first_external` asks for it, the first one is refused with `first_external` without this */
  confirm_first?: boolean;
}

/** Invites the owners of many addresses at once, by the rules of `member.add` by address, each with a result of its own. Rows that cannot be are refused, and hinder no other: for their address, its mail domain, or a quota of mails or of externals that is used up by then. An open invitation to an address stays as it is, and is not mailed again. For owners and admins of the workspace, or for all members by the policy `bulk_invite_min_role`. Fails as `member.add` does with what is not about one row. It is done part by part; if it fails halfway, the same command sent again goes on where it stopped. The same by CSV: `POST /v1/additions/<conversation>`. */
export interface MemberCommandAddMany {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
  /** the people, at most 500 */
  rows: Array<Addressee>;
  /** how much of the past they see; absent: what the policies say */
  history?: HistoryWindow;
  /** stands in each mail, 0 to 500 chars */
  note?: string;
  /** when their access ends by itself */
  until?: string;
  /** what they are to us, 1 to 100 chars */
  relation?: string;
  /** what else ends the access of each */
  conditions?: EndConditions;
  /** as in `member.add` */
  confirm_first?: boolean;
}

/** Tells what leads a person to a conversation. */
export interface MemberCommandListPaths {
  /** which conversation */
  conversation: string;
  /** who */
  person: string;
}

/** Tells what would come of adding a person or the owner of an address: exactly one of the two; by the very code that adds them, with the same refusals, and changes nothing. That a quota has no room is said in the answer instead. */
export interface MemberCommandPreviewAdd {
  /** which conversation */
  conversation: string;
  /** a person */
  person?: string;
  /** an address */
  email?: string;
  /** how much of the past they would see; absent: what the policies say */
  history?: HistoryWindow;
  /** when their access would end by itself */
  until?: string;
}

/** Tells what taking somebody out would do: it is done, looked at and taken back. The right is that of `member.remove`, and so are the errors. */
export interface MemberCommandPreviewRemove {
  /** which conversation */
  conversation: string;
  /** a person; exactly one of the two */
  person?: string;
  /** a group */
  group?: string;
  /** also shut the person out if groups lead there */
  all_paths: boolean;
}

/** Takes out a person, a group or an unanswered invitation: exactly one of the three. An invitation can be taken back by its inviter, and by those who manage the conversation or its workspace, be they in it or not. Owners and admins of the workspace take out externals also where they are not themselves. Taking out oneself is leaving. When this answers, nothing more of the conversation is written to those who lost it. */
export interface MemberCommandRemove {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
  /** a person */
  person?: string;
  /** a group */
  group?: string;
  /** an invitation */
  invitation?: string;
  /** also shuts the person out if groups lead there */
  all_paths: boolean;
  /** why, 0 to 500 chars */
  reason?: string;
}

/** Sets when the access of an external ends by itself: sooner, later, or not at all. For those who may bring externals in and manage the conversation, or are the person's sponsor. When this answers, every node ends it at that time. */
export interface MemberCommandSetUntil {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
  /** which external */
  person: string;
  /** a time to come, within what the policies let; absent: no end, if they let that */
  until?: string;
  /** what else ends it; absent: nothing */
  conditions?: EndConditions;
}

/** Takes back that the sender removed a person, by `member.remove` or `external.end`, or a group from a thread, within the last 10 minutes: for who may bring them in now. They are in it as before: the sponsor, the end and the relation are the same, and how far they have read. Fails with `conflict` if it is too long ago, or if they are in it again, nobody answers for an external, or their time is over. */
export interface MemberCommandUndoRemove {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
  /** who was removed; or */
  person?: string;
  /** which group was taken off a thread */
  group?: string;
  /** they see what they saw, and what was written meanwhile; else only what comes */
  open_gap: boolean;
}

/** What would come of an addition. */
export interface MemberResultAdditionPreview {
  type: 'addition_preview';
  /** they are no member of the workspace */
  external: boolean;
  /** they are in the conversation already, or invited to it */
  there: boolean;
  /** how many messages they would see at once; 10,000 if there are more */
  messages: number;
  /** in how many threads that are addressed to the group they would be too */
  threads: number;
  /** how many people are in the conversation now */
  people: number;
  /** how many of these, and of those who are invited, are from outside */
  externals: number;
  /** they would be the first from outside */
  first: boolean;
  /** when their access would end by itself */
  until?: string;
  /** in how many other conversations of the workspace an external is; told to owners and admins, of a person only */
  elsewhere?: number;
  /** nobody else of their mail domain is in the workspace or invited; told to owners and admins, of externals only */
  new_mail_domain?: boolean;
  /** somebody would have to approve it first */
  awaits_approval: boolean;
  /** a quota of externals has no room, so that the addition would be refused */
  over_quota: boolean;
  /** whether they are in one conversation now, or several, or invited; absent if in none; told to owners and admins, of externals only */
  external_class?: 'single' | 'multi';
  /** the same with the addition */
  external_class_after?: 'single' | 'multi';
  /** how many externals there would be then, beside the quotas; told to owners and admins, of externals only */
  counts?: ExternalCounts;
}

/** The result of each row of a list of addresses. */
export interface MemberResultManyAdded {
  type: 'many_added';
  /** in the order asked */
  rows: Array<AddedRow>;
}

/** They are on the roster. */
export interface MemberResultMemberAdded {
  type: 'member_added';
  /** active, invited, or awaiting approval */
  state: 'active' | 'awaiting_approval' | 'invited' | 'undeliverable' | 'expired';
  /** the invitation that was mailed, or waits */
  invitation?: string;
}

/** The paths that lead a person to a conversation. */
export interface MemberResultPaths {
  type: 'paths';
  /** empty if nothing does */
  paths: Array<Path>;
}

/** The consequences that taking somebody out would have. */
export interface MemberResultRemovalPreview {
  type: 'removal_preview';
  /** what would still lead the person there; of a group nothing */
  remaining: Array<Path>;
  /** how many would lose the conversation; 0 if the person would still reach it */
  people: number;
  /** how many other conversations would be lost with it: threads that a group leads to, and DMs that hang on it */
  others: number;
  /** in how many conversations nobody would answer for somebody from outside any more */
  orphaned: number;
  /** whether somebody else would get in charge somewhere */
  successor: boolean;
}

/** They were taken out. */
export interface MemberResultRemoved {
  type: 'removed';
  /** the proof */
  receipt: Receipt;
  /** what still leads the person there */
  remaining: Array<Path>;
}

/** A message as it is now. */
export interface Message {
  /** where */
  conversation: string;
  /** its position, which together with the conversation is its name */
  pos: number;
  /** who wrote it */
  author: Person;
  /** what it says, nothing if it only carries files; absent if it was deleted */
  text?: string;
  /** when it was sent */
  sent_at: string;
  /** when it was last edited */
  edited_at?: string;
  /** the position of the message it answers */
  quote?: number;
  /** is pinned */
  pinned: boolean;
  /** in the order of their first use */
  reactions: Array<Reaction>;
  /** that it carries, in the order in which they were given */
  files: Array<FileView>;
  /** somebody from outside sees it now, by their floor (HCL-54); of very many the two hundred who have been there longest count. Said where messages are read, absent in events. To who sees no other external (N-15) it is true of all that they see: they see it */
  external_visible?: boolean;
  /** what it asks, if it is a poll */
  poll?: PollView;
  /** what the pages say of themselves to which it links; none where it was just sent or edited */
  previews: Array<LinkPreview>;
  /** where its text comes from, if it was passed on */
  forwarded?: Forwarded;
}

/** Begins the upload of a file for one conversation. Its bytes follow by `PUT /v1/files/<id>?offset=<received>`, in one request or, after a cut, in several; then `message.send` carries it. Until then it is the sender's alone. Fails with `closed`, `locked`, `too_large`, or `limit_reached` if a quota of files is used up. */
export interface MessageCommandBeginUpload {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
  /** what to call it, 1 to 200 chars without a path */
  name: string;
  /** in bytes */
  size: number;
}

/** Gives up an upload of the sender's that no message carries. Its bytes are deleted. */
export interface MessageCommandCancelUpload {
  /** which upload */
  file: string;
}

/** Deletes a message: the sender's own, or any for those who manage the conversation. */
export interface MessageCommandDelete {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
  /** the position of the message */
  pos: number;
}

/** Replaces the text of the sender's own message. Fails with `closed` or `locked`. */
export interface MessageCommandEdit {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
  /** the position of the message */
  pos: number;
  /** Markdown source, 1 to 16,384 bytes of UTF-8 */
  text: string;
}

/** Lists the files of a conversation, those of the newest message first. */
export interface MessageCommandListFiles {
  /** which conversation */
  conversation: string;
  /** of messages before this position */
  before?: number;
  /** messages with files of the page, 1 to 200; 50 if absent */
  limit?: number;
}

/** Tells what a message says, and what it said before it was edited: for its author, and whom the policy `edit_history` lets. Fails with `not_allowed`. */
export interface MessageCommandListMessageVersions {
  /** which conversation */
  conversation: string;
  /** the position of the message */
  pos: number;
}

/** Lists the pinned messages. */
export interface MessageCommandListPins {
  /** which conversation */
  conversation: string;
}

/** Lists the newest files that others share with the sender, in any conversation. */
export interface MessageCommandListSharedFiles {
  /** entries of the page, 1 to 200; 50 if absent */
  limit?: number;
}

/** Lists the versions of a file, the newest first. */
export interface MessageCommandListVersions {
  /** which file */
  file: string;
}

/** Pins a message, or unpins it. Fails with `closed` or `locked`. */
export interface MessageCommandPin {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
  /** the position of the message */
  pos: number;
  /** true to do it, false to undo it */
  on: boolean;
}

/** Puts an emoji on a message, or takes it away. Fails with `closed`, `locked` or `limit_reached`. */
export interface MessageCommandReact {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
  /** the position of the message */
  pos: number;
  /** one emoji of Unicode, at most 32 chars; kept fully qualified */
  emoji: string;
  /** true to do it, false to undo it */
  on: boolean;
}

/** Takes a file from the sender's own message, with all its versions. Their bytes are deleted. Fails with `conflict` if it is all that the message has: then the message is to be deleted. */
export interface MessageCommandRemoveFile {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
  /** the position of the message */
  pos: number;
  /** which file of it */
  file: string;
}

/** Takes the previews of links from the sender's own message for good, and keeps those away that are still to come. Fails with `closed`. */
export interface MessageCommandRemovePreviews {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
  /** the position of the message */
  pos: number;
}

/** Replaces a file of the sender's own message by a newer version. The earlier ones are kept. Fails with `closed`, or `limit_reached` if it has too many. */
export interface MessageCommandReplaceFile {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
  /** the position of the message */
  pos: number;
  /** which file of it */
  file: string;
  /** the new version: an upload for this conversation that is whole */
  upload: string;
  /** what for, at most 500 chars */
  note?: string;
}

/** Looks for messages in all the sender's conversations, and on the first page for conversations by their name (GLUE-20). Every word is to be there, in any case and with or without accents; a word of three letters or more also finds what begins so, words in quotation marks stand together as they are, and a word after `-` is not to be there. Chinese, Japanese and Thai are found without spaces. The names of a message's files are words of it that weigh less. Besides words: `from:me`, `from:` with a name or an account, `in:` with a name or a conversation, `before:`, `after:` and `on:` with a day as in `2026-01-31` (UTC), `has:link`, `has:file`, `has:reaction`, `mentions:me` and `with:external`. Several of `from:` or `in:` mean any of them. */
export interface MessageCommandSearch {
  /** 1 to 200 chars */
  query: string;
  /** what stands first; the newest if absent. The best by their words come on one page */
  order?: 'newest' | 'best';
  /** the `next` of the page before, 1 to 512 chars */
  after?: string;
  /** messages of the page, 1 to 200; 50 if absent */
  limit?: number;
}

/** Sends a message. Fails with `closed`, `locked`, or `audience_changed`: if the author says whom they wrote to, and somebody came since about whom the conversation's policy `audience_guard` has them asked. To confirm, look again and send with the new audience. */
export interface MessageCommandSend {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
  /** Markdown source, 1 to 16,384 bytes of UTF-8; may be empty with files */
  text: string;
  /** the position of the message it answers */
  quote?: number;
  /** whom the author wrote to: `audience` of the conversation as they saw it; of no effect in DMs without a workspace and for externals, who are not told who comes */
  audience?: string;
  /** uploads of the author's for this conversation that are whole, 1 to 10; from then on they are the message's, and seen by who sees it */
  files?: Array<string>;
  /** true to let the sender's draft in this conversation go with it */
  discard_draft?: boolean;
}

/** Shows messages before, after or around a position, at most one of the three; without one the newest. */
export interface MessageCommandShowHistory {
  /** which conversation */
  conversation: string;
  /** exclusive */
  before?: number;
  /** exclusive */
  after?: number;
  /** inclusive */
  around?: number;
  /** messages, 1 to 100; 50 if absent */
  limit?: number;
}

/** Tells how far an upload of the sender's has got. */
export interface MessageCommandShowUpload {
  /** which upload */
  file: string;
}

/** Names a message by where it stands. */
export interface MessagePlace {
  /** where */
  conversation: string;
  /** its position */
  pos: number;
}

/** The change is stored. */
export interface MessageResultChanged {
  type: 'changed';
  /** where */
  conversation: string;
  /** the position of the change itself, not of the message */
  pos: number;
}

/** A page of the sender's drafts. */
export interface MessageResultDrafts {
  type: 'drafts';
  /** the last one saved first */
  drafts: Array<DraftView>;
  /** what to send as `after`; absent on the last page */
  next?: string;
}

/** Files with their messages. */
export interface MessageResultFiles {
  type: 'files';
  /** those of the newest message first */
  files: Array<SharedFile>;
  /** there are some of earlier messages */
  more_before: boolean;
}

/** What a search found. A page of long texts holds fewer than were asked for. */
export interface MessageResultFound {
  type: 'found';
  /** in the order asked for */
  messages: Array<Hit>;
  /** those whose name was meant, by name; at most 20, on the first page */
  conversations: Array<FoundConversation>;
  /** what to send as `after`; absent on the last page */
  next?: string;
}

/** Messages of a conversation. */
export interface MessageResultHistory {
  type: 'history';
  /** in the order of their positions */
  messages: Array<Message>;
  /** there are earlier ones */
  more_before: boolean;
  /** there are later ones */
  more_after: boolean;
}

/** What a message says, and what it said before. */
export interface MessageResultMessageVersions {
  type: 'message_versions';
  /** the first one first, and the present one last; of many the first and the newest */
  versions: Array<MessageVersion>;
}

/** The pinned messages. */
export interface MessageResultPins {
  type: 'pins';
  /** in the order of their positions */
  messages: Array<Message>;
}

/** A poll as it stands. To who sees no other external there (N-15) it counts the votes of those they see; of an anonymous one, where nobody can tell whose they are, it counts none. */
export interface MessageResultPoll {
  type: 'poll';
  /** where */
  conversation: string;
  /** the position of its message */
  pos: number;
  /** what one chooses among */
  poll: PollView;
  /** the votes; absent if they are not told, as where not all are counted on every page but the first */
  tally?: PollTally;
  /** the places of the options that the sender chose, ascending */
  mine: Array<number>;
  /** who chose what; none of an anonymous one */
  voters: Array<PollVoter>;
  /** what to send as `after`; absent on the last page */
  next?: string;
}

/** A message waits to be sent. */
export interface MessageResultScheduled {
  type: 'scheduled';
  /** its id */
  scheduled: string;
  /** when it is sent */
  at: string;
}

/** A page of what the sender has scheduled. */
export interface MessageResultScheduledPage {
  type: 'scheduled_page';
  /** what is held, then the next one first */
  scheduled: Array<ScheduledView>;
  /** what to send as `after`; absent on the last page */
  next?: string;
}

/** The message is stored. */
export interface MessageResultSent {
  type: 'sent';
  /** where */
  conversation: string;
  /** its position */
  pos: number;
  /** when */
  sent_at: string;
}

/** Where the original of a message stands. */
export interface MessageResultSource {
  type: 'message_source';
  /** absent if the message was not passed on, or the sender does not see the original where it stands */
  original?: MessagePlace;
}

/** The threads that came of a message. */
export interface MessageResultThreads {
  type: 'message_threads';
  /** each with the message by which it began, the newest first */
  threads: Array<MessagePlace>;
}

/** An upload. */
export interface MessageResultUpload {
  type: 'upload';
  /** its id, by which a message will carry it */
  file: string;
  /** bytes that the server has, and keeps */
  received: number;
  /** bytes of the whole */
  size: number;
  /** when it is given up if nothing comes */
  expires_at: string;
}

/** The versions of a file. */
export interface MessageResultVersions {
  type: 'versions';
  /** the newest first */
  versions: Array<FileVersion>;
}

/** A text that a message has or had. */
export interface MessageVersion {
  /** Markdown source */
  text: string;
  /** since when */
  written_at: string;
}

/** The part of one node in a removal. */
export interface NodeReceipt {
  /** the node's name */
  node: string;
  /** sessions that it cut off */
  sessions: number;
  /** how long it took */
  phases: Phases;
}

/** One thing of which the reader is told. */
export interface NoticeView {
  /** where */
  conversation: string;
  /** the name of the conversation, empty for a DM */
  name: string;
  /** the position of the event */
  pos: number;
  /** the position of the message it is about */
  message?: number;
  /** why the reader is told */
  cause: 'mention' | 'file_shared' | 'dm' | 'file_version' | 'keyword' | 'thread' | 'message' | 'added' | 'exported';
  /** who wrote or did it */
  author: Person;
  /** the first 160 characters of the message */
  preview?: string;
  /** when the reader was told */
  at: string;
  /** the reader has read the conversation up to there */
  read: boolean;
  /** the end of the quiet hours in which it came */
  held_until?: string;
}

/** The terms on which a mailed invitation lets somebody in, as far as the mail may tell them. */
export interface Offer {
  /** what kind of conversation it leads to */
  kind: 'group' | 'thread' | 'dm';
  /** how the inviter calls the person */
  name?: string;
  /** when their access would end by itself */
  until?: string;
  /** they would see what was sent after this; absent if they would see everything */
  shows_from?: string;
  /** until when the link works */
  expires_at: string;
}

/** One thing that leads a person to a conversation. */
export interface Path {
  /** directly, or through a group */
  kind: 'direct' | 'group';
  /** which group, if through one that the reader may know */
  group?: string;
  /** its name */
  group_name?: string;
}

/** Blocks somebody: they open no DM with the sender, nothing that they write or do is told to the sender by notice, mention or mail, and whether the sender is there or types is hidden from them. They are told of none of it. What both are in stays as it is. The answer is the same whether or not there is such an account. Fails with `limit_reached`: 200 are kept. */
export interface PeopleCommandBlock {
  /** who */
  person: string;
}

/** Reports a message that the sender reads to those who moderate: who manages the conversation, and the owners and admins of its workspace. They get the text as it stands now, whatever its author does later, and the sender's name; the author is told of neither. Once for each person and message: another report of it changes nothing. Fails with `rate_limited` after 20 in a day. */
export interface PeopleCommandFileReport {
  /** which conversation */
  conversation: string;
  /** the position of the message */
  pos: number;
  /** why */
  reason: 'spam' | 'abuse' | 'disclosure' | 'other';
  /** more of it, 1 to 500 chars */
  note?: string;
}

/** Finds people by the beginnings of words of their names, in any order, among those the sender shares a workspace or a conversation with. Case and accents make no difference. */
export interface PeopleCommandFind {
  /** 1 to 100 chars */
  prefix: string;
  /** only members of this workspace */
  workspace?: string;
  /** entries of the page, 1 to 200; 50 if absent */
  limit?: number;
}

/** Lists whom the sender blocked, all of them, the last one first. */
export interface PeopleCommandListBlocked {
}

/** Lists reports, the newest first: of a conversation, for who manages it, or of a whole workspace, for its owners and admins, who need not be where the message is. That they looked is recorded. Reports of what they wrote themselves are not among them. */
export interface PeopleCommandListReports {
  /** which workspace; either this or the conversation */
  workspace?: string;
  /** which conversation */
  conversation?: string;
  /** only those that are open, or only the others; all if absent */
  open?: boolean;
  /** the `next` of the page before, 1 to 512 chars */
  after?: string;
  /** reports of the page, 1 to 200; 50 if absent */
  limit?: number;
}

/** Says what became of a report, for those who may list it; may be said again. */
export interface PeopleCommandResolveReport {
  /** which report */
  report: string;
  /** what became of it */
  outcome: 'acted' | 'dismissed';
}

/** Shows the card of somebody the sender shares a workspace or a conversation with, and of members of the same workspace the profile. Fails with `not_found` for everybody else. */
export interface PeopleCommandShow {
  /** who */
  person: string;
}

/** Shows the picture of somebody whose card the sender sees. Fails with `not_found` for everybody else, and if they have none. */
export interface PeopleCommandShowPicture {
  /** who */
  person: string;
}

/** Undoes a block; what came meanwhile is not told later. */
export interface PeopleCommandUnblock {
  /** who */
  person: string;
}

/** Whom the sender blocked. */
export interface PeopleResultBlockedPeople {
  type: 'blocked_people';
  /** the last one first */
  blocked: Array<Blocked>;
}

/** People. */
export interface PeopleResultPeople {
  type: 'people';
  /** in the order of their names */
  people: Array<Person>;
}

/** One person. */
export interface PeopleResultPersonShown {
  type: 'person_shown';
  /** who, in the conversation or workspace that lets the sender see them */
  person: Person;
  /** what they say of themselves */
  card: Card;
  /** for members of the same workspace, and where `external_profile_view` lets others see it */
  profile?: Profile;
}

/** The picture of a person. */
export interface PeopleResultPicture {
  type: 'picture';
  /** `image/jpeg` */
  media_type: string;
  /** its bytes in base64, up to 128 KiB: a square of 256 pixels */
  image: string;
  /** names it, as their card does */
  picture: string;
}

/** Reports to those who moderate. */
export interface PeopleResultReports {
  type: 'reports';
  /** the newest first */
  reports: Array<ReportView>;
  /** what to send as `after` for the next page; absent on the last */
  next?: string;
}

/** A person or a bot, as the reader may see it. */
export interface Person {
  /** who */
  id: string;
  /** the name to show */
  name: string;
  /** is not a member of the workspace that the conversation belongs to */
  external: boolean;
  /** is a bot */
  bot: boolean;
  /** came by a code that somebody told them: nothing but that vouches for who they are, and they have no address */
  unverified: boolean;
}

/** The durations of the parts of a removal, in microseconds. */
export interface Phases {
  /** until the domain's lock was held */
  lock_micros: number;
  /** until the change was committed */
  commit_micros: number;
  /** until every node had acknowledged it or its lease had ended */
  fence_micros: number;
  /** all together */
  total_micros: number;
}

/** A file that is a picture, as it is shown. */
export interface Picture {
  /** in pixels, the right way up */
  width: number;
  /** in pixels, the right way up */
  height: number;
  /** whether it is also read in small, at `GET /v1/files/<id>/thumbnail?size=small` and `large`: no edge is longer than 160 or 640 pixels */
  thumbnails: boolean;
}

/** Applies the policies in force to those who are in, of a workspace or of a group or thread: exactly one of the two. Who may not be there loses access, now or in some days; who may not stay for so long gets the latest end that the policies let. Exceptions, which are made by `external.set_until` with a reason, stay. When this answers, nothing more is written to those who lost access. If it fails halfway, what is done stays so, and the same command goes on. */
export interface PolicyCommandEnforce {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace?: string;
  /** which conversation */
  conversation?: string;
  /** those who may not be there have access for so long yet, 1 to 365 days; absent: it ends now */
  in_days?: number;
  /** why, 0 to 500 chars */
  reason?: string;
}

/** Tells who from outside is in against the policies, as they are or as they would be, and changes nothing: of a workspace, for its admins, or of a group or thread, for those who manage it: exactly one of the two. */
export interface PolicyCommandPlan {
  /** which workspace */
  workspace?: string;
  /** which conversation */
  conversation?: string;
  /** values that would be set; what is absent stays */
  values: PolicyValues;
  /** policies whose values would be taken back before, at most 100 */
  reset: Array<'externals_enabled' | 'external_invite' | 'external_approval' | 'external_join' | 'require_acceptance' | 'external_mentions' | 'external_dm' | 'dm_survives_scope' | 'external_start_thread' | 'external_may_suggest' | 'external_upload' | 'external_without_email' | 'external_profile_view' | 'externals_see_externals' | 'external_days_max' | 'external_days_default' | 'orphan_grace_days' | 'confirm_days' | 'external_mail_domains' | 'external_mail_domains_refused' | 'external_mail_domains_approved' | 'member_history_on_add' | 'external_history_on_add' | 'audience_guard' | 'confirm_first_external' | 'member_invite' | 'guest_invite' | 'bulk_invite_min_role' | 'external_inviters' | 'quota_single_max' | 'quota_single_soft' | 'quota_single_per_member' | 'quota_multi_max' | 'quota_multi_soft' | 'quota_external_max' | 'quota_external_soft' | 'mail_include_text' | 'push_include_text' | 'webhooks_hide_externals' | 'edit_history' | 'forward_to_externals' | 'group_mentions' | 'link_previews' | 'link_previews_external' | 'slash_externals' | 'badge_in_messages' | 'badge_in_inbox' | 'audit_keep_days' | 'retention_days' | 'retention_files_days' | 'report_keep_days' | 'export_includes_private'>;
}

/** Sets policies of a workspace, for its admins, or of a group or thread, for those who manage it: exactly one of the two. A conversation is never less strict than its workspace, else this fails with `invalid`. What is set holds for what is done from now on; nobody loses access by it: `policy.plan` tells before who is in against it, `policy.enforce` applies it to them. When this answers, nothing is decided by the old values any more. */
export interface PolicyCommandSet {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace?: string;
  /** which conversation */
  conversation?: string;
  /** the new values; what is absent stays */
  values: PolicyValues;
  /** policies whose values are taken back before, at most 100: the default holds again */
  reset: Array<'externals_enabled' | 'external_invite' | 'external_approval' | 'external_join' | 'require_acceptance' | 'external_mentions' | 'external_dm' | 'dm_survives_scope' | 'external_start_thread' | 'external_may_suggest' | 'external_upload' | 'external_without_email' | 'external_profile_view' | 'externals_see_externals' | 'external_days_max' | 'external_days_default' | 'orphan_grace_days' | 'confirm_days' | 'external_mail_domains' | 'external_mail_domains_refused' | 'external_mail_domains_approved' | 'member_history_on_add' | 'external_history_on_add' | 'audience_guard' | 'confirm_first_external' | 'member_invite' | 'guest_invite' | 'bulk_invite_min_role' | 'external_inviters' | 'quota_single_max' | 'quota_single_soft' | 'quota_single_per_member' | 'quota_multi_max' | 'quota_multi_soft' | 'quota_external_max' | 'quota_external_soft' | 'mail_include_text' | 'push_include_text' | 'webhooks_hide_externals' | 'edit_history' | 'forward_to_externals' | 'group_mentions' | 'link_previews' | 'link_previews_external' | 'slash_externals' | 'badge_in_messages' | 'badge_in_inbox' | 'audit_keep_days' | 'retention_days' | 'retention_files_days' | 'report_keep_days' | 'export_includes_private'>;
}

/** Names a member who brings externals in as owners and admins of the workspace do, into what they are in themselves, or takes that back; for owners and admins. It changes one entry of `external_inviters` and leaves the others. Who loses their seat loses it. */
export interface PolicyCommandSetInviter {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** a member of it */
  person: string;
  /** they may from now on; false: no more */
  named: boolean;
}

/** Shows the policies of a workspace, for its members, or of a conversation, for those who are in it: exactly one of the two. */
export interface PolicyCommandShow {
  /** which workspace */
  workspace?: string;
  /** which conversation */
  conversation?: string;
}

/** The order of the values of one policy. */
export interface PolicyOrder {
  /** which policy */
  key: 'externals_enabled' | 'external_invite' | 'external_approval' | 'external_join' | 'require_acceptance' | 'external_mentions' | 'external_dm' | 'dm_survives_scope' | 'external_start_thread' | 'external_may_suggest' | 'external_upload' | 'external_without_email' | 'external_profile_view' | 'externals_see_externals' | 'external_days_max' | 'external_days_default' | 'orphan_grace_days' | 'confirm_days' | 'external_mail_domains' | 'external_mail_domains_refused' | 'external_mail_domains_approved' | 'member_history_on_add' | 'external_history_on_add' | 'audience_guard' | 'confirm_first_external' | 'member_invite' | 'guest_invite' | 'bulk_invite_min_role' | 'external_inviters' | 'quota_single_max' | 'quota_single_soft' | 'quota_single_per_member' | 'quota_multi_max' | 'quota_multi_soft' | 'quota_external_max' | 'quota_external_soft' | 'mail_include_text' | 'push_include_text' | 'webhooks_hide_externals' | 'edit_history' | 'forward_to_externals' | 'group_mentions' | 'link_previews' | 'link_previews_external' | 'slash_externals' | 'badge_in_messages' | 'badge_in_inbox' | 'audit_keep_days' | 'retention_days' | 'retention_files_days' | 'report_keep_days' | 'export_includes_private';
  /** the values that it takes, of `last_days` fewer before more; empty for numbers, mail domains and people */
  strictest_first: Array<string>;
}

/** A grant that is against the policies. */
export interface PolicyResultBrokenGrant {
  /** which external */
  person: string;
  /** where */
  conversation: string;
  /** the policy that it is against */
  why: 'externals_enabled' | 'external_invite' | 'external_approval' | 'external_join' | 'require_acceptance' | 'external_mentions' | 'external_dm' | 'dm_survives_scope' | 'external_start_thread' | 'external_may_suggest' | 'external_upload' | 'external_without_email' | 'external_profile_view' | 'externals_see_externals' | 'external_days_max' | 'external_days_default' | 'orphan_grace_days' | 'confirm_days' | 'external_mail_domains' | 'external_mail_domains_refused' | 'external_mail_domains_approved' | 'member_history_on_add' | 'external_history_on_add' | 'audience_guard' | 'confirm_first_external' | 'member_invite' | 'guest_invite' | 'bulk_invite_min_role' | 'external_inviters' | 'quota_single_max' | 'quota_single_soft' | 'quota_single_per_member' | 'quota_multi_max' | 'quota_multi_soft' | 'quota_external_max' | 'quota_external_soft' | 'mail_include_text' | 'push_include_text' | 'webhooks_hide_externals' | 'edit_history' | 'forward_to_externals' | 'group_mentions' | 'link_previews' | 'link_previews_external' | 'slash_externals' | 'badge_in_messages' | 'badge_in_inbox' | 'audit_keep_days' | 'retention_days' | 'retention_files_days' | 'report_keep_days' | 'export_includes_private';
  /** when it ends by itself */
  until?: string;
  /** the latest end that the policies let it have, if it is only too long */
  latest?: string;
}

/** The policies. */
export interface PolicyResultPolicies {
  type: 'policies';
  /** as the reader may see them */
  policies: PolicyView;
}

/** The policies are applied. */
export interface PolicyResultPoliciesEnforced {
  type: 'policies_enforced';
  /** how many times one external lost one conversation */
  ended: number;
  /** how many times one has another end in one conversation now */
  dated: number;
  /** how many exceptions stay */
  excepted: number;
  /** the proof, if something ended or ends sooner; names 500 sessions at most */
  receipt?: Receipt;
}

/** They are set. */
export interface PolicyResultPoliciesSet {
  type: 'policies_set';
  /** as they are now */
  policies: PolicyView;
  /** the proof, if something is stricter than it was */
  receipt?: Receipt;
}

/** Who is in against the policies. */
export interface PolicyResultPolicyPlan {
  type: 'policy_plan';
  /** how many times one external is in one conversation against them */
  grants: number;
  /** how many externals that is */
  people: number;
  /** in how many conversations */
  conversations: number;
  /** how many more are exceptions */
  excepted: number;
  /** how many open invitations are worth nothing under them */
  invitations: number;
  /** of a workspace, how many externals there are beside its quotas; nobody is put out because there are more than may be */
  counts?: ExternalCounts;
  /** some of the grants, 50 at most, in the order of the people's ids */
  first: Array<PolicyResultBrokenGrant>;
}

/** Values of policies; an absent one says nothing. In a conversation none may be less strict than in its workspace. */
export interface PolicyValues {
  /** anybody from outside may be brought in, or may start something */
  externals_enabled?: boolean;
  /** who brings externals in */
  external_invite?: 'off' | 'admins' | 'conversation_admins' | 'members';
  /** who approves that an external comes in whom somebody else brings in */
  external_approval?: 'admins' | 'conversation_admins' | 'off';
  /** the ways by which externals may come in */
  external_join?: 'off' | 'invite' | 'open_request' | 'link';
  /** externals whom somebody adds by name are in once they have accepted */
  require_acceptance?: boolean;
  /** whom externals may mention */
  external_mentions?: 'none' | 'co_participants' | 'all_of_conversation';
  /** which part externals have in direct messages */
  external_dm?: 'none' | 'members_start_only' | 'co_participants';
  /** a DM that an external opens does not end with the conversation it is for */
  dm_survives_scope?: boolean;
  /** externals start threads in the groups they are in */
  external_start_thread?: boolean;
  /** externals suggest people, whom somebody who manages the conversation lets in or not */
  external_may_suggest?: boolean;
  /** externals share files in the conversations they are in */
  external_upload?: boolean;
  /** somebody who has no address comes in by a code that they are told */
  external_without_email?: boolean;
  /** what externals and those who are in the conversation see of each other */
  external_profile_view?: 'card' | 'full_for_co_participants';
  /** externals see each other, and what they do; else members see all of it, and each external sees members and themself */
  externals_see_externals?: boolean;
  /** the most days that an external has access, 1 to 3650; how long is counted from the add */
  external_days_max?: number;
  /** how long an external has access, if nobody says, 1 to 3650 days */
  external_days_default?: number;
  /** how long an external stays whom nobody answers for any more, 0 to 3650 days */
  orphan_grace_days?: number;
  /** within how many days somebody confirms each external, 1 to 3650; counted from the add and from each time */
  confirm_days?: number;
  /** the mail domains that externals may have, at most 100; empty for none */
  external_mail_domains?: Array<string>;
  /** the mail domains that no external has, at most 100 */
  external_mail_domains_refused?: Array<string>;
  /** the mail domains whose externals nobody has to approve, at most 100 */
  external_mail_domains_approved?: Array<string>;
  /** how much of the past a member sees who is added, if nobody says; not `from_message` */
  member_history_on_add?: HistoryWindow;
  /** the same for an external */
  external_history_on_add?: HistoryWindow;
  /** about which newcomers an author is asked who says whom they wrote to */
  audience_guard?: 'always' | 'externals' | 'off';
  /** who brings the first external into a conversation says that they know */
  confirm_first_external?: boolean;
  /** members who are no admins invite to the workspace; of workspaces only, as are those that follow */
  member_invite?: boolean;
  /** who invites guests to the workspace, into no conversation yet */
  guest_invite?: 'off' | 'admins' | 'members';
  /** the least role by which somebody who may bring externals in invites many at once */
  bulk_invite_min_role?: 'admin' | 'member';
  /** members who bring externals in as admins of the workspace do, at most 100 */
  external_inviters?: Array<string>;
  /** the most externals who are in one conversation or invited to one, 0 to 1000000 */
  quota_single_max?: number;
  /** the number of these above which admins are warned, 0 to 1000000 */
  quota_single_soft?: number;
  /** the most of these for each member of the workspace, 1 to 1000 */
  quota_single_per_member?: number;
  /** the most externals who are in several conversations or invited to several, 0 to 1000000 */
  quota_multi_max?: number;
  /** the number of these above which admins are warned, 0 to 1000000 */
  quota_multi_soft?: number;
  /** the most externals who are in or invited, 0 to 1000000 */
  quota_external_max?: number;
  /** the number of these above which admins are warned, 0 to 1000000 */
  quota_external_soft?: number;
  /** mails to externals bear the text of messages */
  mail_include_text?: boolean;
  /** pushes to members bear the text of messages; those to externals never do */
  push_include_text?: boolean;
  /** outgoing webhooks tell nothing of externals and of what they write */
  webhooks_hide_externals?: boolean;
  /** who sees what messages said before they were edited */
  edit_history?: 'off' | 'managers' | 'members';
  /** how messages are passed on to where externals read */
  forward_to_externals?: 'refused' | 'confirm' | 'allowed';
  /** members mention groups, and everybody in a conversation */
  group_mentions?: boolean;
  /** the server reads the pages to which messages link, and shows what they say of themselves, if its operator lets it */
  link_previews?: boolean;
  /** it does so for what externals write, and where externals are in */
  link_previews_external?: boolean;
  /** externals run the slash commands of bots */
  slash_externals?: boolean;
  /** clients draw the badge of externals beside the names of authors */
  badge_in_messages?: boolean;
  /** clients draw it in the list of conversations */
  badge_in_inbox?: boolean;
  /** for how many days records of the workspace's audit are kept at least, 1 to 3650, within the bounds of the server */
  audit_keep_days?: number;
  /** for how many days messages are kept, 1 to 3650; older ones are gone for everybody, with their files */
  retention_days?: number;
  /** for how many days files are kept, 1 to 3650, if not as long as the messages that carry them */
  retention_files_days?: number;
  /** for how many days reports to those who moderate are kept, 1 to 3650 */
  report_keep_days?: number;
  /** an export of the workspace holds what its owners cannot read: DMs and groups that they are not in, whose people are told */
  export_includes_private?: boolean;
}

/** The policies of a workspace or a conversation, as the reader may see them. An external of a conversation is told what is in force for themselves, and no more. */
export interface PolicyView {
  /** the values in force: of a conversation the strictest of its workspace, its own, and, for a thread, those of the groups that it is addressed to */
  in_force: PolicyValues;
  /** the values of the workspace, which nothing in it is less strict than */
  workspace?: PolicyValues;
  /** what is set just here */
  own?: PolicyValues;
  /** the values that hold here where nothing is set */
  defaults?: PolicyValues;
  /** the values that each policy takes */
  orders: Array<PolicyOrder>;
}

/** Closes a poll for good: the sender's own, or any for those who manage the conversation. Fails with `closed`, or `not_allowed`. */
export interface PollCommandClose {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
  /** the position of the message */
  pos: number;
}

/** Sends a message that asks. Fails as `message.send` does. */
export interface PollCommandCreate {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
  /** Markdown source, 1 to 16,384 bytes of UTF-8 */
  question: string;
  /** 2 to 20 different ones, each a line of 1 to 200 chars */
  options: Array<string>;
  /** one may choose several; one if absent */
  multiple?: boolean;
  /** nobody is ever told who chose what; named if absent */
  anonymous?: boolean;
  /** when it ends by itself, within a year */
  ends_at?: string;
  /** whom the author wrote to, see `message.send` */
  audience?: string;
}

/** Shows how a poll stands, what the sender chose and, if it is named, who chose what. */
export interface PollCommandShow {
  /** which conversation */
  conversation: string;
  /** the position of the message */
  pos: number;
  /** the `next` of the page before, 1 to 512 chars */
  after?: string;
  /** voters of the page, 1 to 200; 50 if absent */
  limit?: number;
}

/** Chooses, in place of what the sender chose before; nothing takes their vote back. Sending it again changes nothing. Who may post there may vote. Fails with `closed` or `locked` as posting does, and with `conflict` if the poll has ended. */
export interface PollCommandVote {
  /** which conversation */
  conversation: string;
  /** the position of the message */
  pos: number;
  /** the places of the options, from 0; at most one unless it is `multiple` */
  choices: Array<number>;
}

/** The votes of a poll, counted. */
export interface PollTally {
  /** votes for each option, in the order of the options */
  counts: Array<number>;
  /** people who voted */
  voters: number;
}

/** The poll of a message; its question is the message's text, which nobody edits. */
export interface PollView {
  /** what one chooses among, in their order */
  options: Array<string>;
  /** one may choose several */
  multiple: boolean;
  /** nobody is told who chose what */
  anonymous: boolean;
  /** when votes are no longer taken, if it ends by itself */
  ends_at?: string;
  /** somebody closed it, or its time is over */
  closed: boolean;
}

/** Somebody who voted in a named poll. */
export interface PollVoter {
  /** who */
  person: Person;
  /** the places of the options they chose, from 0, ascending */
  choices: Array<number>;
}

/** The presence of a person. */
export interface Presence {
  /** who */
  person: string;
  /** how */
  state: 'online' | 'away' | 'dnd' | 'offline';
  /** the line the person shows */
  text?: string;
}

/** The present state of those who were asked for. */
export interface PresenceResultPresences {
  type: 'presences';
  /** without those the sender may not see */
  presences: Array<Presence>;
}

/** The part of what is known of a person that the card leaves out. */
export interface Profile {
  /** their address; bots have none */
  email?: string;
  /** the language that they chose */
  locale?: 'de' | 'en';
}

/** A device that is pushed to, as its person sees it. Where it is reached is shown to nobody again. */
export interface PushDevice {
  /** which */
  device: string;
  /** the way that leads to it */
  kind: 'web' | 'gateway';
  /** what it is called */
  name: string;
  /** the session with which it ends, if it ends with one */
  session?: string;
  /** when it was subscribed */
  created_at: string;
}

/** The place where the pushes for a device are sent to. */
export type PushTarget = PushTargetWeb | PushTargetGateway;

/** An app that is reached through the operator's gateway, if there is one. */
export interface PushTargetGateway {
  type: 'gateway';
  /** by which the gateway knows the device, 1 to 1000 chars */
  token: string;
}

/** A subscription of a browser, as its `PushManager` made it with the server's web key. */
export interface PushTargetWeb {
  type: 'web';
  /** the URL of the push service: https, 1 to 2000 chars */
  endpoint: string;
  /** the public key of the browser: an uncompressed point of P-256 in base64url, 87 chars */
  p256dh: string;
  /** the secret of the browser: 16 bytes in base64url, 22 chars */
  auth: string;
}

/** The times at which nothing should ring or be mailed; what comes then waits until they end. */
export interface QuietHours {
  /** up to when it is quiet now */
  until?: string;
  /** a name of the IANA in which `week` is read; UTC if absent */
  time_zone?: string;
  /** the quiet hours of each week, at most 14 */
  week: Array<QuietSpan>;
}

/** Quiet hours that come every week. */
export interface QuietSpan {
  /** the day on which they begin, 1 for Monday to 7 for Sunday */
  day: number;
  /** the minute of that day at which they begin, 0 to 1439 */
  from: number;
  /** the minute at which they end, 0 to 1440: on the next day if it is not after `from` */
  to: number;
}

/** A number of externals, and what it may be. */
export interface QuotaUse {
  /** how many there are */
  used: number;
  /** above how many admins are warned; absent: never */
  soft?: number;
  /** how many there may be; absent: any number */
  max?: number;
  /** where the number stands between these */
  state: 'within' | 'warning' | 'reached' | 'exceeded';
}

/** One conversation that an external reaches, by one path. */
export interface ReachedConversation {
  /** which */
  conversation: string;
  /** group, thread or DM */
  kind: 'group' | 'thread' | 'dm';
  /** its name, if it is an open or private group or the reader is in it */
  name?: string;
  /** the group that leads there; absent if they were let in themselves */
  by?: string;
  /** who let them in */
  sponsor?: string;
  /** when */
  since: string;
  /** when it ends by itself */
  until?: string;
}

/** One emoji on a message and who put it there. */
export interface Reaction {
  /** the emoji */
  emoji: string;
  /** in the order they reacted */
  people: Array<string>;
}

/** The proof of a removal: after it nothing more of the conversation is written to the person. */
export interface Receipt {
  type: 'receipt';
  /** when the change was committed; absent if nothing had to change */
  at?: string;
  /** the nodes that acknowledged */
  nodes: Array<NodeReceipt>;
  /** the person's sessions */
  sessions: Array<SessionReceipt>;
  /** how long it took */
  phases: Phases;
  /** the membership version of the change, for workspace admins */
  epoch?: number;
}

/** A report, as those see it who moderate. */
export interface ReportView {
  /** which */
  report: string;
  /** where the message stands, or stood */
  conversation: string;
  /** the position of the message */
  pos: number;
  /** who wrote it */
  author: Person;
  /** as it stood when it was reported; absent once its author was erased */
  text?: string;
  /** when it was written */
  sent_at: string;
  /** who reported it; their name is told to nobody else */
  reporter: Person;
  /** why */
  reason: 'spam' | 'abuse' | 'disclosure' | 'other';
  /** in their words */
  note?: string;
  /** when */
  reported_at: string;
  /** what became of it; absent while it is open */
  outcome?: 'acted' | 'dismissed';
  /** who said so */
  resolved_by?: string;
  /** when */
  resolved_at?: string;
}

/** Somebody on the roster of a conversation: a person, a group, or somebody who is invited. */
export interface RosterEntry {
  /** the person, if there is an account */
  person?: Person;
  /** the group, if this entry is one */
  group?: string;
  /** the group's name */
  group_name?: string;
  /** the address that was invited, for those who may manage it */
  email?: string;
  /** how somebody is called for whom a code was made, for those who may manage it */
  name?: string;
  /** the open invitation */
  invitation?: string;
  /** whether they can take part */
  state: 'active' | 'awaiting_approval' | 'invited' | 'undeliverable' | 'expired';
  /** the role in the conversation */
  role: 'admin' | 'member';
  /** what leads them here */
  paths: Array<Path>;
  /** when their access ends by itself */
  until?: string;
  /** who answers for an external */
  sponsor?: string;
  /** what the access of an external depends on; told to members */
  terms?: GrantTerms;
}

/** A message that is to be sent later. Until then it is its author's alone. */
export interface ScheduledView {
  /** its id */
  scheduled: string;
  /** where */
  conversation: string;
  /** Markdown source */
  text: string;
  /** the position of the message it answers */
  quote?: number;
  /** the uploads that it will carry */
  files: Array<string>;
  /** when it is sent */
  at: string;
  /** it is also sent if somebody came since */
  newcomers: boolean;
  /** whether it waits */
  state: 'waiting' | 'held';
  /** the error with which sending it failed, if it is held */
  reason?: 'bad_frame' | 'unknown_command' | 'invalid' | 'too_large' | 'unauthenticated' | 'token_expired' | 'sign_in_failed' | 'origin_refused' | 'not_allowed' | 'not_found' | 'client_id_reused' | 'conflict' | 'closed' | 'audience_changed' | 'first_external' | 'locked' | 'link_spent' | 'limit_reached' | 'rate_limited' | 'busy' | 'unavailable' | 'internal';
}

/** Makes an external of a member; for admins, of an owner for owners. Their seat ends, with every path that it or their groups led by, the bots they own, the invitations to their address and all their sessions. They stay as an external in the conversations that are named, and see of each what they saw before; who stays in a group stays in the threads that it leads to. What the policies refuse there, or whom nobody could answer for, ends too, and the answer says so. When this answers, nothing more of what ended is written to the person. Fails with `limit_reached` if the quotas of externals have no room, and with `conflict` if no owner would be left. */
export interface SeatCommandDemote {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** who; not the sender */
  person: string;
  /** where they stay, each conversation once, 0 to 50 */
  keep: Array<SeatCommandKeep>;
  /** why, 0 to 500 chars */
  reason?: string;
}

/** Erases what the workspace knows of a person who is no member: an external, or somebody who was one or a member; for owners and admins. All that they have there ends, with the invitations, requests and join links that would give it again, and a suspension, which nobody is left for. Their name shows nowhere in the workspace any more, their address is gone from its invitations, and the words about them from its audit, whose chain holds. What they wrote stays, without a name, unless it is to be deleted too. Their account and what they have elsewhere is theirs. When this answers, nothing more of what ended is written to them. If it fails halfway, the same command goes on; again, it finds nothing more to do. Fails with `conflict` for a member. */
export interface SeatCommandErasePerson {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** who */
  person: string;
  /** their messages there are deleted, too */
  delete_messages: boolean;
  /** why, 0 to 500 chars; it stays in the audit */
  reason?: string;
}

/** A conversation in which somebody stays as an external. */
export interface SeatCommandKeep {
  /** which; one that they are in now, by themselves or by a group */
  conversation: string;
  /** who answers for them: a member in it who may bring externals in; absent: the sender */
  sponsor?: string;
  /** when their access ends, a time to come; absent: as the policies say */
  until?: string;
  /** what they are to us, 1 to 100 chars */
  relation?: string;
}

/** Takes the sender out of a workspace: members with their seat, everything it led to and the bots they own; externals with everything they have there. When this answers, nothing more of it is written to them. Fails with `conflict` if no owner would be left. */
export interface SeatCommandLeave {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** a member whom an owner who leaves makes an owner */
  successor?: string;
}

/** Tells what `workspace.demote` would do now, and changes nothing. Who may demote somebody may ask; without a choice, it tells what there is to choose from. */
export interface SeatCommandPreviewDemote {
  /** which workspace */
  workspace: string;
  /** who */
  person: string;
  /** where they would stay, each conversation once, 0 to 50 */
  keep: Array<SeatCommandKeep>;
}

/** Tells what `workspace.erase_person` would do now, and changes nothing; for owners and admins. */
export interface SeatCommandPreviewErase {
  /** which workspace */
  workspace: string;
  /** who */
  person: string;
}

/** Mails an external of the workspace's conversations an invitation to become a member; for admins. They become one when they accept, stay where they are and see what they saw; nobody has to answer for them any more. Fails with `limit_reached`. */
export interface SeatCommandPromote {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** which external */
  person: string;
  /** the role to come, admin or member; absent: member */
  role?: 'owner' | 'admin' | 'member';
  /** stands in the mail, 0 to 500 chars */
  note?: string;
}

/** They are an external now. */
export interface SeatResultDemoted {
  type: 'demoted';
  /** where they stay, of what was asked, in that order */
  kept: Array<string>;
  /** where they do not stay though it was asked, in that order */
  refused: Array<SeatResultRefusedGrant>;
  /** how many conversations they lost */
  ended: number;
  /** how many bots of theirs ended */
  bots: number;
  /** the proof for all of it, their sessions included */
  receipt: Receipt;
}

/** What would come of a demotion. */
export interface SeatResultDemotionPreview {
  type: 'demotion_preview';
  /** where they would stay, of what was asked, in that order */
  kept: Array<string>;
  /** where they would not, though it was asked, in that order */
  refused: Array<SeatResultRefusedGrant>;
  /** how many conversations they would lose */
  ended: number;
  /** some of these, 200 at most: those first in which they are by themselves, then in the order of their ids */
  first_ended: Array<SeatResultEndedPlace>;
  /** how many bots of theirs would end */
  bots: number;
  /** the quotas of externals have no room, so that it would be refused */
  over_quota: boolean;
}

/** A conversation that somebody would lose. */
export interface SeatResultEndedPlace {
  /** which */
  conversation: string;
  /** group, thread or DM */
  kind: 'group' | 'thread' | 'dm';
  /** its name, if it is an open or private group or the reader is in it */
  name?: string;
  /** they are in it by themselves, not by groups alone */
  own: boolean;
}

/** What would come of an erasure. */
export interface SeatResultErasurePreview {
  type: 'erasure_preview';
  /** how many conversations they would lose */
  grants: number;
  /** how many open invitations would end */
  invitations: number;
  /** how many requests to be let in would end */
  requests: number;
  /** how many messages of theirs there are, to be kept or deleted */
  messages: number;
  /** they are suspended, which would end */
  suspended: boolean;
}

/** They are erased. */
export interface SeatResultPersonErased {
  type: 'person_erased';
  /** how many conversations they lost */
  grants: number;
  /** how many open invitations ended */
  invitations: number;
  /** how many requests to be let in ended */
  requests: number;
  /** how many messages of theirs were deleted */
  messages: number;
  /** the proof for all of it */
  receipt: Receipt;
}

/** A conversation in which somebody does not stay. */
export interface SeatResultRefusedGrant {
  /** which */
  conversation: string;
  /** the reason, for people */
  why: string;
}

/** Lists the sender's devices that are pushed to, and what is needed for another. */
export interface SessionCommandListPush {
}

/** Lists the sender's own sessions, the one used last first. */
export interface SessionCommandListSessions {
}

/** Says that this device keeps nothing more of conversations that its person lost: neither shown, nor in memory, nor stored. Sent after `access.ended`, and after a resume for what was lost; `ledger.purges` shows it. What is no lost conversation of theirs is passed over. */
export interface SessionCommandPurged {
  /** which, 1 to 200 */
  conversations: Array<string>;
}

/** Trades a refresh token for new tokens. The old refresh token is spent when the new one is first used; requests within 10 seconds of one another get the same. Fails with `unauthenticated` if it is unknown or spent: one that comes again later ends its session. */
export interface SessionCommandRefresh {
  /** the refresh token; `cookie` for the one that the browser keeps */
  refresh_token: string;
}

/** Lets this connection live on with a newer access token of the same session. Fails with `token_expired`, or `unauthenticated` if it belongs to another session. */
export interface SessionCommandRenew {
  /** the newer access token */
  access_token: string;
}

/** Catches up after a reconnect: what was gained, lost and changed since, and the events after each cursor. Those conversations are then open, as by `interest.open`. */
export interface SessionCommandResume {
  /** the newest `since`, of a hello or a resume, from before the connection was lost, 1 to 512 chars */
  since: string;
  /** at most 200; the conversations to open and how far the client has got */
  cursors: Array<Cursor>;
}

/** Ends one of the sender's own sessions; when this answers, nothing more is written to it. */
export interface SessionCommandRevoke {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which session */
  session: string;
}

/** Starts this connection's session; the first command on a WebSocket, before which no other is taken. A `Hello` follows. Fails with `token_expired`, or `unauthenticated` if the token or its session is not valid; both close the connection. A session has one connection: a newer one replaces it. One that names its tab has one for each tab, as many as an account may have connections. */
export interface SessionCommandStart {
  /** the access token */
  access_token: string;
  /** a name that this tab of a browser made up, 1 to 64 visible ASCII characters */
  tab?: string;
}

/** Has a device pushed to when its person is told of something, as `notify.show` says, and is not there. A target that is known already is this one from now on. Fails with `limit_reached`; with `invalid` if the target cannot be called; and with `conflict` if it is somebody else's. */
export interface SessionCommandSubscribePush {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** where the pushes are sent to */
  target: PushTarget;
  /** what the device is called, 1 to 100 chars */
  name: string;
  /** it is pushed to until this session ends; if not, until it is unsubscribed, or no session of its person is left; absent: yes */
  ends_with_session?: boolean;
}

/** Has a device of the sender pushed to no more. When this is answered nothing more leaves. */
export interface SessionCommandUnsubscribePush {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which */
  device: string;
}

/** The last thing that one session got before a removal. */
export interface SessionReceipt {
  /** which */
  session: string;
  /** the last position written to it, 0 if none */
  last_pos: number;
}

/** The sender's devices that are pushed to. */
export interface SessionResultPushDevices {
  type: 'push_devices';
  /** the newest first */
  devices: Array<PushDevice>;
  /** the server's public key, with which browsers subscribe: an uncompressed point of P-256 in base64url */
  web_key: string;
  /** whether apps can be reached */
  gateway: boolean;
}

/** The device is pushed to. */
export interface SessionResultPushSubscribed {
  type: 'push_subscribed';
  /** which */
  device: string;
}

/** The connection may live on. */
export interface SessionResultRenewed {
  type: 'renewed';
  /** when the new access token ends */
  expires_at: string;
}

/** The changes that happened while the client was away; events after the cursors follow as frames. */
export interface SessionResultResumed {
  type: 'resumed';
  /** what to send in the next resume */
  since: string;
  /** too much has changed to be listed: forget what is stored and list the inbox again; what is opened continues from its cursor all the same */
  resync: boolean;
  /** conversations the client may see now */
  gained: Array<ConversationView>;
  /** conversations whose stored content the client has to delete */
  lost: Array<ConversationEnded>;
  /** conversations whose name, state or role changed */
  changed: Array<ConversationView>;
  /** how far each conversation with something new has got */
  heads: Array<Head>;
  /** the conversations that are open now */
  opened: Array<string>;
}

/** The sender's sessions. */
export interface SessionResultSessions {
  type: 'sessions';
  /** the one used last first */
  sessions: Array<SessionView>;
}

/** One of the reader's own sessions. */
export interface SessionView {
  /** which */
  session: string;
  /** the name its device gave when signing in */
  device: string;
  /** when it was signed in */
  created_at: string;
  /** when it was last used, to the minute */
  last_seen_at: string;
  /** is the session that asks */
  current: boolean;
}

/** A file with the message that carries it. */
export interface SharedFile {
  /** where */
  conversation: string;
  /** the position of the message */
  pos: number;
  /** who shared it; `external` says whether they are from outside */
  by: Person;
  /** when its present version came */
  at: string;
  /** somebody from outside sees the message now, or would */
  external_visible: boolean;
  /** what it is */
  file: FileView;
}

/** A slash command that a bot offers. */
export interface SlashView {
  /** without the slash */
  name: string;
  /** what it does */
  description: string;
  /** what may follow the name */
  usage?: string;
  /** who answers */
  bot: Person;
}

/** Makes a thread, addressed to people and groups. Fails with `not_allowed` if it lets an external in and the sender may bring none into each of the groups. */
export interface ThreadCommandCreate {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** its home; absent for people without a common workspace */
  workspace?: string;
  /** 1 to 200 chars, one line */
  subject: string;
  /** at most 500 */
  people: Array<string>;
  /** at most 50 */
  groups: Array<string>;
  /** the first message: Markdown source, 1 to 16,384 bytes of UTF-8 */
  text?: string;
  /** a message with which it begins, passed on as by `message.forward`, without its files and with `text` as the note. It is passed on to those who are named here, so nobody is asked whether they know the audience */
  from?: MessagePlace;
}

/** A workspace that the reader is in without being a member: some conversation of it is open to them, or they are a guest there. */
export interface VisitedWorkspace {
  /** which */
  workspace: string;
  /** its name */
  name: string;
}

/** The position that a person has reached in a conversation. */
export interface Watermark {
  /** who */
  person: string;
  /** up to where a device has it */
  delivered: number;
  /** up to where it was read */
  read: number;
}

/** Answers who ran a slash command: the first time within 3 seconds, then at most 5 times within 15 minutes, while both are in the conversation and the asker may still ask. Fails with `conflict` when it is too late, and in the conversation as `message.send` does. */
export interface WebhookCommandAnswerSlash {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** what is answered */
  ask: string;
  /** Markdown, 1 to 16384 bytes of UTF-8; it mentions nobody */
  text: string;
  /** as a message of the bot's that all see; absent: no, the asker alone sees it, on the devices that are connected, and it is not kept */
  in_conversation?: boolean;
}

/** Makes an incoming webhook, with a bot of its name that joins the conversation. What its URL is sent is posted by the bot, as far as the bot may post. Fails with `closed`, `locked` or `limit_reached`. */
export interface WebhookCommandCreate {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which group or thread */
  conversation: string;
  /** what it and its bot are called, 1 to 100 chars */
  name: string;
}

/** Ends a webhook, with its bot and with what waits. When this is answered nothing more leaves. */
export interface WebhookCommandDelete {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which */
  webhook: string;
}

/** Lists the webhooks of a conversation. */
export interface WebhookCommandListAll {
  /** which group or thread */
  conversation: string;
}

/** Lists the slash commands that the reader may run in a conversation: those of the bots in it. */
export interface WebhookCommandListSlash {
  /** where */
  conversation: string;
}

/** Posts a message by an incoming webhook, whose secret is all that is needed. `POST /hooks/<webhook>/<secret>` is the same for other services: it takes what the incoming webhooks of Slack take, and answers `ok` as a text. A webhook that is not there, a wrong secret, and one whose owner lost the right are answered alike: `not_found`. Fails with `closed`, `locked` or `limit_reached`. */
export interface WebhookCommandPost {
  /** which */
  webhook: string;
  /** of its URL */
  secret: string;
  /** Markdown, 1 to 16384 bytes of UTF-8; it mentions nobody */
  text: string;
  /** the same one with the same text posts once in 24 hours, 1 to 64 printable ASCII characters; absent: each is posted */
  idempotency_key?: string;
}

/** Offers a slash command of a bot, or changes what is told of it. Bots offer their own; those of a bot are offered by who owns it too, and by owners and admins of the workspace. A name belongs to one bot: `conflict` if another one has it there. Where a bot is not, its commands are not either. Fails with `limit_reached`. */
export interface WebhookCommandRegisterSlash {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** the workspace of the bot */
  workspace: string;
  /** where it is offered, a conversation of that workspace in which both are; absent: everywhere there the bot is */
  conversation?: string;
  /** whose; absent: the sender's own */
  bot?: string;
  /** without the slash: 1 to 32 of a to z, 0 to 9, `_` and `-` */
  name: string;
  /** what it does, 1 to 200 chars */
  description: string;
  /** what may follow the name, as in `[city]`, at most 200 chars */
  usage?: string;
}

/** Lets an outgoing webhook work again that has failed, and tells again what was given up. */
export interface WebhookCommandReplay {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which */
  webhook: string;
}

/** Gives a webhook a new secret. The old one is good for another day, unless it is ended at once: then calls are signed with both, or either URL can be posted to. */
export interface WebhookCommandRotate {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which */
  webhook: string;
  /** the old one ends at once; absent: no */
  end_old?: boolean;
}

/** Runs a slash command: the bot is told, and answers within 3 seconds or not at all. Nothing of it is written in the conversation unless the bot does. For people who may write there; externals by the policy `slash_externals`. Fails with `closed`, `locked` or `limit_reached`. */
export interface WebhookCommandRunSlash {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** where */
  conversation: string;
  /** without the slash */
  name: string;
  /** what follows it, at most 2000 chars */
  text: string;
}

/** Makes an outgoing webhook: what happens in the conversation from now on is posted to the URL, signed as Standard Webhooks describe it. Fails with `limit_reached`, and with `invalid` if the URL may not be called. */
export interface WebhookCommandSubscribe {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which group or thread */
  conversation: string;
  /** what it is called, 1 to 100 chars */
  name: string;
  /** where it is posted to: https, without a user, 1 to 2000 chars */
  url: string;
  /** what it tells of, at least one; absent: messages */
  events?: Array<'messages' | 'edits' | 'deletions' | 'reactions' | 'pins' | 'files' | 'members' | 'changes'>;
}

/** Takes a slash command back. What was asked can still be answered. */
export interface WebhookCommandUnregisterSlash {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** the workspace of the bot */
  workspace: string;
  /** where it was offered; absent: everywhere */
  conversation?: string;
  /** whose; absent: the sender's own */
  bot?: string;
  /** without the slash */
  name: string;
}

/** The bot is told; its answers come as `slash.answered`, or as messages. */
export interface WebhookResultSlashAsked {
  type: 'slash_asked';
  /** the name of this one */
  ask: string;
  /** until when the first answer has to be there */
  answer_by: string;
}

/** The slash commands that the reader may run in a conversation. */
export interface WebhookResultSlashCommands {
  type: 'slash_commands';
  /** by name */
  commands: Array<SlashView>;
}

/** The events that were given up are told again. */
export interface WebhookResultWebhookReplayed {
  type: 'webhook_replayed';
  /** how many */
  events: number;
}

/** The webhook has a secret, which is shown this once. */
export interface WebhookResultWebhookSecret {
  type: 'webhook_secret';
  /** which */
  webhook: string;
  /** if it goes in: the token of its URL; if it goes out: what its calls are signed with, `whsec_` and base64 */
  secret: string;
  /** where the other service posts, if it goes in */
  url?: string;
  /** who posts, if it goes in */
  bot?: string;
  /** until when the secret before this one is good too, if there was one */
  old_until?: string;
}

/** The webhooks of a conversation. */
export interface WebhookResultWebhooks {
  type: 'webhooks';
  /** the newest first */
  webhooks: Array<WebhookView>;
}

/** A webhook, as those see it who manage its conversation. Its secret is shown to nobody again. */
export interface WebhookView {
  /** which */
  webhook: string;
  /** of which conversation */
  conversation: string;
  /** which way it goes */
  direction: 'in' | 'out';
  /** what it is called */
  name: string;
  /** who made it; it is worth what they may do now */
  owner: Person;
  /** whether it works */
  state: 'on' | 'not_allowed' | 'failed';
  /** who posts, if it goes in */
  bot?: string;
  /** the host that is called, if it goes out; the rest of the URL may be a secret */
  host?: string;
  /** what it tells of, if it goes out */
  events?: Array<'messages' | 'edits' | 'deletions' | 'reactions' | 'pins' | 'files' | 'members' | 'changes'>;
  /** since when the other service does not take what it is told, if so */
  failing_since?: string;
  /** how many events wait to be told */
  waiting: number;
  /** how many were given up, and can be told again by `webhook.replay` for two weeks */
  dead: number;
  /** when it was made */
  created_at: string;
}

/** Makes a workspace, with the sender as its owner. Fails with `limit_reached` at 50 workspaces of one account. */
export interface WorkspaceCommandCreate {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** 1 to 100 chars, one line */
  name: string;
}

/** Makes a bot in a workspace; for admins. The answer is the only place where its token is shown. */
export interface WorkspaceCommandCreateBot {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** 1 to 100 chars, one line */
  name: string;
  /** days after which its token and its sessions end, 1 to 3650; never, if absent */
  expires_in_days?: number;
}

/** Ends all sessions of a member, who gets a mail about it; for admins, of an owner for owners. When this answers, nothing more is written to any of them. */
export interface WorkspaceCommandEndSessions {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** whose sessions; not the sender's */
  person: string;
}

/** Mails somebody an invitation to become a member; for admins. Somebody who is one already is mailed nothing. Fails with `limit_reached`. */
export interface WorkspaceCommandInvite {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** an email address, 3 to 254 chars; its domain may be international */
  email: string;
  /** the role to come, admin or member */
  role: 'owner' | 'admin' | 'member';
  /** stands in the mail, 0 to 500 chars */
  note?: string;
}

/** Lists which externals were let into which conversations of a workspace, also those that the sender is not in; for admins. They end each by `member.remove`. */
export interface WorkspaceCommandListExternals {
  /** which workspace */
  workspace: string;
  /** the `next` of the page before, 1 to 512 chars */
  after?: string;
  /** entries of the page, 1 to 200; 50 if absent */
  limit?: number;
}

/** Lists the invitations to become a member, or a guest, that nobody has answered, in the order of their ids: all for admins, for other members their own. Their states are those of `invitation.list`. */
export interface WorkspaceCommandListInvitations {
  /** which workspace */
  workspace: string;
  /** the last invitation of the page before */
  after?: string;
  /** entries of the page, 1 to 200; 50 if absent */
  limit?: number;
}

/** Lists the members of a workspace in the order of their ids; for members only. */
export interface WorkspaceCommandListMembers {
  /** which workspace */
  workspace: string;
  /** the last person of the page before */
  after?: string;
  /** entries of the page, 1 to 200; 50 if absent */
  limit?: number;
}

/** Takes a member out of the workspace and of everything the membership led to; for admins. When this answers, nothing more of it is written to the person. Fails with `conflict` if no owner would be left. */
export interface WorkspaceCommandRemoveMember {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** who */
  person: string;
}

/** Mails an invitation to become a member again, with a new link that replaces the old one; for the inviter, and for admins. Fails with `limit_reached`. */
export interface WorkspaceCommandResendInvitation {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which invitation */
  invitation: string;
}

/** Ends a bot: its token, its sessions and its memberships; for admins. */
export interface WorkspaceCommandRevokeBot {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** which bot */
  bot: string;
}

/** Replaces the token of a bot, and ends the sessions of the old one; for admins. The answer is the only place where the new one is shown. */
export interface WorkspaceCommandRotateBotToken {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** which bot */
  bot: string;
  /** days after which the new token and its sessions end, 1 to 3650; never, if absent */
  expires_in_days?: number;
}

/** Changes what a member may do; for admins, and for owners where an owner is made or unmade. Fails with `conflict` if no owner would be left. */
export interface WorkspaceCommandSetRole {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** who */
  person: string;
  /** the new role */
  role: 'owner' | 'admin' | 'member';
}

/** Sets up a new server: its first workspace and the admin. Fails with `link_spent` if that was done. */
export interface WorkspaceCommandSetUp {
  /** the token that the new server printed */
  token: string;
  /** 1 to 100 chars */
  workspace_name: string;
  /** the admin's address */
  email: string;
  /** the admin's name, 1 to 100 chars */
  name: string;
  /** 10 to 256 chars */
  password: string;
  /** the name of the device, 1 to 100 chars */
  device: string;
}

/** Bars a member, an external of the workspace's conversations, or somebody who is only invited, from all of it until unsuspended; for admins. When this answers, nothing more of it is written to the person. */
export interface WorkspaceCommandSuspend {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** who */
  person: string;
  /** why, 0 to 500 chars */
  reason?: string;
}

/** Bars the owner of an address from all of the workspace until unsuspended, whether or not there is an account yet; for admins. Invitations to the address are worth nothing meanwhile, and a person who is in the workspace by it is suspended as by `workspace.suspend`. */
export interface WorkspaceCommandSuspendAddress {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** an email address, 3 to 254 chars; its domain may be international */
  email: string;
  /** why, 0 to 500 chars */
  reason?: string;
}

/** Ends a suspension; for admins. */
export interface WorkspaceCommandUnsuspend {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** who */
  person: string;
}

/** Ends the suspension of an address, and of the person who is in the workspace by it; for admins. */
export interface WorkspaceCommandUnsuspendAddress {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which workspace */
  workspace: string;
  /** an email address, 3 to 254 chars; its domain may be international */
  email: string;
}

/** Takes an invitation to become a member back; for the inviter, and for admins. When this answers, no mail of it leaves any more. */
export interface WorkspaceCommandWithdrawInvitation {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which invitation */
  invitation: string;
}

/** An invitation to become a member or a guest of a workspace, as the inviting side sees it. */
export interface WorkspaceInvitationView {
  /** which */
  invitation: string;
  /** the address that was invited */
  email: string;
  /** the role to come; of a guest it says nothing */
  role: 'owner' | 'admin' | 'member';
  /** it makes a guest of them, not a member */
  guest: boolean;
  /** who invited */
  inviter: Person;
  /** what became of it */
  state: 'pending' | 'undeliverable' | 'awaiting_approval' | 'expired' | 'accepted' | 'declined' | 'denied' | 'revoked' | 'dead';
  /** when it was made */
  created_at: string;
  /** until when its link works */
  expires_at: string;
}

/** A member on the list of a workspace. */
export interface WorkspaceMember {
  /** who */
  person: Person;
  /** the role in the workspace */
  role: 'owner' | 'admin' | 'member';
  /** is suspended in this workspace */
  suspended: boolean;
}

/** The bot is there, with this token. */
export interface WorkspaceResultBotCreated {
  type: 'bot_created';
  /** its account */
  account: string;
  /** how it signs in; shown this once */
  api_token: string;
  /** when the token ends */
  expires_at?: string;
}

/** The workspace is there. */
export interface WorkspaceResultWorkspaceCreated {
  type: 'workspace_created';
  /** as its owner sees it */
  workspace: WorkspaceView;
}

/** A page of externals. */
export interface WorkspaceResultWorkspaceExternals {
  type: 'workspace_externals';
  /** one entry for each person and conversation, in the order of the people's ids */
  externals: Array<ExternalGrant>;
  /** what to send as `after` for the next page */
  next?: string;
  /** there is another page */
  more: boolean;
}

/** A page of invitations to become a member. */
export interface WorkspaceResultWorkspaceInvitations {
  type: 'workspace_invitations';
  /** in the order of their ids */
  invitations: Array<WorkspaceInvitationView>;
  /** there is another page */
  more: boolean;
}

/** A page of members. */
export interface WorkspaceResultWorkspaceMembers {
  type: 'workspace_members';
  /** in the order of their ids */
  members: Array<WorkspaceMember>;
  /** there is another page */
  more: boolean;
}

/** A workspace that the reader is a member of. */
export interface WorkspaceView {
  /** which */
  workspace: string;
  /** its name */
  name: string;
  /** the reader's role in it */
  role: 'owner' | 'admin' | 'member';
}

/** Lets a scheduled message go. Fails with `not_found` if it was sent. */
export interface WritingCommandCancelScheduled {
  /** which */
  scheduled: string;
}

/** Changes a scheduled message; what is absent stays. One that was held waits again. */
export interface WritingCommandChangeScheduled {
  /** which */
  scheduled: string;
  /** Markdown source, 1 to 16,384 bytes of UTF-8 */
  text?: string;
  /** when, 10 seconds to 120 days ahead; to be given if it was held */
  at?: string;
  /** whom the author writes to, as they see it now; to be given, or `newcomers`, if it was held because somebody came */
  audience?: string;
  /** whether to send it too if somebody came since */
  newcomers?: boolean;
}

/** Lets the draft in a conversation go; it may have gone before. */
export interface WritingCommandDiscardDraft {
  /** which conversation */
  conversation: string;
}

/** Passes a message on: sends it to another conversation as it is now, with `forwarded`. What becomes of the original later changes nothing of the new message. Fails with `not_found` if the sender does not see the message, or it was deleted; with `not_allowed` if the policy `forward_to_externals` refuses it, and with `audience_changed` if by that policy the sender is to say that they know who reads it; with `conflict` if the message changed in this moment; with `too_large`, `closed`, `locked`, and `limit_reached`, as `message.send` and `file.begin` do. */
export interface WritingCommandForward {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** where the message stands */
  conversation: string;
  /** the position of the message */
  pos: number;
  /** to which conversation */
  to: string;
  /** what the sender says of it: Markdown source, 1 to 16,384 bytes of UTF-8; with the message at most 32,768. Who is mentioned here hears of it, and nobody whom the message mentions */
  note?: string;
  /** whom the sender passes it on to, as in `message.send` */
  audience?: string;
  /** false to leave its files out; otherwise they are copied, 64 MiB of them at most, and count as the sender's */
  files?: boolean;
}

/** Lists the sender's drafts, the last one saved first. What is kept for a conversation that they no longer see is not among them, and is again if they come back. A draft is kept for 90 days. */
export interface WritingCommandListDrafts {
  /** the `next` of the page before, 1 to 512 chars */
  after?: string;
  /** drafts of the page, 1 to 200; 50 if absent */
  limit?: number;
}

/** Lists what the sender has scheduled, the next one first; what is held comes first of all. What is for a conversation that they no longer see is not among them. */
export interface WritingCommandListScheduled {
  /** the `next` of the page before, 1 to 512 chars */
  after?: string;
  /** messages of the page, 1 to 200; 50 if absent */
  limit?: number;
}

/** Lists the threads that came of a message, as far as the sender reads them, the newest first; at most 100. Nothing tells of others. */
export interface WritingCommandListThreads {
  /** which conversation */
  conversation: string;
  /** the position of the message */
  pos: number;
}

/** Keeps what the sender has begun to write in a conversation, for all their devices, in place of what was kept for it before. Fails with `limit_reached`: 200 are kept. */
export interface WritingCommandSaveDraft {
  /** which conversation */
  conversation: string;
  /** Markdown source, 1 to 16,384 bytes of UTF-8 */
  text: string;
  /** the position of the message it answers */
  quote?: number;
}

/** Has a message sent at a time, within some seconds. It is sent under the right that the sender has then: if they may not send it, or somebody came since about whom the conversation's policy `audience_guard` has them asked, it is kept for them as `held`. Fails with `closed`, `locked`, or `limit_reached`: 100 wait or are held. */
export interface WritingCommandSchedule {
  /** the name of this change, see `Mutation` */
  client_id?: string;
  /** which conversation */
  conversation: string;
  /** Markdown source, 1 to 16,384 bytes of UTF-8; may be empty with files */
  text: string;
  /** the position of the message it answers */
  quote?: number;
  /** whom the author wrote to: `audience` of the conversation as they saw it; as it is now if absent */
  audience?: string;
  /** uploads of the author's for this conversation that are whole, 1 to 10; they are kept for it */
  files?: Array<string>;
  /** when, 10 seconds to 120 days ahead */
  at: string;
  /** true to have it sent too if somebody came since */
  newcomers?: boolean;
}

/** Sends a scheduled message now. Fails as `message.send` does, and with `not_found` if it was sent; then it stays as it is. */
export interface WritingCommandSendScheduled {
  /** which */
  scheduled: string;
  /** whom the author writes to, as they see it now */
  audience?: string;
}

/** Tells where the original of a message that was passed on stands, if the sender sees it there now. */
export interface WritingCommandShowSource {
  /** where the message was passed on to */
  conversation: string;
  /** its position */
  pos: number;
}
