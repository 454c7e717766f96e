package io.drawbridge.server.config;

import io.drawbridge.protocol.Limits;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every key of the configuration. The same key is a line of the file ({@code http.port = 8080}), an
 * environment variable ({@code DRAWBRIDGE_HTTP_PORT}) and a flag ({@code --http-port}).
 */
public enum ConfigKey {
  HTTP_HOST("http.host", "127.0.0.1", "an address of this machine", "where clients connect"),
  HTTP_PORT("http.port", "8080", "a port, 0 to 65535", "where clients connect; 0 takes a free one"),
  HTTP_LOOPS("http.loops", "0", "0 to 256", "event loops; 0 means one for each processor"),
  TRANSPORT(
      "transport", "auto", "auto, nio, epoll or io_uring", "how sockets are read and written"),
  MANAGEMENT_HOST(
      "management.host", "127.0.0.1", "an address of this machine", "where health and metrics are"),
  MANAGEMENT_PORT(
      "management.port",
      "8081",
      "a port, 0 to 65535",
      "where health and metrics are; 0 takes a free one"),
  MANAGEMENT_NAMES(
      "management.names",
      "",
      "host names, separated by commas",
      "by which health and metrics are asked, beside localhost and IP addresses"),
  PUBLIC_URL(
      "public.url",
      "",
      "an http or https URL",
      "how people reach the server, for links in mails; by default made of host and port"),
  PATH_PREFIX(
      "path.prefix", "", "a path like /chat", "what a proxy puts before every path of the server"),
  TRUSTED_PROXIES(
      "trusted.proxies",
      "",
      "IP addresses, separated by commas",
      "proxies whose X-Forwarded-For is believed"),
  ORIGINS(
      "origins",
      "",
      "http or https origins, separated by commas",
      "web pages that may connect; by default only the server's own"),
  TLS_CERTIFICATE("tls.certificate", "", "a readable PEM file", "the certificate chain"),
  TLS_KEY("tls.key", "", "a readable PEM file", "the private key of the certificate, PKCS #8"),
  DATABASE_URL(
      "database.url",
      "",
      "postgresql://host:port/name, without credentials",
      "a PostgreSQL 15 or newer, with ?sslmode=verify-full by verified TLS only; without one the"
          + " server starts its own in the data folder"),
  DATABASE_USER("database.user", "", "a name, with database.url", "who connects to it"),
  DATABASE_PASSWORD("database.password", "", "a password", "the password of that user"),
  DATABASE_WRITERS(
      "database.writers", "12", "2 to 500", "connections for writing and single statements"),
  DATABASE_READERS("database.readers", "8", "1 to 500", "connections for snapshot reads"),
  DATA_FOLDER(
      "data.folder",
      "data",
      "a folder that can be written",
      "keys, mails, and the embedded database"),
  DISK_FREE_MIN(
      "disk.free_min",
      "128",
      "MiB, 0 to 1000000",
      "what must be free where the embedded database and the files are; with less nothing more is"
          + " posted"),
  FILES_STORAGE("files.storage", "folder", "folder or s3", "where the bytes of files are kept"),
  S3_ENDPOINT(
      "s3.endpoint",
      "",
      "an http or https URL",
      "the S3-compatible store; without one Amazon's, of the region"),
  S3_REGION("s3.region", "us-east-1", "a region", "where the bucket is"),
  S3_BUCKET("s3.bucket", "", "a bucket", "the bucket for the bytes of files, and nothing else"),
  S3_KEY_ID("s3.key_id", "", "an access key id", "the name of the key that opens the bucket"),
  S3_KEY("s3.key", "", "a secret access key", "the key that opens the bucket"),
  FILES_FOLDER(
      "files.folder",
      "",
      "a folder that can be written",
      "where the bytes of files are; by default the folder files in the data folder"),
  FILES_METADATA(
      "files.metadata",
      "strip",
      "strip or keep",
      "whether JPEG, PNG and WebP are delivered without what tells where, when and by whom they"
          + " were made; what is uploaded from then on"),
  FILES_SIZE("files.size", "1024", "MiB, 1 to 1000000", "the largest file"),
  FILES_MEMBER(
      "files.member",
      "20480",
      "MiB, 1 to 100000000",
      "all files of a person in the workspaces they are a member of"),
  FILES_EXTERNAL(
      "files.external",
      "2048",
      "MiB, 1 to 100000000",
      "all files of a person where they are external"),
  FILES_WORKSPACE(
      "files.workspace", "512000", "MiB, 1 to 100000000", "all files of one workspace together"),
  SMTP_URL(
      "smtp.url",
      "",
      "smtp://, smtp+starttls:// or smtps://[user:password@]host[:port]",
      "the mail server; without one mails are .eml files in the data folder"),
  SMTP_CA(
      "smtp.ca",
      "",
      "a readable PEM file of certificates",
      "the only authorities whose certificates are good for the mail server; by default those of"
          + " the JDK"),
  MAIL_FROM(
      "mail.from",
      "drawbridge@localhost",
      "a mail address, or: Name <address>",
      "the sender of invitations and links; without a name they come from Drawbridge"),
  MAIL_REPLY_TO(
      "mail.reply_to", "", "a mail address", "where answers to mails go; by default to the sender"),
  BOUNCES_ADDRESS(
      "bounces.address",
      "",
      "a mail address with at most 30 characters before the @",
      "where mails that cannot be delivered come back to, with a tag (name+tag@...) that says"
          + " which; by default to the sender"),
  BOUNCES_URL(
      "bounces.url",
      "",
      "imap+starttls:// or imaps://user:password@host[:port][/folder], imap:// on this machine,"
          + " or file:///a/folder",
      "the mailbox, or the folder of .eml files, where they are read, so that inviters hear of"
          + " them"),
  AUDIT_DAYS(
      "audit.days",
      "0",
      "a number of days, 0 to 36500",
      "for how long records of the audit are kept at least; 0 for good"),
  AUDIT_DAYS_MIN(
      "audit.days_min",
      "0",
      "a number of days, 0 to 36500",
      "the fewest that a workspace may choose by `audit_keep_days`; 0: as many as `audit.days`"),
  AUDIT_DAYS_MAX(
      "audit.days_max",
      "0",
      "a number of days, 0 to 36500",
      "the most that a workspace may choose; 0 for any number"),
  OUTBOUND_SCHEMES(
      "outbound.schemes",
      "https",
      "https or any",
      "the URLs that webhooks, pushes and previews may call; any lets in http, for tests and closed"
          + " networks"),
  OUTBOUND_ALLOWED(
      "outbound.allowed",
      "",
      "host names and networks, separated by commas",
      "what webhooks and pushes may call although it is not of the public network, such as"
          + " 10.1.0.0/16"),
  PUSH_GATEWAY_URL(
      "push.gateway_url",
      "",
      "a URL that may be called",
      "the operator's own gateway, which pushes to apps; without one there are browsers alone"),
  PUSH_GATEWAY_SECRET(
      "push.gateway_secret",
      "",
      "whsec_ and the base64 of 24 to 64 bytes",
      "what calls to the gateway are signed with, as Standard Webhooks say"),
  PUSH_HOLD(
      "push.hold",
      "30s",
      "a duration, 0s to 10m",
      "how long a push waits for its reader, while they are active, to read by themselves"),
  PREVIEWS(
      "previews",
      "off",
      "on or off",
      "whether the server reads the pages to which messages link, to show what they are; it calls"
          + " them as `outbound.schemes` and `previews.allowed` say"),
  PREVIEWS_ALLOWED(
      "previews.allowed",
      "",
      "host names and networks, separated by commas",
      "pages that previews may read although they are not of the public network; everybody who"
          + " writes can have them read"),
  MAIL_LOCALE(
      "mail.locale",
      "en",
      "en or de",
      "the language of mails to people who have chosen none, or have no account"),
  MAIL_TIME_ZONE(
      "mail.time_zone",
      "UTC",
      "a name of the IANA, such as Europe/Berlin",
      "the time zone of times in these mails"),
  TOKEN_ACCESS(
      "token.access", "10m", "a duration, 5s to 24h", "how long an access token is good for"),
  TOKEN_REFRESH(
      "token.refresh", "60d", "a duration, 1m to 400d", "how long an unused refresh token is good"),
  TOKEN_SESSION(
      "token.session",
      "90d",
      "a duration, 1m to 400d",
      "how long after its sign-in a session ends, however much it is used"),
  RATE_COMMANDS(
      "rate.commands", "50", "1 to 100000", "commands a second of one session, in the long run"),
  RATE_BURST("rate.burst", "200", "1 to 100000", "commands of one session at once"),
  RATE_OPEN(
      "rate.open",
      "30",
      "1 to 100000",
      "commands a minute of one address without a token, as sign-in"),
  CONNECTIONS(
      "limit.connections", "18000", "10 to 1000000", "sockets of the client port at a time"),
  CONNECTIONS_PER_ADDRESS(
      "limit.connections_per_address",
      "500",
      "1 to 1000000",
      "sockets of one address that have shown no token; for one more the oldest goes; a quarter of"
          + " all at most"),
  CONNECTIONS_PER_ACCOUNT(
      "limit.connections_per_account", "20", "1 to 1000", "connections of one account at a time"),
  MAIL_NOTICES_AFTER(
      "mail.notices_after",
      "3m",
      "a duration, 0s to 24h",
      "how long a mail about a message waits in which it may be read; while its reader is active,"
          + " up to five times as long"),
  INVITATIONS_PER_INVITER(
      "limit.invitations_per_inviter",
      number(Limits.INVITATIONS_PER_INVITER_PER_DAY_MAX),
      "1 to 100000",
      "mailed invitations of one person a day"),
  INVITATIONS_PER_BOT(
      "limit.invitations_per_bot",
      number(Limits.INVITATIONS_PER_BOT_PER_DAY_MAX),
      "0 to 100000",
      "mailed invitations of one bot a day; 0: bots invite nobody by address"),
  INVITATIONS_PER_CONVERSATION(
      "limit.invitations_per_conversation",
      number(Limits.INVITATIONS_PER_CONVERSATION_PER_DAY_MAX),
      "1 to 100000",
      "mailed invitations into one conversation a day"),
  INVITATIONS_PER_WORKSPACE(
      "limit.invitations_per_workspace",
      number(Limits.INVITATIONS_PER_WORKSPACE_PER_DAY_MAX),
      "1 to 1000000",
      "mailed invitations from one workspace a day"),
  INVITATIONS_PER_NEW_WORKSPACE(
      "limit.invitations_per_new_workspace",
      number(Limits.INVITATIONS_PER_NEW_WORKSPACE_PER_DAY_MAX),
      "1 to 1000000",
      "the same in the first 7 days of a workspace"),
  INVITATIONS_PER_ADDRESS(
      "limit.invitations_per_address",
      number(Limits.INVITATIONS_PER_ADDRESS_PER_DAY_MAX),
      "1 to 1000",
      "mailed invitations from one workspace to one address a day"),
  INVITATIONS_PER_ADDRESS_OVERALL(
      "limit.invitations_per_address_overall",
      "20",
      "1 to 1000",
      "mailed invitations to one address a day from everybody; more wait, and nobody is told"),
  QUOTA_MEMBER(
      "quota.member",
      "1200, 8388608, 100000, 268435456",
      "rows a minute, bytes a minute (16384 or more), rows a day, bytes a day",
      "what a member may write in the conversations of their workspaces"),
  QUOTA_EXTERNAL(
      "quota.external",
      "120, 524288, 10000, 20971520",
      "rows a minute, bytes a minute (16384 or more), rows a day, bytes a day",
      "what a person may write where they are external"),
  QUOTA_CONVERSATION(
      "quota.conversation",
      "6000, 16777216, 500000, 1073741824",
      "rows a minute, bytes a minute (16384 or more), rows a day, bytes a day",
      "what all together may write in one conversation"),
  QUOTA_WORKSPACE(
      "quota.workspace",
      "30000, 67108864, 5000000, 8589934592",
      "rows a minute, bytes a minute (16384 or more), rows a day, bytes a day",
      "what all together may write in the conversations of one workspace"),
  CLUSTER(
      "cluster",
      "off",
      "off, poll, notify or nats",
      "whether several processes serve the database, and how they ring at each other: not at all,"
          + " by its LISTEN and NOTIFY, or by NATS"),
  NATS_URL(
      "nats.url",
      "",
      "nats:// or tls:// and host[:port], separated by commas",
      "the servers of NATS, with cluster = nats; tls:// demands TLS"),
  NATS_USER("nats.user", "", "a name, with nats.url", "who signs in there"),
  NATS_PASSWORD("nats.password", "", "a password", "the password of that user"),
  NATS_CA(
      "nats.ca",
      "",
      "a readable PEM file of certificates",
      "the only authorities whose certificates are good for NATS; by default those of the JDK"),
  LANES("lanes", "4", "1 to 64", "writer lanes: how many transactions append at a time"),
  DRAIN(
      "drain",
      "5s",
      "a duration, 0s to 10m",
      "how long a stopping server takes to send clients off"),
  DRAIN_NOTICE(
      "drain.notice",
      "3s",
      "a duration, 0s to 5m",
      "with cluster, how long it says before that it is not ready, so that a balancer notices"),
  CANARY(
      "canary",
      "1m",
      "a duration, 0s to 1h",
      "how often somebody made up is let in and removed, to see that a removal is final; 0s:"
          + " never"),
  LOG("log", "text", "text or json", "readable lines, or one JSON object a line"),
  LOG_SOURCES(
      "log.sources",
      "shown",
      "shown or hidden",
      "whether security lines show the network a request came from");

