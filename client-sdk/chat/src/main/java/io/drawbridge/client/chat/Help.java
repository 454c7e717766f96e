package io.drawbridge.client.chat;

/** Holds what {@code /help} says. */
final class Help {
  static final String TEXT =
      """
      /list [important|reminded|archived]  your conversations, numbered, and your invitations
      /archive                puts this one out of sight until something new is in it
      /unarchive              puts it back
      /remind WHEN            has it come to the front in 2h, 3d, on 2026-01-31, or never
      /save [WORDS]           keeps the newest message here in which the words stand
      /unsave [WORDS]         lets it go
      /saved                  the messages you saved
      /draft [TEXT]           keeps what you begin here, on all your devices; shows it
      /undraft                lets it go
      /drafts                 what you have begun, and where
      /schedule WHEN TEXT     has it sent here in 2h, 3d, or on 2026-01-31 14:00
      /scheduled [now|cancel|move ID [WHEN]]  what will be sent; sends one now, or not at all, or then
      /versions [WORDS]       what the newest edited message here with these words said before
      /forward WORDS -> NAME [-> TEXT]  passes the newest message here with these words on to a conversation
      /thread-from WORDS -> SUBJECT -> NAME, NAME  begins a thread with it, for these people
      /source [WORDS]         where the original of a message stands that was passed on, if you see it
      /accept [TITLE]         takes up an invitation
      /open NUMBER|NAME       goes into one; what you type then is sent there
      /history                its last messages
      /search WORDS           messages with these words; also from: in: before: after: has: mentions:
      /more                   more of what was found
      /notices                what you are told of, the newest first
      /notify [LEVEL] [MAIL]  what you want to hear of here, or everywhere: all, mentions or nothing;
                              and in which mails: immediate, daily, weekly or off
      /mute [HOURS]           nothing of this conversation for so long, or for good
      /unmute                 it again
      /quiet [HOURS|off]      nothing rings for so long; your quiet hours each week are kept
      /keywords [WORD, WORD]  the words of which you want to hear; "none" takes all back
      /follow-file ID [no]    tells you of newer versions of a file of the newest message with it
      /block [NAME]           nothing of somebody is told to you any more; alone: whom you blocked
      /unblock NAME|ID        lets them through again
      /report REASON WORDS [-> NOTE]  reports the newest message here in which the words stand to those
                              who moderate: spam, abuse, disclosure or other
      /reports                what was reported here; outside of a conversation, in the workspace
      /resolve ID acted|dismissed  says what became of a report
      /who                    who is in it
      /card NAME              what one of your contacts says of themselves
      /me [WHAT TEXT]         your own card and homes; sets name, title, organisation, status, zone, locale,
                              or picture: a file of at most 40 KiB
      /leave                  takes you out of it
      /add NAME|ADDRESS       adds one of your contacts, or somebody by email
      /add! NAME|ADDRESS      the same, where they are the first from outside and that is to be said
      /import FILE            invites the people of a CSV file: email,given,surname
      /preview NAME|ADDRESS   tells what adding them would give them, and adds nobody
      /foresee NAME           tells what taking somebody out would do, and takes out nobody
      /remove NAME|ADDRESS    takes somebody out; the answer comes when it is final
      /undo [all]             takes your last /remove back; with all, they see what they missed
      /link [NUMBER]          a link by which one, or so many, ask to be let in
      /code NAME              a code to tell to somebody without an address, who comes in by it once
      /links                  the links that lead here; outside of a conversation, all of the workspace
      /unlink ID              takes one back
      /requests               who asks to be let in
      /approve NAME|ADDRESS   lets them in
      /deny NAME|ADDRESS      does not
      /suggest ADDRESS        names somebody whom who is in charge may let in
      /join LINK              asks to be let in, by a link that was passed on
      /waiting                who is to come into the workspace's conversations if you approve
      /allow NAME|ADDRESS     approves it
      /refuse NAME|ADDRESS [-> WHY]  does not, and says why
      /files                  the files here; outside of a conversation, those shared with you
      /upload FILE [TEXT]     sends a file here
      /open FILE-ID           saves one, by its id in brackets
      /share ADDRESS FILE [TEXT]  sends a file to the owner of an address, in the talk with them
      /poll [multiple] [anonymous] QUESTION | A | B  asks those who are here
      /vote [NUMBER ...|none|close]  how the newest poll here stands; your choice; ends it
      /unpreview              takes the previews of links from your newest message that has some
      /jump DAY               the messages around the begin of a day, such as 2026-05-01
      /archive-conversation   closes this one and takes it out of everybody's lists
      /unarchive-conversation  puts it back, closed
      /bots                   the commands that bots take here; /NAME TEXT runs one
      /hooks                  the webhooks here
      /hook in NAME           makes a URL to which another service posts
      /hook out URL NAME      tells another service of the messages here
      /hook new|end|replay ID  gives one another secret; ends it; tells again what it missed
      /push                   your devices that are told when you are not there
      /push app TOKEN NAME    one more, by the operator's gateway
      /push web ENDPOINT KEY SECRET NAME  one more, a browser that subscribed with the key /push says
      /push end ID            one less
      /delete-conversation NAME|ID  deletes the conversation you are in, for everybody and for good
      /hold [ID] REASON       keeps all that is written here, or by the account ID; for owners
      /holds                  the legal holds that stand
      /hold-end ID            lifts one; what it alone kept goes
      /held ID [FILE]         what one keeps, also what people took away; into a new file
      /thread SUBJECT         a new thread
      /backstage              the talk among members of the workspace beside this one
      /front                  back from it
      /dm NAME|ADDRESS        a talk with one person
      /invited                who is invited to become a member of the workspace
      /resend ADDRESS         mails such an invitation again
      /withdraw ADDRESS       takes it back
      /outside [NAME]         who from outside is in the workspace; what one of them reaches
      /guest ADDRESS          invites a guest, who is known here and in no conversation yet
      /quota                  how many from outside are here, and how many may be
      /end NAME|DOMAIN [yes]  ends all that somebody from outside, or a firm, has here
      /handover NAME|DOMAIN|mine -> WHO  lets WHO answer for them, or for all that you brought in
      /confirm NAME|DOMAIN|mine  confirms that they are still needed
      /renew NAME|DOMAIN DAYS  lets what they have here end in so many days, or "never"
      /demote NAME [-> NUMBERS] [yes]  makes an external of a member, who stays in these of /list
      /promote NAME           invites somebody from outside to become a member
      /erase NAME|ID [all] [yes]  erases somebody who is no member; with all, what they wrote too
      /export-workspace FILE [private]  writes what you read of the workspace you own into a file, or
                              all where a policy lets you; run again, it goes on where it was cut off
      /export-mine FILE       the same with what is yours
      /my-log FILE            writes the log of your own account into a new file
      /erase-account [yes]    erases your account with all that you have anywhere, for good
      /resign [NAME] [yes]    takes you out of the workspace; an owner names the next one
      /audit [NAME]           what was changed in the workspace last, or what was done to one person
      /seen [N]               who could see the newest message here, or the one N before it
      /sees NAME [at TIME]    what somebody can see in the workspace, or could at a time
      /why NAME               why somebody sees this conversation, or why not
      /export FILE            writes the whole log of it into a new file
      /bot NAME               makes a bot of the workspace, and shows its token
      /inviter NAME [no]      lets a member bring people from outside in, or no more
      /policy [NAME VALUE]    the policies here, or of the workspace; sets one
      /policy plan            who from outside is in against them
      /policy enforce [DAYS]  applies them to those who are in, now or in so many days
      /help                   this
      /quit                   goodbye\
      """;

  private Help() {}
}
