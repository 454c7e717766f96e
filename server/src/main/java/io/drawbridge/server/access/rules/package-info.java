/**
 * The rules of access: pure functions over facts, without a database and without a clock. Entry
 * point: {@link AccessRules}. Callers that need a right ask {@code access}. Callers that have read
 * the facts of a decision about their own rows ask here.
 *
 * <p><b>Who is who.</b> <i>path</i>: some active link leads there. <i>member</i>: a path and a seat
 * in the home workspace. <i>external</i>: a path and no seat. <i>manager</i>: a member who is an
 * admin of the conversation or of a group the thread is addressed to, an owner or admin of the
 * workspace, or who started the thread; DMs have no manager. <i>lister</i>: a seat, no path, and
 * the conversation is an open or private group, so the directory shows it.
 *
 * <table>
 * <caption>On a conversation</caption>
 * <tr><th>action</th><th>external</th><th>member</th><th>manager</th><th>lister</th></tr>
 * <tr><td>READ, LEAVE</td><td>yes</td><td>yes</td><td>yes</td><td>no</td></tr>
 * <tr><td>SEE_OWN_VERSIONS</td><td colspan="3">by edit_history</td><td>no</td></tr>
 * <tr><td>SEE_VERSIONS</td><td>no</td><td colspan="2">by edit_history</td><td>no</td></tr>
 * <tr><td>POST</td><td>open, unlocked</td><td>open, unlocked</td><td>open</td><td>no</td></tr>
 * <tr><td>MENTION, EDIT_MENTION</td><td colspan="4">as POST, EDIT_OWN; externals by D4</td></tr>
 * <tr><td>SHARE, SHARE_MENTION</td><td colspan="4">as POST, MENTION; externals by HCL-23</td></tr>
 * <tr><td>REPLACE_FILE</td><td>open, HCL-23</td><td>open</td><td>open</td><td>no</td></tr>
 * <tr><td>REACT, EDIT_OWN</td><td>open</td><td>open</td><td>open</td><td>no</td></tr>
 * <tr><td>DELETE_OWN</td><td>yes</td><td>yes</td><td>yes</td><td>no</td></tr>
 * <tr><td>DELETE_ANY</td><td>no</td><td>no</td><td>yes</td><td>no</td></tr>
 * <tr><td>ASK_BOT</td><td>as POST, by policy</td><td colspan="2">as POST</td><td>no</td></tr>
 * <tr><td>PIN</td><td>open DM</td><td>open</td><td>open</td><td>no</td></tr>
 * <tr><td>RENAME (group)</td><td>no</td><td>no</td><td>open</td><td>no</td></tr>
 * <tr><td>RENAME (thread)</td><td>no</td><td>open, unlocked</td><td>open</td><td>no</td></tr>
 * <tr><td>CLOSE, LOCK, SET_POLICY, MANAGE_HOOKS</td><td>no</td><td>no</td><td>yes</td><td>no</td></tr>
 * <tr><td>DELETE</td><td>no</td><td>no</td><td>yes</td><td>workspace owners</td></tr>
 * <tr><td>SET_ROLE (group)</td><td>no</td><td>no</td><td>yes</td><td>no</td></tr>
 * <tr><td>ADD_MEMBER</td><td>no</td><td>open, unlocked</td><td>open</td><td>no</td></tr>
 * <tr><td>ADD_EXTERNAL (not DM)</td><td>no</td><td>open, unlocked, D1</td><td>open, D1</td><td>no</td></tr>
 * <tr><td>OFFER_REQUESTS, ADD_MANY</td><td>no</td><td colspan="2">above, HAP-1, HCL-10</td><td>no</td></tr>
 * <tr><td>GIVE_CODE</td><td>no</td><td colspan="2">above, D14</td><td>no</td></tr>
 * <tr><td>OFFER_ENTRY, APPROVE_JOIN</td><td colspan="2">no</td><td>as ADD_EXTERNAL</td><td>no</td></tr>
 * <tr><td>SUGGEST (not DM)</td><td>open, D2</td><td colspan="2">open</td><td>no</td></tr>
 * <tr><td>ADD_GROUP (thread)</td><td>no</td><td>open, unlocked</td><td>open</td><td>no</td></tr>
 * <tr><td>ADMIT_TO_DM (DM)</td><td>no</td><td>open, D1, D7</td><td>-</td><td>no</td></tr>
 * <tr><td>REMOVE_SPONSORED</td><td>no</td><td>yes</td><td>yes</td><td>no</td></tr>
 * <tr><td>REMOVE_EXTERNAL</td><td>no</td><td>DM</td><td>yes</td><td>no</td></tr>
 * <tr><td>REMOVE_PERSON, REMOVE_GROUP (thread)</td><td>no</td><td>no</td><td>yes</td><td>no</td></tr>
 * <tr><td>JOIN (open group)</td><td>yes</td><td>yes</td><td>yes</td><td>open</td></tr>
 * <tr><td>SEE_INVITATIONS (and end one's own)</td><td>own DM</td><td>yes</td><td>yes</td><td>no</td></tr>
 * <tr><td>MANAGE_INVITATIONS</td><td>no</td><td>no</td><td>yes</td><td>workspace admins</td></tr>
 * <tr><td>OPEN_BACKSTAGE (not DM)</td><td>no</td><td>yes</td><td>yes</td><td>no</td></tr>
 * <tr><td>APPROVE_EXTERNAL</td><td>no</td><td>no</td><td>G-26</td><td>workspace admins</td></tr>
 * <tr><td>START_THREAD_WITHIN (group)</td><td>open, D9</td><td>open</td><td>open</td><td>no</td></tr>
 * <tr><td>START_DM_WITHIN</td><td>D7</td><td>yes</td><td>yes</td><td>no</td></tr>
 * </table>
 *
 * <p>"open" fails with {@code closed}, "unlocked" with {@code locked}: posting looks at the replies
 * lock, the others at the details lock. The people of a DM never change: nobody is added or
 * removed, anyone may leave; but the part of an external in it can be ended. "own DM": the one who
 * opened it sees whom they invited. "workspace admins": owners and admins of the home end what they
 * cannot read, in DMs and without a path too; REMOVE_EXTERNAL as well. "workspace owners": so do
 * they alone with DELETE. What of a DM needs a seat is free in one that no workspace is the home
 * of.
 *
 * <p>A backstage follows its conversation: see {@link BackstageRules}. A thread is as strict as its
 * strictest group: see {@link AccessRules#bringExternal}. "D1", "D2", "D4", "D7", "D9", "D14",
 * "G-26", "HAP-1", "HCL-10", "HCL-23": as far as the {@link Policies} let them, which come with the
 * facts; {@link ExternalRules} says how.
 */
@NullMarked
package io.drawbridge.server.access.rules;

import org.jspecify.annotations.NullMarked;