  private static final String ENVIRONMENT_PREFIX = "DRAWBRIDGE_";

  private final String key;
  private final String standard;
  private final String expectation;
  private final String meaning;

  ConfigKey(String key, String standard, String expectation, String meaning) {
    this.key = key;
    this.standard = standard;
    this.expectation = expectation;
    this.meaning = meaning;
  }

  private static String number(int value) {
    return String.valueOf(value);
  }

  static Optional<ConfigKey> find(String key) {
    return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
  }

  static Optional<ConfigKey> ofEnvironment(String variable) {
    return Arrays.stream(values()).filter(each -> each.variable().equals(variable)).findFirst();
  }

  static boolean looksOurs(String variable) {
    return variable.startsWith(ENVIRONMENT_PREFIX);
  }

  /** The key as it is written in the file. */
  public String key() {
    return key;
  }

  /** The environment variable. */
  public String variable() {
    return ENVIRONMENT_PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** The command line flag. */
  public String flag() {
    return "--" + key.replace('.', '-').replace('_', '-');
  }

  /** The value where none is given; empty means there is none. */
  public String standard() {
    return standard;
  }

  public String expectation() {
    return expectation;
  }

  public String meaning() {
    return meaning;
  }

  /** Returns whether the value must not be shown. */
  public boolean secret() {
    return this == DATABASE_PASSWORD
        || this == SMTP_URL
        || this == BOUNCES_URL
        || this == S3_KEY
        || this == NATS_PASSWORD
        || this == PUSH_GATEWAY_SECRET;
  }
}
