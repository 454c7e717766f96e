package io.drawbridge.protocol.people;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.EmailRule;
import io.drawbridge.protocol.text.Check;
import java.util.List;

/**
 * The part of what externals have in a workspace that a command is about: grants and invitations.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ExternalSelection {

  /**
   * These, one by one.
   *
   * @param grants at most 200
   */
  @JsonTypeName("grants")
  record Grants(List<Grant> grants) implements ExternalSelection {

    /** Checks the number and copies the list. */
    public Grants {
      grants = Check.list("grants", grants, Limits.GRANTS_PER_REQUEST_MAX);
    }
  }

  /**
   * One external in one conversation.
   *
   * @param person who
   * @param conversation where
   */
  record Grant(AccountId person, ConversationId conversation) {}

  /**
   * All of one person.
   *
   * @param person who
   */
  @JsonTypeName("person")
  record OfPerson(AccountId person) implements ExternalSelection {}

  /**
   * All of the people with an address at a mail domain, as of a firm.
   *
   * @param domain such as partner.example; addresses below it, as at mail.partner.example, are
   *     others
   */
  @JsonTypeName("mail_domain")
  record OfMailDomain(String domain) implements ExternalSelection {

    /** Brings the domain into its normal form. */
    public OfMailDomain {
      domain =
          EmailRule.normalDomain(domain)
              .orElseThrow(() ->
                  Check.invalid("domain", "no mail domain (expected: such as partner.example)"));
    }
  }

  /**
   * All that one person gave.
   *
   * @param inviter who
   */
  @JsonTypeName("inviter")
  record OfInviter(AccountId inviter) implements ExternalSelection {}

  /**
   * All in one conversation; externals whom a group leads there are shut out.
   *
   * @param conversation which
   */
  @JsonTypeName("conversation")
  record OfConversation(ConversationId conversation) implements ExternalSelection {}
}
